import RuleEngine
import SourceText

/// The certificates of a file that is to be handed in to a source under a name.
///
/// The first that is no authority's, or else the first, is the one that the source will list: it has
/// the name, and the others have none. Private keys are no part of it, as they are what such a file is
/// for.
package struct SubmittedCertificate: Sendable {
  /// All certificates of the file; none of its private keys.
  package let records: any RecordCollection
  /// Whether the file carries a private key.
  package let hasKey: Bool
  /// Whether anyone can read it who has the file.
  package let hasOpenKey: Bool
  /// The place among the records of the one that has the name; nil if there are none.
  package let index: Int?

  package init(_ contents: CertificateContents, named name: String) {
    let file = contents.all
    let reader = file.makeReader()
    var certificates: [Int] = []
    var keys = 0
    var leaf: Int?
    for index in 0..<file.count {
      reader.move(to: index)
      if reader.text(.kind).value == "key" {
        keys += 1
        continue
      }
      if leaf == nil, reader.flag(.isCA).value != true { leaf = certificates.count }
      certificates.append(index)
    }
    hasKey = contents.privateKeyCount > 0
    hasOpenKey = keys > 0
    index = certificates.isEmpty ? nil : leaf ?? 0
    records = NamedRecords(file, certificates, naming: index ?? 0, name)
  }
}

/// Some records of a file, one of them under a name of its own.
private final class NamedRecords: RecordCollection {
  private let file: any RecordCollection
  private let indexes: [Int]
  private let named: Int
  private let name: String

  init(_ file: any RecordCollection, _ indexes: [Int], naming named: Int, _ name: String) {
    self.file = file
    self.indexes = indexes
    self.named = named
    self.name = name
  }

  var count: Int { indexes.count }

  var isListing: Bool { file.isListing }

  func speaks(of fact: Fact) -> Bool { fact == .name || file.speaks(of: fact) }

  func makeReader() -> any RecordReader { NamedReader(self) }

  func location(of index: Int) -> SourceLocation {
    file.location(of: indexes.indices.contains(index) ? indexes[index] : 0)
  }

  private final class NamedReader: ForwardingReader {
    private let records: NamedRecords
    let reader: any RecordReader
    private var isNamed = false

    init(_ records: NamedRecords) {
      self.records = records
      reader = records.file.makeReader()
    }

    func move(to index: Int) {
      guard records.indexes.indices.contains(index) else { return }
      isNamed = index == records.named
      reader.move(to: records.indexes[index])
    }

    var spokenFacts: FactSet { .all }

    func text(_ fact: Fact) -> Reading<String> {
      guard fact == .name else { return reader.text(fact) }
      return isNamed ? .stated(records.name) : .unspoken
    }

    func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
      guard fact == .name else { return reader.withText(fact, body) }
      return text(fact).map { body($0.utf8.span) }
    }

    func place(of fact: Fact) -> FactPlace {
      guard isNamed, fact == .name else { return reader.place(of: fact) }
      return FactPlace(
        location: location, pointer: "", excerpt: (key: "--name ", value: records.name),
        found: records.name)
    }

    func place(of fact: Fact, element: Int) -> FactPlace {
      fact == .name ? place(of: fact) : reader.place(of: fact, element: element)
    }
  }
}
