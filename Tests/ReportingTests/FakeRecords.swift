import RuleEngine
import SourceText

/// What a fake record has for a fact; no value at all is a fact its format never speaks of.
enum FakeFact: Sendable {
  case text(String)
  case texts([String])
  case time(String)
  case digest([UInt8])
  case status(String, Status.Class)
  case null
  case unreadable(String)

  var found: String {
    switch self {
    case .text(let text), .time(let text), .unreadable(let text), .status(let text, _): text
    case .texts(let texts): texts.joined(separator: ", ")
    case .digest(let bytes): "\(bytes.count) bytes"
    case .null: "null"
    }
  }
}

/// Records made of dictionaries, one a line of a file that does not exist.
struct FakeRecords: RecordCollection {
  let path: String
  let records: [[Fact: FakeFact]]
  var deleted: Set<Int> = []
  var notices: [Notice] = []

  var count: Int { records.count }

  func makeReader() -> any RecordReader { FakeReader(self) }

  func location(of index: Int) -> SourceLocation {
    SourceLocation(path: path, line: index + 1, column: 3)
  }
}

private final class FakeReader: RecordReader {
  private let collection: FakeRecords
  private var index = 0

  init(_ collection: FakeRecords) {
    self.collection = collection
  }

  func move(to index: Int) { self.index = index }
  var isDeleted: Bool { collection.deleted.contains(index) }
  var location: SourceLocation { collection.location(of: index) }
  func takeNotices() -> [Notice] { collection.notices }

  func text(_ fact: Fact) -> Reading<String> {
    reading(fact) { if case .text(let text) = $0 { text } else { nil } }
  }
  func texts(_ fact: Fact) -> Reading<[String]> {
    reading(fact) { if case .texts(let texts) = $0 { texts } else { nil } }
  }
  func time(_ fact: Fact) -> Reading<Timestamp> {
    reading(fact) { if case .time(let text) = $0 { try? Timestamp(parsing: text) } else { nil } }
  }
  func count(_ fact: Fact) -> Reading<Int> { .unspoken }
  func flag(_ fact: Fact) -> Reading<Bool> { .unspoken }
  func status() -> Reading<Status> {
    reading(.status) {
      if case .status(let text, let kind) = $0 { Status(text: text, class: kind) } else { nil }
    }
  }
  func fingerprints() -> Reading<[Fingerprint]> {
    reading(.fingerprints) { fact in
      guard case .digest(let bytes) = fact,
        let algorithm = Fingerprint.Algorithm.allCases.first(where: {
          $0.byteCount == bytes.count
        })
      else { return nil }
      return [Fingerprint(algorithm: algorithm, bytes: bytes)]
    }
  }

  func place(of fact: Fact) -> FactPlace {
    guard let value = collection.records[index][fact] else {
      return FactPlace(location: location, pointer: "/\(index)", found: "nothing")
    }
    return FactPlace(
      location: location, pointer: "/\(index)/\(fact)",
      excerpt: (key: "\"\(fact)\": ", value: value.found), found: value.found,
      field: fact.name)
  }
  func place(of fact: Fact, element: Int) -> FactPlace { place(of: fact) }

  private func reading<Value>(_ fact: Fact, _ read: (FakeFact) -> Value?) -> Reading<Value> {
    switch collection.records[index][fact] {
    case nil: .unspoken
    case .null: .missing
    case .unreadable: .unreadable("it is elided")
    case let value?: read(value).map { .stated($0) } ?? .missing
    }
  }
}
