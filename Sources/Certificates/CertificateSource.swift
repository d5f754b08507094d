import RuleEngine
import SourceText
import X509

/// Records that are certificates, requests or private keys themselves, not words about them.
protocol CertificateSource: RecordCollection {
  /// Whether a record is a private key, of which nothing is read.
  func isKey(_ index: Int) -> Bool
  /// Reads a certificate or request.
  func read(_ index: Int, by facts: CertificateFacts)
  /// What the place it was found at says of a record.
  func surroundings(of index: Int) -> CertificateSurroundings
  /// The certificates above a certificate.
  ///
  /// - Parameter next: reads others on the way.
  func chain(
    of index: Int, _ facts: CertificateFacts, next: CertificateFacts
  ) -> Reading<[Certificate]>
  /// Where one of the certificates above a certificate is.
  func location(ofLink element: Int, above index: Int) -> SourceLocation
  /// Where the text that a record is written in is broken.
  func location(ofFault offset: Int, in index: Int) -> SourceLocation
  /// What may be shown of a private key: how it begins.
  func excerpt(ofKey index: Int) -> String
}

/// What the place a certificate was found at says of it.
package struct CertificateSurroundings: Hashable, Sendable {
  /// The name it has there: an alias, the name of a Secret and a key in it.
  package var name: String?
  /// Who has it there: a namespace.
  package var owner: String?
  /// The JSON Pointer (RFC 6901) of the text it is written in.
  package var pointer = ""

  package init(name: String? = nil, owner: String? = nil, pointer: String = "") {
    self.name = name
    self.owner = owner
    self.pointer = pointer
  }
}

extension CertificateSource {
  func location(ofLink element: Int, above index: Int) -> SourceLocation { location(of: index) }

  /// The memory of a reader serves for any number of files.
  func reader(
    of source: Self, reusing other: (any RecordReader)?
  ) -> CertificateRecordReader<Self> {
    guard let other = other as? CertificateRecordReader<Self> else {
      return CertificateRecordReader(source)
    }
    other.turn(to: source)
    return other
  }

  package var isListing: Bool { false }

  package func speaks(of fact: Fact) -> Bool { CertificateFacts.ofFiles.contains(fact) }
}

extension CertificateFacts {
  /// The facts that a certificate itself states.
  package static let read: Set<Fact> = Set(
    [
      .dnsNames, .notBefore, .notAfter, .issuer, .serial, .keyAlgorithm, .signatureAlgorithm,
      .fingerprints, .certificate,
    ] + Fact.allCases.filter(\.isOfCertificate))

  /// The facts that files of certificates can state.
  package static let ofFiles = read.union([.kind, .name, .owner, .chain, .exposesPrivateKey])
}
