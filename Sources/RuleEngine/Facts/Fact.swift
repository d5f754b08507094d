/// One named thing a record may state about a certificate.
///
/// `name` is the one spelling used in listing formats, options, `match`, expressions, records and
/// plugins. A name with a prefix is that of a member of an object: what only the certificate itself
/// can say is a member of `certificate`, and what only a connection can tell, of `endpoint`.
public enum Fact: UInt8, CaseIterable, Hashable, Sendable {
  case kind
  case id, name, label, owner
  case dnsNames, usedBy
  case notBefore, notAfter, createdAt, updatedAt
  case issuer, serial, keyAlgorithm, signatureAlgorithm
  case fingerprints
  case status, origin
  case renewalStatus, renewalAt, renewalAttempts
  case certificate, chain
  case exposesPrivateKey

  case address, tlsVersion, cipherSuite, applicationProtocol
  case stapledResponse, requestsClientAuth

  case version, sha256
  case subject, commonName
  case keyBits, keyCurve, keyExponent, keySHA256
  case signatureHash
  case isCA, pathLength
  case keyUsage, extendedKeyUsage, policies
  case names, ipAddresses, emailAddresses, uris
  case ocspURIs, caIssuerURIs, crlURIs
  case sctCount, sctLogs, tlsFeatures
  case extensions, criticalExtensions
  case subjectKeyID, authorityKeyID
  case selfIssued, selfSigned
  case faults
}

extension Fact {
  /// What kind of value a fact holds, which decides how it is read and printed.
  package enum Kind: String, Sendable {
    case text
    case texts = "list of texts"
    case time
    case count
    case fingerprints
    case status
    case certificate
    case certificates = "list of certificates"
    case flag
  }

  private struct Description {
    let name: String
    let kind: Kind
    let summary: String

    init(_ name: String, _ kind: Kind, _ summary: String) {
      self.name = name
      self.kind = kind
      self.summary = summary
    }
  }

  /// The one table of facts.
  private var described: Description {
    switch self {
    case .kind: .init("kind", .text, "What the record is: certificate, request or key.")
    case .id: .init("id", .text, "The source's own identifier, always as text.")
    case .name: .init("name", .text, "The name the source lists the certificate under.")
    case .label: .init("label", .text, "A second name for people, such as a display name.")
    case .owner:
      .init("owner", .text, "Who holds the certificate: an account, an organization, a namespace.")
    case .dnsNames:
      .init("dnsNames", .texts, "The DNS names in the certificate (subjectAltName dNSName).")
    case .usedBy:
      .init(
        "usedBy", .texts, "The names of the things that use the certificate; not its DNS names.")
    case .notBefore: .init("notBefore", .time, "The start of the certificate's validity.")
    case .notAfter: .init("notAfter", .time, "The end of the certificate's validity.")
    case .createdAt:
      .init(
        "createdAt", .time, "When the source created its entry; never a stand-in for notBefore.")
    case .updatedAt: .init("updatedAt", .time, "When the source last changed its entry.")
    case .issuer:
      .init(
        "issuer", .text,
        "Who issued the certificate: the distinguished name, or the source's own words.")
    case .serial: .init("serial", .text, "The certificate's serial number, in hexadecimal.")
    case .keyAlgorithm:
      .init("keyAlgorithm", .text, "The algorithm of the certificate's public key: RSA, EC.")
    case .signatureAlgorithm:
      .init("signatureAlgorithm", .text, "The algorithm of the issuer's signature.")
    case .fingerprints:
      .init("fingerprints", .fingerprints, "Digests of the certificate, each with its algorithm.")
    case .status:
      .init(
        "status", .status,
        "What the source says of the certificate's state, and the class it falls in.")
    case .origin:
      .init(
        "origin", .text,
        "Whether the source manages the certificate (managed) or was given it (uploaded).")
    case .renewalStatus:
      .init(
        "renewalStatus", .text,
        "How the last renewal attempt ended: succeeded, failed, pending or other.")
    case .renewalAt: .init("renewalAt", .time, "When the last renewal was attempted.")
    case .renewalAttempts:
      .init("renewalAttempts", .count, "How many renewal attempts there were.")
    case .certificate: .init("certificate", .certificate, "The certificate itself (DER).")
    case .chain:
      .init("chain", .certificates, "The certificates above it, as the source gives them.")
    case .exposesPrivateKey:
      .init(
        "exposesPrivateKey", .flag,
        "Whether the source carries the private key next to the certificate.")
    case .address: .init("endpoint.address", .text, "The IP address that answered, with its port.")
    case .tlsVersion:
      .init(
        "endpoint.tlsVersion", .text, "The version of TLS that was agreed on: TLSv1.3.")
    case .cipherSuite:
      .init(
        "endpoint.cipherSuite", .text,
        "The cipher suite that was agreed on: TLS_AES_128_GCM_SHA256.")
    case .applicationProtocol:
      .init("endpoint.applicationProtocol", .text, "The protocol that was agreed on (ALPN): h2.")
    case .stapledResponse:
      .init(
        "endpoint.stapledResponse", .text,
        "The OCSP response that came with the certificate (DER), in base64.")
    case .requestsClientAuth:
      .init(
        "endpoint.requestsClientAuth", .flag,
        "Whether the endpoint asked for a certificate of the client.")
    case .version: .init("certificate.version", .count, "The version: 3 for nearly all.")
    case .sha256:
      .init("certificate.sha256", .text, "The SHA-256 digest of the certificate, in hexadecimal.")
    case .subject:
      .init("certificate.subject", .text, "The subject's distinguished name (RFC 4514).")
    case .commonName:
      .init("certificate.commonName", .text, "The subject's most specific common name.")
    case .keyBits:
      .init(
        "certificate.keyBits", .count, "The size of the key: an RSA modulus, the field of a curve.")
    case .keyCurve: .init("certificate.keyCurve", .text, "The named curve of an EC key: P-256.")
    case .keyExponent:
      .init("certificate.keyExponent", .text, "The public exponent of an RSA key, in decimal.")
    case .keySHA256:
      .init(
        "certificate.keySHA256", .text,
        "The SHA-256 digest of the SubjectPublicKeyInfo, in hexadecimal.")
    case .signatureHash:
      .init(
        "certificate.signatureHash", .text,
        "The digest of the signature: sha256. Schemes that hash within themselves have none.")
    case .isCA:
      .init("certificate.isCA", .flag, "Whether it is a CA certificate (basicConstraints cA).")
    case .pathLength:
      .init(
        "certificate.pathLength", .count, "How many CA certificates may be below it.")
    case .keyUsage:
      .init("certificate.keyUsage", .texts, "The key usage, by the names of RFC 5280, 4.2.1.3.")
    case .extendedKeyUsage:
      .init(
        "certificate.extendedKeyUsage", .texts,
        "The extended key usage, by name or as dotted numbers: serverAuth.")
    case .policies:
      .init("certificate.policies", .texts, "The certificate policies, as dotted numbers.")
    case .names:
      .init(
        "certificate.names", .texts,
        "All subject alternative names, each with its type: DNS:a.example, IP:192.0.2.1.")
    case .ipAddresses:
      .init("certificate.ipAddresses", .texts, "The IP addresses in subjectAltName.")
    case .emailAddresses:
      .init("certificate.emailAddresses", .texts, "The mail addresses in subjectAltName.")
    case .uris: .init("certificate.uris", .texts, "The URIs in subjectAltName.")
    case .ocspURIs:
      .init("certificate.ocspURIs", .texts, "Where the status can be asked (OCSP).")
    case .caIssuerURIs:
      .init("certificate.caIssuerURIs", .texts, "Where the issuer's certificate can be had.")
    case .crlURIs: .init("certificate.crlURIs", .texts, "Where revocation lists can be had.")
    case .sctCount:
      .init(
        "certificate.sctCount", .count,
        "How many signed certificate timestamps it carries (RFC 6962).")
    case .sctLogs:
      .init(
        "certificate.sctLogs", .texts,
        "The logs whose timestamps it carries, each once, by its ID in base64 (RFC 6962).")
    case .tlsFeatures:
      .init(
        "certificate.tlsFeatures", .texts,
        "TLS extensions a server must answer (RFC 7633): status_request is must-staple.")
    case .extensions:
      .init("certificate.extensions", .texts, "All extensions, by name or as dotted numbers.")
    case .criticalExtensions:
      .init("certificate.criticalExtensions", .texts, "The extensions that are marked critical.")
    case .subjectKeyID:
      .init("certificate.subjectKeyID", .text, "The subject key identifier, in hexadecimal.")
    case .authorityKeyID:
      .init("certificate.authorityKeyID", .text, "The issuer's key identifier, in hexadecimal.")
    case .selfIssued:
      .init("certificate.selfIssued", .flag, "Whether issuer and subject are the same name.")
    case .selfSigned:
      .init("certificate.selfSigned", .flag, "Whether its own key verifies its signature.")
    case .faults:
      .init(
        "certificate.faults", .texts,
        "What of the encoding had to be forgiven, each with its byte offset.")
    }
  }

  private static let descriptions = allCases.map(\.described)
  private static let kinds = descriptions.map(\.kind)
  private static let memberNames = allCases.map { $0.member?.name ?? $0.name }
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The fact of a name; nil if there is none.
  package init?(named name: String) {
    guard let fact = Fact.byName[name] else { return nil }
    self = fact
  }

  package var name: String { Fact.descriptions[ordinal].name }

  /// Its name within the object it is a member of: `keyBits` for `certificate.keyBits`.
  package var memberName: String { Fact.memberNames[ordinal] }

  package var kind: Kind { Fact.kinds[ordinal] }

  /// What the fact means, in one sentence.
  package var summary: String { Fact.descriptions[ordinal].summary }

  /// The fact's position among all facts, for tables that are looked up for every record.
  package var ordinal: Int { Int(rawValue) }

  /// The object whose member the fact is, and the member's name: `certificate` and `keyBits`.
  package var member: (object: String, name: String)? {
    let parts = name.split(separator: ".")
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  /// Whether only the certificate itself can say it.
  package var isOfCertificate: Bool { self >= .version }

  /// Whether only a connection can tell it.
  package var isOfEndpoint: Bool { (.address ... .requestsClientAuth).contains(self) }
}

extension Fact: Comparable {
  /// In the order of the table.
  public static func < (left: Fact, right: Fact) -> Bool { left.rawValue < right.rawValue }
}

/// What came of asking a record for a fact.
///
/// Public, because only then are other modules compiled with it inline.
public enum Reading<Value: Sendable>: Sendable {
  case stated(Value)
  /// The format speaks of the fact; this document has null, or no such key.
  case missing
  /// The document has something there that cannot be read as the fact; the reason says why.
  case unreadable(String)
  /// This format never speaks of the fact.
  case unspoken

  @inlinable @inline(__always)
  public func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
    switch self {
    case .stated(let value): .stated(transform(value))
    case .missing: .missing
    case .unreadable(let reason): .unreadable(reason)
    case .unspoken: .unspoken
    }
  }

  @inlinable @inline(__always)
  public var value: Value? {
    if case .stated(let value) = self { value } else { nil }
  }

  /// The value, or why there is none, told in the framework's terms.
  @inlinable @inline(__always)
  public func required(_ fact: Fact) throws(FactUnavailable) -> Value {
    switch self {
    case .stated(let value): return value
    case .missing: throw FactUnavailable(fact: fact, reason: .missing)
    case .unreadable(let reason): throw FactUnavailable(fact: fact, reason: .unreadable(reason))
    case .unspoken: throw FactUnavailable(fact: fact, reason: .unspoken)
    }
  }
}

/// Why a rule says nothing of a record: a fact that it needs is not given, or tells that the rule is
/// not for such records.
///
/// Rules let it pass through; the engine turns it into *unknown* or *not applicable*.
public struct FactUnavailable: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case missing
    case unreadable(String)
    case unspoken
    /// What the fact says is not what the rule, as it is set, is for: "leaf certificates".
    case outOfScope(String)
    /// The facts are there, and what an expression makes of them is nothing.
    case undecided(String)
  }
  public let fact: Fact
  public let reason: Reason

  @inlinable
  public init(fact: Fact, reason: Reason) {
    self.fact = fact
    self.reason = reason
  }
}
