/// One named thing a record may state about a certificate.
///
/// The raw value is the one spelling used in listing formats, options, `match`, records and plugins.
package enum Fact: String, CaseIterable, Hashable, Sendable {
  case id, name, label, owner
  case dnsNames, usedBy
  case notBefore, notAfter, createdAt, updatedAt
  case issuer, serial, keyAlgorithm, signatureAlgorithm
  case fingerprints
  case status, origin
  case renewalStatus, renewalAt, renewalAttempts
  case certificate, chain
  case exposesPrivateKey
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

  package var kind: Kind {
    switch self {
    case .id, .name, .label, .owner, .issuer, .serial, .keyAlgorithm, .signatureAlgorithm: .text
    case .origin, .renewalStatus: .text
    case .dnsNames, .usedBy: .texts
    case .notBefore, .notAfter, .createdAt, .updatedAt, .renewalAt: .time
    case .renewalAttempts: .count
    case .fingerprints: .fingerprints
    case .status: .status
    case .certificate: .certificate
    case .chain: .certificates
    case .exposesPrivateKey: .flag
    }
  }

  /// What the fact means, in one sentence.
  package var summary: String {
    switch self {
    case .id: "The source's own identifier, always as text."
    case .name: "The name the source lists the certificate under."
    case .label: "A second name for people, such as a display name."
    case .owner: "Who holds the certificate: an account, an organization, a namespace."
    case .dnsNames: "The DNS names in the certificate (subjectAltName dNSName)."
    case .usedBy: "The names of the things that use the certificate; not its DNS names."
    case .notBefore: "The start of the certificate's validity."
    case .notAfter: "The end of the certificate's validity."
    case .createdAt: "When the source created its entry; never a stand-in for notBefore."
    case .updatedAt: "When the source last changed its entry."
    case .issuer: "Who issued the certificate, in the source's own words."
    case .serial: "The certificate's serial number, in hexadecimal."
    case .keyAlgorithm: "The algorithm of the certificate's public key."
    case .signatureAlgorithm: "The algorithm of the issuer's signature."
    case .fingerprints: "Digests of the certificate, each with its algorithm."
    case .status: "What the source says of the certificate's state, and the class it falls in."
    case .origin: "Whether the source manages the certificate (managed) or was given it (uploaded)."
    case .renewalStatus: "How the last renewal attempt ended: succeeded, failed, pending or other."
    case .renewalAt: "When the last renewal was attempted."
    case .renewalAttempts: "How many renewal attempts there were."
    case .certificate: "The certificate itself (DER)."
    case .chain: "The certificates above it, as the source gives them."
    case .exposesPrivateKey: "Whether the source carries the private key next to the certificate."
    }
  }
}

extension Fact {
  /// The fact's position among all facts, for tables that are looked up for every record.
  package var ordinal: Int {
    switch self {
    case .id: 0
    case .name: 1
    case .label: 2
    case .owner: 3
    case .dnsNames: 4
    case .usedBy: 5
    case .notBefore: 6
    case .notAfter: 7
    case .createdAt: 8
    case .updatedAt: 9
    case .issuer: 10
    case .serial: 11
    case .keyAlgorithm: 12
    case .signatureAlgorithm: 13
    case .fingerprints: 14
    case .status: 15
    case .origin: 16
    case .renewalStatus: 17
    case .renewalAt: 18
    case .renewalAttempts: 19
    case .certificate: 20
    case .chain: 21
    case .exposesPrivateKey: 22
    }
  }
}

/// What came of asking a record for a fact.
package enum Reading<Value: Sendable>: Sendable {
  case stated(Value)
  /// The format speaks of the fact; this document has null, or no such key.
  case missing
  /// The document has something there that cannot be read as the fact; the reason says why.
  case unreadable(String)
  /// This format never speaks of the fact.
  case unspoken

  @inlinable
  package func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
    switch self {
    case .stated(let value): .stated(transform(value))
    case .missing: .missing
    case .unreadable(let reason): .unreadable(reason)
    case .unspoken: .unspoken
    }
  }

  @inlinable
  package var value: Value? {
    if case .stated(let value) = self { value } else { nil }
  }

  /// The value, or why there is none, told in the framework's terms.
  @inlinable
  package func required(_ fact: Fact) throws(FactUnavailable) -> Value {
    switch self {
    case .stated(let value): return value
    case .missing: throw FactUnavailable(fact: fact, reason: .missing)
    case .unreadable(let reason): throw FactUnavailable(fact: fact, reason: .unreadable(reason))
    case .unspoken: throw FactUnavailable(fact: fact, reason: .unspoken)
    }
  }
}

/// A fact that a rule needs and a record does not give.
///
/// Rules let it pass through; the engine turns it into *unknown* or *not applicable*.
package struct FactUnavailable: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing
    case unreadable(String)
    case unspoken
  }
  package let fact: Fact
  package let reason: Reason

  package init(fact: Fact, reason: Reason) {
    self.fact = fact
    self.reason = reason
  }
}
