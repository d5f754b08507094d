import RuleEngine
import SourceText
import X509

/// Where facts stand in the DER, for those who must show it.
extension CertificateFacts {
  /// What a certificate is written in.
  package struct Text {
    /// Where it begins.
    package let location: SourceLocation
    /// Its JSON Pointer (RFC 6901); empty outside of documents.
    package let pointer: String

    package init(at location: SourceLocation, pointer: String = "") {
      self.location = location
      self.pointer = pointer
    }
  }

  package func place(of fact: Fact, in text: Text) -> FactPlace {
    let found = found(fact)
    return place(fact, found: found.text, isValue: found.isValue, in: text, offset(of: fact))
  }

  /// Where one element of a list fact stands.
  package func place(of fact: Fact, element: Int, in text: Text) -> FactPlace {
    if fact == .faults, let faults = faults.value, faults.indices.contains(element) {
      return place(
        fact, found: faults[element], isValue: true, in: text, offset(ofFault: element))
    }
    guard let items = items(fact).value, items.indices.contains(element) else {
      return place(of: fact, in: text)
    }
    let item = items[element]
    return place(fact, found: item.text, isValue: true, in: text, item.offset)
  }

  private func place(
    _ fact: Fact, found: String, isValue: Bool, in text: Text, _ offset: Int?
  ) -> FactPlace {
    FactPlace(
      location: text.location, pointer: text.pointer,
      excerpt: isValue ? (key: "\(fact.member?.name ?? fact.name): ", value: found) : nil,
      found: found, byteOffset: offset)
  }

  /// The fact in words, and whether that is its value.
  private func found(_ fact: Fact) -> (text: String, isValue: Bool) {
    let reading: Reading<String> =
      switch fact.kind {
      case .text: text(fact)
      case .texts: texts(fact).map { Self.joined($0) }
      case .time: time(fact).map(\.description)
      case .count: count(fact).map { String($0) }
      case .flag: flag(fact).map { String($0) }
      case .fingerprints:
        fingerprints().map { all in
          all.map { "\($0.algorithm):\($0.hexadecimal)" }.joined(separator: ", ")
        }
      case .certificate: der.map { "\($0.bytes.count) bytes of DER" }
      case .certificates, .status: .unspoken
      }
    return switch reading {
    case .stated(let text): (text, true)
    case .unreadable(let reason): (reason, false)
    case .missing, .unspoken: (FactPlace.nothing, false)
    }
  }

  /// Of very many texts the first; a report shows no more of them.
  private static func joined(_ texts: [String]) -> String {
    let limit = 20
    let more = texts.count > limit ? ", … (\(texts.count) in all)" : ""
    return texts.isEmpty ? "none" : texts.prefix(limit).joined(separator: ", ") + more
  }

  /// The byte at which a fact stands, or would; nil for what is no part of the bytes.
  private func offset(of fact: Fact) -> Int? {
    switch fact {
    case .issuer: certificate?.issuer?.start
    case .serial: certificate?.serialNumber?.start
    case .notBefore: certificate?.notBefore?.start
    case .notAfter: certificate?.notAfter?.start
    case .version: certificate?.version?.start ?? request?.version?.start
    case .name, .subject, .commonName: subjectElement?.start
    case .keyAlgorithm, .keyBits, .keyCurve, .keyExponent, .keySHA256: keyElement?.start
    case .signatureAlgorithm, .signatureHash:
      (certificate?.signatureAlgorithm ?? request?.signatureAlgorithm)?.start
    case .selfSigned: certificate?.signatureValue?.start
    case .selfIssued: certificate?.issuer?.start
    case .extensions, .criticalExtensions: extensions?.element.start
    case .certificate, .sha256, .fingerprints: certificate?.certificate.start
    case .faults: offset(ofFault: 0)
    default: Self.kind(of: fact).flatMap { offset(of: $0) }
    }
  }

  private func offset(of kind: ExtensionKind) -> Int? {
    withBytes { extensions?.first(kind, in: $0)?.offset }
  }

  /// The extension that says a fact.
  private static func kind(of fact: Fact) -> ExtensionKind? {
    switch fact {
    case .dnsNames, .names, .ipAddresses, .emailAddresses, .uris: .subjectAltName
    case .isCA, .pathLength: .basicConstraints
    case .keyUsage: .keyUsage
    case .extendedKeyUsage: .extKeyUsage
    case .policies: .certificatePolicies
    case .ocspURIs, .caIssuerURIs: .authorityInfoAccess
    case .crlURIs: .cRLDistributionPoints
    case .sctCount, .sctLogs: .signedCertificateTimestamps
    case .tlsFeatures: .tlsFeature
    case .subjectKeyID: .subjectKeyIdentifier
    case .authorityKeyID: .authorityKeyIdentifier
    default: nil
    }
  }
}
