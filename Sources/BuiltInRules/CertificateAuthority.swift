import RuleEngine

/// Asks that a certificate is an authority's where one is expected, and is not where none is.
struct CertificateAuthority: RecordRule {
  private enum Expectation: String, Choice, CaseIterable {
    case leaf, ca, root, intermediate, any
  }

  private static let expect = Option<Expectation>.choice(
    "expect", of: Expectation.allCases, default: .leaf,
    "What the certificates are to be; a root is a CA certificate that names itself as its issuer.")
  private static let maxPathLength = Option.count(
    "max-path-length", in: 0...100,
    "How many CA certificates may be below one that another CA issued; it must state a limit then.")
  private static let critical = Option.flag(
    "critical", default: true,
    "Whether a CA certificate must mark basicConstraints critical, where that can be told.")

  private let expectation: Expectation
  private let maxPathLength: Int?
  private let mustBeCritical: Bool

  init(options: Options) throws(OptionError) {
    expectation = try options[Self.expect]
    maxPathLength = try options[Self.maxPathLength]
    mustBeCritical = try options[Self.critical]
    if expectation == .leaf, maxPathLength != nil {
      throw OptionError(
        "a leaf has no path below it: expect something else", option: Self.maxPathLength.name)
    }
  }

  var needs: [Fact] { mustKnowIssuer ? [.isCA, .selfIssued] : [.isCA] }

  private var mustKnowIssuer: Bool { expectation == .root || expectation == .intermediate }

  var requirement: String {
    let path = maxPathLength.map { ", a path of at most \($0) below it" } ?? ""
    return expected + path
  }

  private var expected: String {
    switch expectation {
    case .leaf: "a leaf certificate"
    case .ca: "a CA certificate"
    case .root: "a root certificate"
    case .intermediate: "an intermediate CA certificate"
    case .any: "basicConstraints in order"
    }
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let isCA = try record.flag(.isCA)
    let isOwnIssuer = record.reader.flag(.selfIssued)
    if mustKnowIssuer { _ = try isOwnIssuer.required(.selfIssued) }
    let kind: Kind =
      isCA
      ? isOwnIssuer.value.map { $0 ? .root : .intermediate } ?? .ca
      : isOwnIssuer.value == true ? .selfIssuedLeaf : .leaf
    if !isExpected(kind) {
      findings.full(
        .isUnexpected(kind.phrase, expected), key: "kind",
        evidence: [.init(.isCA)] + (isOwnIssuer.value == true ? [.init(.selfIssued)] : []))
      return
    }
    let pathLength = record.reader.count(.pathLength)
    if isCA {
      judgePath(pathLength, of: kind, &findings)
      judgeCriticality(of: record, &findings)
    } else if let length = pathLength.value {
      findings.full(
        .statesPath(length), key: "path",
        evidence: [
          .init(.pathLength, required: "no path length"), .init(.isCA, required: "true"),
        ])
    }
  }

  private func isExpected(_ kind: Kind) -> Bool {
    switch expectation {
    case .any: true
    case .leaf: kind == .leaf || kind == .selfIssuedLeaf
    case .ca: kind == .ca || kind == .root || kind == .intermediate
    case .root: kind == .root
    case .intermediate: kind == .intermediate
    }
  }

  private func judgePath(
    _ stated: Reading<Int>, of kind: Kind, _ findings: inout Findings
  ) {
    guard let maxPathLength, kind != .root else { return }
    switch stated {
    case .stated(let length) where length > maxPathLength:
      findings.full(
        .pathIsTooLong(length, maxPathLength), key: "path", evidence: .init(.pathLength))
    case .missing:
      findings.full(
        .pathIsUnlimited(maxPathLength), key: "path", evidence: .init(.pathLength))
    case .stated, .unreadable, .unspoken: break
    }
  }

  private func judgeCriticality(of record: CertificateRecord, _ findings: inout Findings) {
    guard mustBeCritical, let critical = record.reader.texts(.criticalExtensions).value,
      !critical.contains("basicConstraints")
    else { return }
    findings.full(
      .isNotCritical, key: "critical",
      evidence: .init(.criticalExtensions, required: "basicConstraints among them"))
  }
}

/// What a certificate is in a path.
private enum Kind {
  case leaf, selfIssuedLeaf, ca, root, intermediate

  var phrase: String {
    switch self {
    case .leaf: "a leaf certificate"
    case .selfIssuedLeaf: "a leaf certificate that names itself as its issuer"
    case .ca: "a CA certificate"
    case .root: "a root certificate"
    case .intermediate: "an intermediate CA certificate"
    }
  }
}

extension CertificateAuthority {
  static let documentation = RuleDocumentation(
    id: "certificate-authority",
    summary: "A certificate is an authority's where one is expected, and is not where none is.",
    rationale: """
      A CA certificate on a server can issue certificates for any name to whoever steals the \
      server's key, and clients refuse it as a server's; a leaf among trust anchors trusts \
      nothing. Listings of mutual TLS hold authorities, those of servers hold leaves, and the one \
      in place of the other is a mistake in an upload. Without a path length an intermediate \
      authority can make others below it without end. Clients ignore basicConstraints that are \
      not critical if they do not know them, and then take any certificate for an authority's.
      """,
    citation: "RFC 5280, section 4.2.1.9 (Basic Constraints)",
    options: [expect.declaration, maxPathLength.declaration, critical.declaration],
    passing: [
      RuleExample("a leaf", records: [record("\"isCA\":false")]),
      RuleExample(
        "authorities, where they are expected",
        options: "expect: ca",
        records: [record("\"isCA\":true"), record("\"isCA\":true,\"selfIssued\":true")]),
      RuleExample(
        "an intermediate authority below which there can be no other",
        options: "expect: intermediate\nmax-path-length: 0",
        records: [record("\"isCA\":true,\"selfIssued\":false,\"pathLength\":0")]),
      RuleExample(
        "a root needs no limit",
        options: "expect: any\nmax-path-length: 0",
        records: [record("\"isCA\":true,\"selfIssued\":true,\"pathLength\":null")]),
      RuleExample(
        "marked critical",
        options: "expect: ca",
        records: [record("\"isCA\":true,\"criticalExtensions\":[\"basicConstraints\"]")]),
    ],
    flagged: [
      RuleExample(
        "authorities where leaves are expected",
        records: [
          record("\"isCA\":true,\"selfIssued\":true"), record("\"isCA\":true,\"selfIssued\":false"),
          record("\"isCA\":true"),
        ],
        messages: [
          "is a root certificate where a leaf certificate is expected",
          "is an intermediate CA certificate where a leaf certificate is expected",
          "is a CA certificate where a leaf certificate is expected",
        ]),
      RuleExample(
        "leaves where authorities are expected",
        options: "expect: ca",
        records: [record("\"isCA\":false"), record("\"isCA\":false,\"selfIssued\":true")],
        messages: [
          "is a leaf certificate where a CA certificate is expected",
          "is a leaf certificate that names itself as its issuer where a CA certificate is expected",
        ]),
      RuleExample(
        "an intermediate authority where a root is expected",
        options: "expect: root",
        records: [record("\"isCA\":true,\"selfIssued\":false")],
        messages: ["is an intermediate CA certificate where a root certificate is expected"]),
      RuleExample(
        "paths that are longer than allowed, or have no end",
        options: "expect: ca\nmax-path-length: 0",
        records: [
          record("\"isCA\":true,\"selfIssued\":false,\"pathLength\":2"),
          record("\"isCA\":true,\"selfIssued\":false,\"pathLength\":null"),
        ],
        messages: [
          "allows 2 CA certificates below it, and 0 are allowed",
          "allows any number of CA certificates below it, and 0 are allowed",
        ]),
      RuleExample(
        "a path below a leaf",
        records: [record("\"isCA\":false,\"pathLength\":0")],
        messages: ["states a path length of 0, and is no CA certificate"]),
      RuleExample(
        "not marked critical",
        options: "expect: any",
        records: [record("\"isCA\":true,\"criticalExtensions\":[\"keyUsage\"]")],
        messages: ["is a CA certificate, and basicConstraints are not marked critical"]),
    ])

  private static func record(_ facts: String) -> String {
    #"{"name":"api","certificate":{\#(facts)}}"#
  }
}

extension String {
  fileprivate static let isNotCritical =
    "is a CA certificate, and basicConstraints are not marked critical"

  fileprivate static func isUnexpected(_ kind: String, _ expected: String) -> String {
    "is \(kind) where \(expected) is expected"
  }

  fileprivate static func pathIsTooLong(_ length: Int, _ maximum: Int) -> String {
    "allows \(length) CA \(length == 1 ? "certificate" : "certificates") below it, and \(maximum) "
      + "\(maximum == 1 ? "is" : "are") allowed"
  }

  fileprivate static func pathIsUnlimited(_ maximum: Int) -> String {
    "allows any number of CA certificates below it, and \(maximum) "
      + "\(maximum == 1 ? "is" : "are") allowed"
  }

  fileprivate static func statesPath(_ length: Int) -> String {
    "states a path length of \(length), and is no CA certificate"
  }
}
