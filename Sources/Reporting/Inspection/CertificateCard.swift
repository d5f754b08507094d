import OperatingSystem
import RuleEngine
import X509

/// One certificate, request or key on one screen, as a person wants to know it.
struct CertificateCard {
  // Enough to know what a certificate is for; some state thousands.
  private static let namesShown = 12

  private let reader: any FactReader
  private let now: Instant

  /// Nil for a record of which only a source's own words are known.
  init?(_ reader: any FactReader, at now: Instant) {
    switch reader.text(.kind) {
    case .stated("request"), .stated("key"): break
    default:
      if case .unspoken = reader.text(.sha256), case .unspoken = reader.text(.subject) {
        return nil
      }
    }
    self.reader = reader
    self.now = now
  }

  func append(in style: CardStyle, to text: inout ByteBuffer) {
    text.write("\n  ")
    if let name = reader.text(.name).value ?? reader.text(.id).value {
      style.appendTerminal(name, .strong, to: &text)
      text.write("  ")
      style.append("\(kind), ", .dim, to: &text)
    } else {
      style.append(kind, .strong, to: &text)
      text.write("  ")
    }
    style.appendTerminal(reader.location.description, .dim, to: &text)
    text.write("\n")
    for row in rows { row.append(in: style, to: &text) }
  }

  /// What kind of record it is, in words.
  private var kind: String {
    switch reader.text(.kind).value {
    case "request": return "certificate request"
    case "key": return "private key"
    default: break
    }
    let isOwnIssuer = reader.flag(.selfIssued).value == true
    switch reader.flag(.isCA).value {
    case true: return isOwnIssuer ? "root certificate" : "intermediate CA certificate"
    case false: return isOwnIssuer ? "self-issued leaf certificate" : "leaf certificate"
    case nil: return "certificate"
    }
  }

  private var rows: [CardRow] {
    if reader.text(.kind).value == "key" {
      return [
        CardRow("exposed", "to everyone who can read this place; it is not shown", .bad)
      ]
    }
    return identity + validity + keyAndSignature + uses + pointers + digests + sourceFacts + faults
      + chain
  }

  // MARK: Who and when

  private var identity: [CardRow] {
    var rows: [CardRow] = []
    if case .stated(let version) = reader.count(.version), version != 3,
      reader.text(.kind).value != "request"
    {
      rows.append(CardRow("version", "\(version)", .warning))
    }
    rows += text(.subject, "subject", missing: "empty")
    rows += names
    return rows + text(.issuer, "issuer", missing: "empty") + text(.serial, "serial")
  }

  private var names: [CardRow] {
    let reading = reader.texts(.names)
    let names = reading.value ?? reader.texts(.dnsNames).value?.map { "DNS:\($0)" }
    guard let names else { return unread("names", reading, missing: "none stated") }
    // Authorities have none, as a rule.
    if names.isEmpty { return isAuthority ? [] : [CardRow("names", "none stated", .dim)] }
    // That a name is a DNS name goes without saying.
    let shown = names.prefix(Self.namesShown).map { name in
      CardLine(name.hasPrefix("DNS:") ? String(name.dropFirst(4)) : name)
    }
    let rest = names.count - shown.count
    let more = rest > 0 ? [CardLine("and \(rest.grouped) more", .dim)] : []
    return [CardRow("names", shown + more)]
  }

  private var validity: [CardRow] {
    guard let start = reader.time(.notBefore).value, let end = reader.time(.notAfter).value else {
      return time(.notBefore, "valid from") + time(.notAfter, "valid until")
    }
    let period = CardLine("\(start) to \(end)")
    return [CardRow("valid", [period, ValidityGauge(start, end, at: now).line])]
  }

  // MARK: Key and signature

  private var keyAndSignature: [CardRow] {
    var key = reader.text(.keyAlgorithm).map { CardLine($0) }
    // A curve's name says its size.
    if let curve = reader.text(.keyCurve).value {
      key = key.map { $0.adding(curve, .plain) }
    } else if let bits = reader.count(.keyBits).value {
      let isWeak = bits < 2048 && reader.text(.keyAlgorithm).value?.hasPrefix("RSA") == true
      key = key.map { $0.adding("\(bits) bits", isWeak ? .bad : .plain) }
    }
    if let exponent = reader.text(.keyExponent).value, exponent != "65537" {
      key = key.map { $0.adding("exponent \(exponent)", .warning) }
    }
    let isSelfSigned = reader.flag(.selfSigned).value == true
    let isForgeable =
      !isSelfSigned && Self.brokenHashes.contains(reader.text(.signatureHash).value ?? "")
    var signature = reader.text(.signatureAlgorithm).map {
      CardLine($0, isForgeable ? .bad : .plain)
    }
    if let hash = reader.text(.signatureHash).value,
      reader.text(.signatureAlgorithm).value?.lowercased().contains(hash) != true
    {
      signature = signature.map { $0.adding("over \(hash)", .plain) }
    }
    if isSelfSigned {
      signature = signature.map { $0.adding("by its own key", .plain) }
    } else if reader.flag(.selfIssued).value == true, reader.flag(.selfSigned).value == false {
      signature = signature.map { $0.adding("not by its own key", .bad) }
    }
    return line("key", key) + line("signature", signature)
  }

  /// Nobody relies on the signature of a certificate that signs itself.
  private static let brokenHashes: Set<String> = ["md2", "md4", "md5", "sha1"]

  // MARK: Uses

  private var uses: [CardRow] {
    let critical = reader.texts(.criticalExtensions).value ?? []
    func marked(_ list: [String], _ name: String) -> CardLine {
      let line = CardLine(list: list)
      return critical.contains(name) ? line.adding("(critical)", .dim) : line
    }
    return line(
      "key usage", reader.texts(.keyUsage).map { marked($0, "keyUsage") },
      missing: "not restricted")
      + line(
        "purposes", reader.texts(.extendedKeyUsage).map { marked($0, "extKeyUsage") },
        missing: isAuthority ? nil : "any")
      + path
      + line("policies", reader.texts(.policies).map { CardLine(list: $0.map(Self.policy)) })
      + line("TLS features", reader.texts(.tlsFeatures).map { CardLine(list: $0) })
      + otherExtensions(critical)
  }

  private var isAuthority: Bool { reader.flag(.isCA).value == true }

  /// The extensions that have a line of their own.
  private static let shownExtensions: Set<String> = [
    "authorityInfoAccess", "authorityKeyIdentifier", "basicConstraints", "cRLDistributionPoints",
    "certificatePolicies", "extKeyUsage", "keyUsage", "signedCertificateTimestamps",
    "subjectAltName", "subjectKeyIdentifier", "tlsFeature",
  ]

  private func otherExtensions(_ critical: [String]) -> [CardRow] {
    let others = (reader.texts(.extensions).value ?? []).filter {
      !Self.shownExtensions.contains($0)
    }
    if others.isEmpty { return [] }
    return [
      CardRow(
        "extensions",
        [CardLine(list: others.map { critical.contains($0) ? "\($0) (critical)" : $0 })])
    ]
  }

  private var path: [CardRow] {
    guard isAuthority else { return [] }
    switch reader.count(.pathLength) {
    case .stated(0): return [CardRow("path below", "leaf certificates only")]
    case .stated(let count): return [CardRow("path below", count.counted("CA certificate"))]
    case .missing: return [CardRow("path below", "not limited", .dim)]
    case .unreadable(let reason): return [CardRow("path below", "unreadable: \(reason)", .bad)]
    case .unspoken: return []
    }
  }

  private static func policy(_ dotted: String) -> String {
    OID(dotted: dotted)?.name.map { "\(dotted) \($0)" } ?? dotted
  }

  // MARK: Pointers

  private var pointers: [CardRow] {
    let sources: [(fact: Fact, word: String)] = [(.ocspURIs, "OCSP"), (.crlURIs, "CRL")]
    var lines: [CardLine] = []
    for (fact, word) in sources {
      switch reader.texts(fact) {
      case .stated(let uris): lines += uris.map { CardLine("\(word) \($0)") }
      case .unreadable(let reason): lines.append(CardLine("\(word) unreadable: \(reason)", .bad))
      case .missing, .unspoken: break
      }
    }
    var rows: [CardRow] = lines.isEmpty ? [] : [CardRow("revocation", lines)]
    // A root is revoked by taking it out of the store.
    if lines.isEmpty, reader.flag(.selfIssued).value != true,
      case .missing = reader.texts(.crlURIs)
    {
      rows.append(CardRow("revocation", "nowhere to be looked up", .dim))
    }
    if let uris = reader.texts(.caIssuerURIs).value, !uris.isEmpty {
      rows.append(CardRow("issuer at", uris.map { CardLine($0) }))
    }
    switch reader.count(.sctCount) {
    case .stated(let count): rows.append(CardRow("logged", count.counted("signed timestamp")))
    case .unreadable(let reason): rows.append(CardRow("logged", "unreadable: \(reason)", .bad))
    case .missing, .unspoken: break
    }
    return rows
  }

  private var digests: [CardRow] {
    var rows = text(.sha256, "SHA-256")
    for print in reader.fingerprints().value ?? []
    where print.hexadecimal != reader.text(.sha256).value {
      rows.append(CardRow(print.algorithm.rawValue, print.hexadecimal))
    }
    rows += text(.keySHA256, "key SHA-256")
    if let own = reader.text(.subjectKeyID).value { rows.append(CardRow("key id", own)) }
    if let issuer = reader.text(.authorityKeyID).value {
      rows.append(CardRow("issuer key", issuer))
    }
    return rows
  }

  // MARK: What a source says beside it

  private static let factsOfSources: [(fact: Fact, label: String)] = [
    (.id, "id"), (.label, "label"), (.owner, "owner"), (.usedBy, "used by"), (.status, "status"),
    (.origin, "origin"), (.createdAt, "created"), (.updatedAt, "updated"),
    (.renewalStatus, "renewal"), (.renewalAt, "renewed"), (.renewalAttempts, "attempts"),
  ]

  private var sourceFacts: [CardRow] {
    var rows = Self.factsOfSources.compactMap { fact, label -> CardRow? in
      guard let value = InspectedValue(fact, in: reader), value.isStated else { return nil }
      return CardRow(label, value.text)
    }
    rows += connection
    if reader.flag(.exposesPrivateKey).value == true {
      rows.append(CardRow("private key", "lies beside it", .bad))
    }
    return rows
  }

  /// How an endpoint showed it.
  private var connection: [CardRow] {
    let spoken = [Fact.tlsVersion, .cipherSuite, .applicationProtocol].compactMap {
      reader.text($0).value
    }
    var rows = text(.address, "answered")
    if !spoken.isEmpty { rows.append(CardRow("spoke", [CardLine(list: spoken)])) }
    if reader.text(.stapledResponse).value != nil {
      rows.append(CardRow("stapled", "an OCSP response"))
    }
    if reader.flag(.requestsClientAuth).value == true {
      rows.append(CardRow("asked for", "a certificate of the client"))
    }
    return rows
  }

  private var faults: [CardRow] {
    guard let faults = reader.texts(.faults).value, !faults.isEmpty else { return [] }
    return [CardRow("faults", faults.map { CardLine($0, .warning) })]
  }

  private var chain: [CardRow] {
    guard let certificate = reader.certificate().value, let above = reader.chain().value else {
      return []
    }
    return [CardRow("chain", ChainTree(certificate, above).lines(at: now))]
  }

  // MARK: Readings

  private func text(_ fact: Fact, _ label: String, missing: String? = nil) -> [CardRow] {
    line(label, reader.text(fact).map { CardLine($0) }, missing: missing)
  }

  private func time(_ fact: Fact, _ label: String) -> [CardRow] {
    line(label, reader.time(fact).map { CardLine($0.description) }, missing: "missing")
  }

  /// - Parameter missing: what is said where it is missing; nil to say nothing.
  private func line(
    _ label: String, _ reading: Reading<CardLine>, missing: String? = nil
  ) -> [CardRow] {
    if case .stated(let line) = reading { return [CardRow(label, [line])] }
    return unread(label, reading, missing: missing)
  }

  private func unread<Value>(
    _ label: String, _ reading: Reading<Value>, missing: String?
  ) -> [CardRow] {
    switch reading {
    case .missing: missing.map { [CardRow(label, $0, .dim)] } ?? []
    case .unreadable(let reason): [CardRow(label, "unreadable: \(reason)", .bad)]
    case .stated, .unspoken: []
    }
  }
}
