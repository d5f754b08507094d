import RuleEngine
import SourceText

/// The records of an example as an input: record n is line n of `listing.json`.
struct ExampleListing: RecordCollection {
  private let records: [[Fact: JSON]]

  init(_ records: [String]) throws {
    self.records = try records.map { try ExampleListing.facts(in: JSON(parsing: $0)) }
  }

  private init(_ records: [[Fact: JSON]]) {
    self.records = records
  }

  private static func facts(in record: JSON) throws -> [Fact: JSON] {
    guard case .object(let members) = record else { throw JSON.Malformed(text: "\(record)") }
    return Dictionary(
      uniqueKeysWithValues: try members.map { key, value in
        guard let fact = Fact(rawValue: key) else { throw JSON.Malformed(text: key) }
        return (fact, value)
      })
  }

  var input: Input {
    Input(
      place: "listing.json", pathInProject: "listing.json", format: "certgate", records: self,
      completeness: .complete)
  }

  /// The same records with `null` for a fact.
  func lacking(_ fact: Fact) -> ExampleListing {
    ExampleListing(records.map { $0.merging([fact: .null]) { $1 } })
  }

  /// The same records with no other facts.
  func keeping(_ facts: [Fact]) -> ExampleListing {
    ExampleListing(records.map { $0.filter { facts.contains($0.key) } })
  }

  var count: Int { records.count }
  func makeReader() -> any RecordReader { Reader(records: records) }
  func location(of index: Int) -> SourceLocation {
    SourceLocation(path: "listing.json", line: index + 1, column: 1)
  }

  private final class Reader: RecordReader {
    private let records: [[Fact: JSON]]
    private var index = 0

    init(records: [[Fact: JSON]]) {
      self.records = records
    }

    var isDeleted: Bool { status().value?.class == .deleted }
    var location: SourceLocation {
      SourceLocation(path: "listing.json", line: index + 1, column: 1)
    }
    func move(to index: Int) { self.index = index }
    func takeNotices() -> [Notice] { [] }

    private func read<Value>(_ fact: Fact, _ convert: (JSON) -> Value?) -> Reading<Value> {
      guard let value = records[index][fact] else { return .unspoken }
      if value == .null { return .missing }
      return convert(value).map(Reading.stated) ?? .unreadable("not a value of \(fact)")
    }

    func text(_ fact: Fact) -> Reading<String> {
      let text = read(fact, \.text)
      // As every reader of listings does.
      guard fact == .serial else { return text }
      return text.map { serial in
        String(serial.lowercased().filter { $0 != ":" }.drop { $0 == "0" })
      }
    }
    func texts(_ fact: Fact) -> Reading<[String]> { read(fact, \.texts) }
    func time(_ fact: Fact) -> Reading<Timestamp> {
      read(fact) { value in value.text.flatMap { try? Timestamp(parsing: $0) } }
    }
    func count(_ fact: Fact) -> Reading<Int> {
      read(fact) { value in if case .number(let number) = value { Int(number) } else { nil } }
    }
    func flag(_ fact: Fact) -> Reading<Bool> {
      read(fact) { value in if case .bool(let flag) = value { flag } else { nil } }
    }
    func status() -> Reading<Status> {
      read(.status) { value in
        let text = value["text"]?.text ?? value.text
        guard let text, let word = value["class"]?.text ?? value.text else { return nil }
        return Status.Class(rawValue: word).map { Status(text: text, class: $0) }
      }
    }
    func fingerprints() -> Reading<[Fingerprint]> {
      read(.fingerprints) { value in
        value.texts?.compactMap { text in
          let parts = text.split(separator: ":")
          guard parts.count == 2, let algorithm = Fingerprint.Algorithm(rawValue: String(parts[0]))
          else { return nil }
          let digits = Array(parts[1])
          let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
          }
          guard bytes.count == algorithm.byteCount else { return nil }
          return Fingerprint(algorithm: algorithm, bytes: bytes)
        }
      }
    }

    func place(of fact: Fact) -> FactPlace {
      FactPlace(
        location: location, pointer: "/\(index)/\(fact.rawValue)",
        found: records[index][fact] == .null ? "null" : "stated", field: fact.rawValue)
    }
    func place(of fact: Fact, element: Int) -> FactPlace {
      var place = place(of: fact)
      place.pointer += "/\(element)"
      return place
    }
  }
}
