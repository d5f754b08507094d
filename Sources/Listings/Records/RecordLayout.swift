import Documents
import RuleEngine

/// A format compiled for reading records: which slots of a projection make which fact.
struct RecordLayout: Sendable {
  /// One way to a value: a slot, and what is left of the path inside it.
  struct Source: Sendable {
    let slot: Int
    let rest: [JSONPath.Step]
    let path: JSONPath
    /// The JSON Pointer from the record to the slot's value.
    let pointer: String
  }

  // A class, because it is handed about for every fact of every record.
  final class Field: Sendable {
    let mapping: ListingFormat.FieldMapping
    let sources: [Source]
    let classSources: [Source]
    /// The slot of a field with one way to it that does not branch, as nearly all have.
    let onlySlot: Int?
    /// Of all ways to it.
    let slots: [Int]
    /// Each text is taken as it stands.
    let isPlain: Bool
    // Of the mapping, which is too large to be copied for every record.
    let time: TimeFormat
    let zone: Int?

    init(
      mapping: ListingFormat.FieldMapping, sources: [Source], classSources: [Source]
    ) {
      self.mapping = mapping
      self.sources = sources
      self.classSources = classSources
      isPlain = mapping.isPlain
      time = mapping.time
      zone = mapping.zone
      slots = sources.map(\.slot)
      onlySlot = sources.count == 1 && sources[0].rest.isEmpty ? sources[0].slot : nil
    }
  }

  struct Condition: Sendable {
    let source: Source
    let texts: [String]
  }

  /// What is told of a record whatever stands in it.
  static let factsOfEveryRecord: FactSet = .init([.kind, .exposesPrivateKey])

  let projection: JSONProjection
  /// The JSON Pointers from the record to the values of slots, one behind the other.
  let slotPointers: [UInt8]
  /// By slot, where its pointer is.
  let slotPointerRanges: [Range<Int>]
  /// By `Fact.ordinal`.
  let fields: [Field?]
  /// All facts that the format speaks of.
  let facts: FactSet
  /// By slot, the facts that it is, or can be, read for.
  let factsOfSlots: [FactSet]
  let skip: [Condition]
  let secrets: [Source]
  /// Whether a path leads to the record itself, which then need not be an object.
  let readsWhole: Bool

  init(_ format: ListingFormat) {
    var paths: [[String]] = []
    func source(_ path: JSONPath) -> Source {
      // Keys are found while the record is passed over; what branches is looked at when asked.
      let keys = path.steps.prefix { if case .key = $0 { true } else { false } }
      let names = keys.map { if case .key(let key) = $0 { key } else { "" } }
      let slot = paths.firstIndex(of: names) ?? paths.count
      if slot == paths.count { paths.append(names) }
      return Source(
        slot: slot, rest: Array(path.steps.dropFirst(keys.count)), path: path,
        pointer: names.map { "/" + JSONReading.pointerToken($0) }.joined())
    }
    var fields: [Field?] = Array(repeating: nil, count: Fact.allCases.count)
    for fact in Fact.allCases {
      guard let mapping = format.fields[fact] else { continue }
      fields[fact.ordinal] = Field(
        mapping: mapping, sources: mapping.paths.map(source),
        classSources: mapping.classPaths.map(source))
    }
    self.fields = fields
    skip = format.skip.map { Condition(source: source($0.path), texts: $0.texts) }
    secrets = format.secrets.map(source)
    var factsOfSlots = Array(repeating: FactSet(), count: paths.count)
    for fact in Fact.allCases {
      for slot in fields[fact.ordinal]?.slots ?? [] { factsOfSlots[slot].insert(fact) }
    }
    self.factsOfSlots = factsOfSlots
    facts = factsOfSlots.reduce(into: Self.factsOfEveryRecord) { $0.formUnion($1) }
    projection = JSONProjection(paths)
    var pointers: [UInt8] = []
    slotPointerRanges = paths.map { keys in
      let start = pointers.count
      for key in keys { pointers += "/\(JSONReading.pointerToken(key))".utf8 }
      return start..<pointers.count
    }
    slotPointers = pointers
    readsWhole = paths.contains([])
  }
}
