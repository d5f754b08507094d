import X509

/// A certificate of a chain, and what of it decides who issued whom.
struct ChainMember {
  let certificate: Certificate
  /// The name that messages use: the common name, else the whole subject.
  let label: String
  let notBefore: Int64?
  let notAfter: Int64?
  let isAuthority: Bool
  /// How many authorities may be below it, self-issued ones aside; nil if there is no limit.
  let pathLength: Int?
  /// Nil if the certificate does not limit what its key is for.
  let keyUsage: X509.KeyUsage?
  private let version: Int?
  private let subject: String
  private let issuer: String
  private let subjectKeyID: [UInt8]?
  private let authorityKeyID: [UInt8]?

  init(_ certificate: Certificate) {
    self.certificate = certificate
    let layout = certificate.layout
    let bytes = certificate.bytes.span
    let name = layout.subject(in: bytes)
    let text = name?.text(in: bytes) ?? ""
    label = name?.commonName(in: bytes) ?? (text.isEmpty ? "a certificate without a name" : text)
    subject = ChainMember.normalised(text)
    issuer = ChainMember.normalised(layout.issuer(in: bytes)?.text(in: bytes) ?? "")
    notBefore = layout.notBefore(in: bytes)?.seconds
    notAfter = layout.notAfter(in: bytes)?.seconds
    version = layout.version(in: bytes)
    let extensions = layout.extensions
    let constraints = extensions?.basicConstraints(in: bytes)
    isAuthority = constraints?.isAuthority ?? false
    pathLength = constraints?.pathLength?.small(in: bytes)
    keyUsage = extensions?.keyUsage(in: bytes)
    subjectKeyID = extensions?.subjectKeyIdentifier(in: bytes).map { Array(certificate.bytes[$0]) }
    authorityKeyID = extensions?.authorityKeyIdentifier(in: bytes)?.keyIdentifier
      .map { Array(certificate.bytes[$0]) }
  }

  /// The issuer's name as messages have it.
  var issuerLabel: String {
    let bytes = certificate.bytes.span
    let name = certificate.layout.issuer(in: bytes)
    return name?.commonName(in: bytes) ?? name?.text(in: bytes) ?? ""
  }

  /// Names itself as its issuer, and no other key than its own.
  var isRoot: Bool { issuer == subject && !hasOtherKey(than: self) }

  var isSelfIssued: Bool { issuer == subject }

  /// Whether it may issue: an authority, or a root from before there were authorities (X.509
  /// version 1).
  var mayIssue: Bool { isAuthority || isRoot && version == 1 }

  func isNamed(asIssuerOf other: ChainMember) -> Bool { subject == other.issuer }

  func shareName(with other: ChainMember) -> Bool { subject == other.subject }

  /// Whether this one says that a key other than that of the issuer signed it.
  func hasOtherKey(than issuer: ChainMember) -> Bool {
    guard let authorityKeyID, let key = issuer.subjectKeyID else { return false }
    return authorityKeyID != key
  }

  /// Whether this one says that the issuer's key signed it.
  func hasKey(of issuer: ChainMember) -> Bool {
    guard let authorityKeyID, let key = issuer.subjectKeyID else { return false }
    return authorityKeyID == key
  }

  /// RFC 5280, section 7.1: letter case and the amount of white space do not tell names apart.
  private static func normalised(_ name: String) -> String {
    name.lowercased().split(separator: " ").joined(separator: " ")
  }
}
