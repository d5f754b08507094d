import RuleEngine
import SourceText

/// One record of a sample: what it states, and what it does not.
struct SampleRecord: Sendable {
  var texts: [Fact: Reading<String>] = [:]
  var names: Reading<[String]> = .unspoken
  var notAfter: Reading<Timestamp> = .missing
  var status: Reading<Status> = .unspoken
  var isDeleted = false
  var notices: [String] = []

  init(_ name: String?, id: String? = nil, owner: String? = nil) {
    texts = [
      .name: name.map { .stated($0) } ?? .missing, .id: id.map { .stated($0) } ?? .missing,
      .owner: owner.map { .stated($0) } ?? .missing,
    ]
  }

  /// The same record with some things changed.
  func with(_ change: (inout SampleRecord) -> Void) -> SampleRecord {
    var copy = self
    change(&copy)
    return copy
  }
}

/// The records of a sample; record n stands on line n.
struct SampleRecords: RecordCollection {
  let place: String
  let records: [SampleRecord]

  var count: Int { records.count }

  func makeReader() -> any RecordReader { SampleReader(self) }

  func location(of index: Int) -> SourceLocation {
    SourceLocation(path: place, line: index + 1, column: 1)
  }
}

private final class SampleReader: RecordReader {
  private let sample: SampleRecords
  private var index = 0
  private var notices: [Notice] = []

  init(_ sample: SampleRecords) {
    self.sample = sample
  }

  private var record: SampleRecord { sample.records[index] }

  func move(to index: Int) {
    self.index = index
    notices += record.notices.map { Notice(kind: $0, first: location) }
  }

  var isDeleted: Bool { record.isDeleted }
  var location: SourceLocation { sample.location(of: index) }

  func takeNotices() -> [Notice] {
    defer { notices = [] }
    return Notice.merged(notices)
  }

  func text(_ fact: Fact) -> Reading<String> { record.texts[fact] ?? .unspoken }
  func texts(_ fact: Fact) -> Reading<[String]> { fact == .dnsNames ? record.names : .unspoken }
  func time(_ fact: Fact) -> Reading<Timestamp> {
    fact == .notAfter ? record.notAfter : .unspoken
  }
  func count(_ fact: Fact) -> Reading<Int> { .unspoken }
  func flag(_ fact: Fact) -> Reading<Bool> { .unspoken }
  func status() -> Reading<Status> { record.status }
  func fingerprints() -> Reading<[Fingerprint]> { .unspoken }

  func place(of fact: Fact) -> FactPlace { place(of: fact, pointer: fact.name) }

  func place(of fact: Fact, element: Int) -> FactPlace {
    place(of: fact, pointer: "\(fact.name)/\(element)")
  }

  private func place(of fact: Fact, pointer: String) -> FactPlace {
    FactPlace(
      location: location, pointer: "/\(index)/\(pointer)",
      found: text(fact).value ?? (fact == .notAfter ? "null" : "nothing"),
      field: fact == .notAfter ? "expires" : fact.name)
  }
}

extension Input {
  static func sample(_ records: [SampleRecord]) -> Input { sample("a.json", records) }

  static func sample(
    _ place: String, _ records: [SampleRecord], completeness: Completeness = .complete,
    notices: [Notice] = []
  ) -> Input {
    Input(
      place: place, pathInProject: "inventory/\(place)", format: "sample",
      records: SampleRecords(place: place, records: records), completeness: completeness,
      notices: notices)
  }
}

extension Workers {
  /// Shards as if there were so many processors, the last one first.
  static func backwards(_ count: Int) -> Workers {
    Workers(count: count) { count, body in
      for shard in (0..<count).reversed() { body(shard) }
    }
  }
}

extension Instant {
  /// 2026-01-01T00:00:00Z.
  static let newYear = Instant(seconds: 1_767_225_600)
}
