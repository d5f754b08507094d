import RuleEngine
import SourceText

/// What was found in a file of certificates.
package struct CertificateContents: Sendable {
  package var records: [any RecordCollection] = []
  package var notices: [Notice] = []
  /// What could not be read beside the records.
  package var defects: [Diagnostic] = []

  /// How many private keys the file carries, protected or not.
  package var privateKeyCount = 0

  /// All records of the file.
  package var all: any RecordCollection {
    records.count == 1 ? records[0] : JoinedRecords(records)
  }

  package var isEmpty: Bool {
    notices.isEmpty && defects.isEmpty && records.allSatisfy { $0.count == 0 }
  }

  mutating func notice(_ kind: String, _ count: Int = 1, at location: SourceLocation) {
    guard count > 0 else { return }
    notices.append(Notice(kind: kind, count: count, first: location))
  }
}
