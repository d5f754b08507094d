import RuleEngine
import X509

/// Asks that a listing says of a certificate what the certificate says of itself.
struct ListingAgreement: RecordRule {
  private static let comparable: [Fact] = [
    .notBefore, .notAfter, .dnsNames, .issuer, .serial, .keyAlgorithm, .fingerprints,
  ]
  private static let compare = Option.choices(
    "compare", of: comparable, default: comparable,
    "What is compared, where the listing speaks of it.")
  private static let tolerance = Option.duration(
    "tolerance", default: "1s", "By how much times may differ.")

  private let compared: [Fact]
  private let tolerance: Duration

  init(options: Options) throws(OptionError) {
    compared = try options[Self.compare]
    tolerance = try options[Self.tolerance]
  }

  var needs: [Fact] { [.certificate] }

  var requirement: String { "what the certificate says" }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let certificate = try record.certificate
    guard let listing = record.reader.listing else {
      throw FactUnavailable(
        fact: .certificate, reason: .outOfScope("certificates that a listing speaks of"))
    }
    for fact in Self.comparable where compared.contains(fact) {
      switch fact {
      case .notBefore, .notAfter: compareTimes(fact, record.reader, listing, &findings)
      case .dnsNames: compareNames(record.reader, listing, &findings)
      case .fingerprints: compareFingerprints(certificate, listing, &findings)
      default: compareTexts(fact, record.reader, listing, &findings)
      }
    }
  }

  private func report(
    _ message: @autoclosure () -> String, _ fact: Fact, element: Int? = nil, key: String? = nil,
    _ findings: inout Findings
  ) {
    findings.full(
      message(), key: key ?? fact.name,
      evidence: [
        .init(fact, element: element, ofListing: true),
        // The certificate's own fingerprint is by another algorithm.
        .init(fact == .fingerprints ? .certificate : fact, required: "what the listing says"),
      ])
  }

  private func compareTimes(
    _ fact: Fact, _ own: any FactReader, _ listing: any FactReader, _ findings: inout Findings
  ) {
    guard let listed = listing.time(fact).value, let stated = own.time(fact).value else { return }
    // A day alone is right for each of its instants.
    let start = listed.start - tolerance
    let end =
      (listed.precision == .day ? listed.end - Duration(seconds: 1) : listed.end) + tolerance
    if stated.start < start || end < stated.start {
      report(.times(fact, listed, stated), fact, &findings)
    }
  }

  private func compareTexts(
    _ fact: Fact, _ own: any FactReader, _ listing: any FactReader, _ findings: inout Findings
  ) {
    guard let listed = listing.text(fact).value, let stated = own.text(fact).value else { return }
    let agrees =
      switch fact {
      case .issuer: IssuerWords(listed).mayMean(stated)
      case .keyAlgorithm: KeyWords(listed).mayMean(stated, bits: own.count(.keyBits).value)
      default: listed == stated
      }
    if !agrees { report(.texts(fact, listed, stated), fact, &findings) }
  }

  private func compareNames(
    _ own: any FactReader, _ listing: any FactReader, _ findings: inout Findings
  ) {
    guard let listed = listing.texts(.dnsNames).value, let stated = own.texts(.dnsNames).value
    else { return }
    let listedNames = Set(listed.map(ListingAgreement.normalised))
    let lacking = stated.filter { !listedNames.contains(ListingAgreement.normalised($0)) }
    if !lacking.isEmpty {
      report(.lacks(lacking), .dnsNames, key: "dnsNames lacking", &findings)
    }
    // Many listings add the common name and names of other types.
    let others = [.ipAddresses, .emailAddresses, .uris].flatMap { own.texts($0).value ?? [] }
    let known = Set(
      (stated + others + [own.text(.commonName).value ?? ""]).map(ListingAgreement.normalised))
    let added = listed.enumerated().filter {
      !known.contains(ListingAgreement.normalised($0.element))
    }
    if let first = added.first {
      report(
        .adds(added.map(\.element)), .dnsNames, element: first.offset, key: "dnsNames added",
        &findings)
    }
  }

  private func compareFingerprints(
    _ certificate: Certificate, _ listing: any FactReader, _ findings: inout Findings
  ) {
    for (index, listed) in (listing.fingerprints().value ?? []).enumerated() {
      let bytes = certificate.bytes.span
      // Where the library refuses the algorithm, nothing can be said.
      guard let own = Fingerprint(of: bytes, by: listed.algorithm), own != listed else {
        continue
      }
      let key = certificate.layout.subjectPublicKeyInfo.flatMap { key in
        Fingerprint(of: bytes.extracting(key.range), by: listed.algorithm)
      }
      report(
        .fingerprints(listed, own, isOfKey: key == listed), .fingerprints, element: index,
        key: "fingerprints \(listed.algorithm) \(index + 1)", &findings)
    }
  }

  /// One spelling for a name: lower case, ASCII, no dot at the end; one for an address.
  private static func normalised(_ name: String) -> String {
    if let address = IPAddress(name) { return address.bytes.description }
    let lowered = Punycode.asciiForm(of: name) ?? name.lowercased()
    return lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
  }
}

extension ListingAgreement {
  static let documentation = RuleDocumentation(
    id: "listing-agreement",
    summary: "A listing says of a certificate what the certificate says of itself.",
    rationale: """
      A listing is what people plan by, and the certificate is what clients see. Where they differ, \
      the listing was written by hand, is stale, or stands next to another certificate than it \
      means. A fingerprint is computed from the certificate by the listing's own algorithm, so \
      that MD5 and SHA-1 can be checked, too. What is only written differently agrees: times of \
      another zone or precise to the day, names in another case or order, an issuer that is named \
      by its organization, RSA_2048. Of what the listing does not say, nothing is asked.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (Inventory); RFC 5280, section 4.1 (Basic \
      Certificate Fields)
      """,
    options: [compare.declaration, tolerance.declaration],
    passing: [
      RuleExample(
        "the same, written differently",
        records: [
          record(
            """
            "notBefore":"2025-12-01","notAfter":"2026-03-01T01:00:00+01:00",\
            "serial":"5A:19:C0:07:E3:88:41:D2:6B:90:0F:33:7E:A4:B8:03","issuer":"CN = Example CA 1",\
            "dnsNames":["WWW.example","api.example."],"keyAlgorithm":"ed25519"
            """)
        ]),
      RuleExample(
        "fingerprints by old algorithms",
        records: [
          record(
            #""fingerprints":["md5:a661478b538d15c9f1d9128cef4e15cc","sha1:625005ed3ebfda9938fd30bdb1146266dec7fd32"]"#
          )
        ]),
      RuleExample(
        "the listing says nothing else",
        records: [record(#""owner":"shop""#)]),
      RuleExample(
        "what differs is not compared",
        options: "compare: [notAfter, fingerprints]\ntolerance: 1h",
        records: [record(#""notAfter":"2026-03-01T00:59:00Z","serial":"2a""#)]),
    ],
    flagged: [
      RuleExample(
        "the dates of the certificate before",
        records: [record(#""notBefore":"2025-09-01","notAfter":"2025-12-01T00:00:00Z""#)],
        messages: [
          "is valid from 2025-12-01T00:00:00Z, and the listing says 2025-09-01",
          "expires 2026-03-01T00:00:00Z, and the listing says 2025-12-01T00:00:00Z",
        ]),
      RuleExample(
        "other names",
        records: [record(#""dnsNames":["api.example","api.example.net"]"#)],
        messages: [
          #"states "www.example", which the listing lacks"#,
          #"does not state "api.example.net", which the listing has"#,
        ]),
      RuleExample(
        "another issuer, serial number and key",
        records: [
          record(#""issuer":"Example Web","serial":"2a","keyAlgorithm":"RSA_2048""#)
        ],
        messages: [
          #"the issuer is "CN=Example CA 1", and the listing says "Example Web""#,
          #"the serial number is "5a19c007e38841d26b900f337ea4b803", and the listing says "2a""#,
          #"the key is "Ed25519", and the listing says "RSA_2048""#,
        ]),
      RuleExample(
        "the fingerprint of another certificate, and of the key",
        records: [
          record(
            #""fingerprints":["sha1:0123456789abcdef0123456789abcdef01234567","sha256:dec83f99eec56a763ff84cebaefaf979726c0c9631336276867dc2893a37bcea"]"#
          )
        ],
        messages: [
          "its sha1 fingerprint is 625005ed3ebfda9938fd30bdb1146266dec7fd32, and the listing says 0123456789abcdef0123456789abcdef01234567",
          "its sha256 fingerprint is 62a9fbdfe999d369a25d6ac2c80b07ce3829e92a74632b58260b9f0d0276db25, and the listing says dec83f99eec56a763ff84cebaefaf979726c0c9631336276867dc2893a37bcea, that of its public key",
        ]),
    ])

  private static func record(_ members: String) -> String {
    "{\"name\":\"api\",\(members),\"certificate\":\"\(ExampleCertificate.leaf)\"}"
  }
}

extension String {
  fileprivate static func times(
    _ fact: Fact, _ listed: Timestamp, _ stated: Timestamp
  ) -> String {
    let zone = listed.zoneAssumed ? " (in UTC, for want of a zone)" : ""
    return fact == .notAfter
      ? "expires \(stated), and the listing says \(listed)\(zone)"
      : "is valid from \(stated), and the listing says \(listed)\(zone)"
  }

  fileprivate static func texts(_ fact: Fact, _ listed: String, _ stated: String) -> String {
    let subject =
      switch fact {
      case .issuer: "the issuer"
      case .serial: "the serial number"
      default: "the key"
      }
    return "\(subject) is \"\(stated)\", and the listing says \"\(listed)\""
  }

  fileprivate static func lacks(_ names: [String]) -> String {
    "states \(listed(names)), which the listing lacks"
  }

  fileprivate static func adds(_ names: [String]) -> String {
    "does not state \(listed(names)), which the listing has"
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  fileprivate static func fingerprints(
    _ listed: Fingerprint, _ own: Fingerprint, isOfKey: Bool
  ) -> String {
    let what = isOfKey ? ", that of its public key" : ""
    return "its \(own.algorithm) fingerprint is \(own.hexadecimal), "
      + "and the listing says \(listed.hexadecimal)\(what)"
  }
}
