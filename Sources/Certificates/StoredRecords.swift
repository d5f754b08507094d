import RuleEngine
import SourceText
import X509

/// One certificate, request or private key that was taken out of a container.
package struct StoredRecord: Sendable {
  package enum Content: Sendable {
    /// DER.
    case certificate([UInt8])
    case request([UInt8])
    /// PEM, base64 of DER, or base64 of PEM, of a certificate or a request.
    case text([UInt8])
    /// What cannot be read, and why.
    case unreadable(String)
    /// A private key: how it begins, which is all that may be shown of it.
    case key(excerpt: String)
  }

  package let content: Content
  package let location: SourceLocation
  package let surroundings: CertificateSurroundings
  /// The DER of the certificates above it, in the order of the container; nil where the container
  /// says nothing of it.
  package let chain: [[UInt8]]?

  package init(
    _ content: Content, at location: SourceLocation,
    _ surroundings: CertificateSurroundings = CertificateSurroundings(), chain: [[UInt8]]? = nil
  ) {
    self.content = content
    self.location = location
    self.surroundings = surroundings
    self.chain = chain
  }
}

/// The records that were taken out of a container.
package final class StoredRecords: CertificateSource {
  private let place: String
  private let records: [StoredRecord]

  /// - Parameter place: where the container is.
  package init(_ records: [StoredRecord], place: String) {
    self.records = records
    self.place = place
  }

  package var count: Int { records.count }

  package var others: OtherRecords {
    OtherRecords(
      requests: records.count { if case .request = $0.content { true } else { false } },
      privateKeys: records.indices.count { isKey($0) })
  }

  package func makeReader() -> any RecordReader { CertificateRecordReader(self) }

  package func location(of index: Int) -> SourceLocation {
    records.indices.contains(index)
      ? records[index].location : SourceLocation(wholeFile: place)
  }

  func isKey(_ index: Int) -> Bool {
    if case .key = records[index].content { true } else { false }
  }

  func read(_ index: Int, by facts: CertificateFacts) {
    switch records[index].content {
    case .certificate(let der): facts.read(der.span, of: .certificate)
    case .request(let der): facts.read(der.span, of: .request)
    case .text(let text): facts.read(text: text.span)
    case .unreadable(let reason): facts.read(unreadable: reason)
    case .key: break
    }
  }

  func surroundings(of index: Int) -> CertificateSurroundings { records[index].surroundings }

  func chain(
    of index: Int, _ facts: CertificateFacts, next: CertificateFacts
  ) -> Reading<[Certificate]> {
    records[index].chain.map { chain in .stated(chain.compactMap { try? Certificate($0) }) }
      ?? .unspoken
  }

  func location(ofFault offset: Int, in index: Int) -> SourceLocation { location(of: index) }

  func excerpt(ofKey index: Int) -> String {
    if case .key(let excerpt) = records[index].content { excerpt } else { "(not shown)" }
  }
}
