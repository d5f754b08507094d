import RuleEngine
import X509

/// One use of a key, by its name in RFC 5280, section 4.2.1.3.
private struct Usage: Choice {
  let word: String

  static let all = X509.KeyUsage.names.map(Usage.init)
}

/// Asks that a key is certified for the uses it must be, and for none that contradict it.
struct KeyUsage: RecordRule {
  private static let required = Option.choices(
    "required", of: Usage.all, "Uses that must all be stated.")
  private static let forbidden = Option.choices(
    "forbidden", of: Usage.all, "Uses of which none may be stated.")
  private static let critical = Option.flag(
    "critical", default: false, "Whether the extension must be marked critical.")
  private static let appliesTo = Option<CertificateRole>.appliesTo(
    default: .leaf,
    "For which certificates required, forbidden and critical are meant: of authorities, of all "
      + "others, or both.")
  private static let consistent = Option.flag(
    "consistent", default: true,
    "Whether the uses of any certificate must agree with its key and with whether it is a CA's.")

  private let required: [String]
  private let forbidden: [String]
  private let mustBeCritical: Bool
  private let role: CertificateRole
  private let mustBeConsistent: Bool

  init(options: Options) throws(OptionError) {
    required = try options[Self.required].map(\.word)
    forbidden = try options[Self.forbidden].map(\.word)
    mustBeCritical = try options[Self.critical]
    role = try options[Self.appliesTo]
    mustBeConsistent = try options[Self.consistent]
    if let element = forbidden.firstIndex(where: { required.contains($0) }) {
      throw OptionError(
        "'\(forbidden[element])' is required as well", option: Self.forbidden.name,
        element: element)
    }
    if required.isEmpty && forbidden.isEmpty && !mustBeCritical && !mustBeConsistent {
      throw OptionError(
        "required, forbidden, critical or consistent must be given: without them nothing is asked")
    }
  }

  var needs: [Fact] { [.keyUsage] }

  var requirement: String {
    let clauses = [
      required.isEmpty ? nil : required.joined(separator: ", "),
      forbidden.isEmpty ? nil : "none of \(forbidden.joined(separator: ", "))",
      mustBeCritical ? "marked critical" : nil,
      mustBeConsistent ? "in agreement with the key and basicConstraints" : nil,
    ]
    return "key usage: \(clauses.compactMap { $0 }.joined(separator: "; "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let stated = record.reader.texts(.keyUsage)
    var usages: [String]?
    if case .missing = stated {} else { usages = try stated.required(.keyUsage) }
    if !mustBeConsistent { try role.admit(record) }
    if let usages {
      if role.includes(record) { judge(usages, of: record, &findings) }
      if mustBeConsistent { judgeConsistency(of: usages, in: record, &findings) }
    } else if mustBeConsistent, record.reader.flag(.isCA).value == true {
      findings.full(
        .isMissingInCA, key: "extension",
        evidence: [.init(.keyUsage, required: "keyCertSign"), .init(.isCA, required: "false")])
    } else if role.includes(record), !required.isEmpty || mustBeCritical {
      findings.full(.isMissing, key: "extension", evidence: .init(.keyUsage))
    }
  }

  private func judge(
    _ usages: [String], of record: CertificateRecord, _ findings: inout Findings
  ) {
    for usage in required where !usages.contains(usage) {
      findings.full(.lacks(usage), key: usage, evidence: .init(.keyUsage))
    }
    for (index, usage) in usages.enumerated() where forbidden.contains(usage) {
      findings.full(
        .isForbidden(usage), key: usage, evidence: .init(.keyUsage, element: index))
    }
    if mustBeCritical, let critical = record.reader.texts(.criticalExtensions).value,
      !critical.contains("keyUsage")
    {
      findings.full(
        .isNotCritical, key: "critical",
        evidence: .init(.criticalExtensions, required: "keyUsage among them"))
    }
  }

  private func judgeConsistency(
    of usages: [String], in record: CertificateRecord, _ findings: inout Findings
  ) {
    if usages.isEmpty {
      findings.full(
        .statesNone, key: "none", evidence: .init(.keyUsage, required: "one use at least"))
    }
    let isCA = record.reader.flag(.isCA).value
    let certSign = usages.firstIndex(of: "keyCertSign")
    if isCA == false, let certSign {
      findings.full(
        .signsWithoutCA, key: "ca",
        evidence: [
          .init(.keyUsage, element: certSign, required: "no keyCertSign"),
          .init(.isCA, required: "true"),
        ])
    } else if isCA == true, certSign == nil {
      findings.full(
        .doesNotSign, key: "ca",
        evidence: [.init(.keyUsage, required: "keyCertSign"), .init(.isCA, required: "false")])
    }
    if !usages.contains("keyAgreement") {
      for (index, usage) in usages.enumerated()
      where usage == "encipherOnly" || usage == "decipherOnly" {
        findings.full(
          .meansNothing(usage), key: "agreement \(usage)",
          evidence: .init(.keyUsage, element: index, required: "keyAgreement as well"))
      }
    }
    guard let algorithm = record.reader.text(.keyAlgorithm).value else { return }
    let key = KeyDescription(algorithm)
    guard let possible = key.family?.possibleUsages else { return }
    for (index, usage) in usages.enumerated() where !possible.contains(usage) {
      findings.full(
        .cannotBe(usage, key.name), key: "key \(usage)",
        evidence: [
          .init(
            .keyUsage, element: index, required: "none but \(possible.joined(separator: ", "))"),
          .init(.keyAlgorithm, required: "a key that can be used so"),
        ])
    }
  }
}

extension PublicKey.Family {
  /// What a key of the family can be used for at all; nil where no standard says.
  fileprivate var possibleUsages: [String]? { Self.possibleUsages[self] }

  private static let possibleUsages: [PublicKey.Family: [String]] = {
    let signing = ["digitalSignature", "nonRepudiation", "keyCertSign", "cRLSign"]
    let agreeing = ["keyAgreement", "encipherOnly", "decipherOnly"]
    var usages: [PublicKey.Family: [String]] = [:]
    for family in PublicKey.Family.allCases {
      usages[family] =
        switch family {
        case .rsa: signing + ["keyEncipherment", "dataEncipherment"]
        case .rsaOAEP: ["keyEncipherment", "dataEncipherment"]
        case .rsaPSS, .dsa, .ed25519, .ed448, .mlDSA, .slhDSA, .hashBased: signing
        case .ellipticCurve: signing + agreeing
        case .x25519, .x448, .diffieHellman: agreeing
        case .mlKEM: ["keyEncipherment"]
        case .gost: nil
        }
    }
    return usages
  }()
}

extension KeyUsage {
  static let documentation = RuleDocumentation(
    id: "key-usage",
    summary: "A key is certified for the uses it must be, and for none that contradict it.",
    rationale: """
      Clients refuse a handshake for which the key may not be used, and an authority whose key may \
      not sign. A use too many can be abused: keyCertSign on a certificate that is no authority's \
      makes one of it for clients that look no further. Uses that the key's algorithm cannot have, \
      such as keyEncipherment of an EC key, come from a template that was made for RSA, and some \
      clients refuse them. A certificate without the extension restricts nothing.
      """,
    citation: """
      RFC 5280, sections 4.2.1.3 and 4.2.1.9; RFC 3279, section 2.3; RFC 4055, section 1.2; \
      RFC 8813, section 3; RFC 8410, section 5; RFC 9881 and RFC 9909 (Key Usage Bits)
      """,
    options: [
      required.declaration, forbidden.declaration, critical.declaration, appliesTo.declaration,
      consistent.declaration,
    ],
    passing: [
      RuleExample(
        "the uses that are required, and others",
        options: "required: digitalSignature",
        records: [record(["digitalSignature", "keyEncipherment"], key: "RSA")]),
      RuleExample(
        "none of those that are forbidden",
        options: "forbidden: [dataEncipherment, nonRepudiation]",
        records: [record(["digitalSignature"], key: "EC")]),
      RuleExample(
        "authorities are not asked for a leaf's uses",
        options: "required: digitalSignature",
        records: [record(["keyCertSign", "cRLSign"], isCA: true)]),
      RuleExample(
        "marked critical",
        options: "critical: true",
        records: [record(["digitalSignature"], critical: ["keyUsage", "basicConstraints"])]),
      RuleExample("no restriction at all, where none is required", records: [record(nil)]),
    ],
    flagged: [
      RuleExample(
        "a use is not stated, and another is forbidden",
        options: "required: [digitalSignature]\nforbidden: [dataEncipherment]",
        records: [record(["keyEncipherment", "dataEncipherment"], key: "RSA")],
        messages: [
          "states no key usage digitalSignature",
          "states the key usage dataEncipherment, which is forbidden",
        ]),
      RuleExample(
        "nothing is stated, in a leaf and in an authority",
        options: "required: digitalSignature",
        records: [record(nil), record(nil, isCA: true)],
        messages: ["states no key usage", "is a CA certificate and states no key usage"]),
      RuleExample(
        "it may sign certificates, and is no authority, and the other way round",
        records: [
          record(["digitalSignature", "keyCertSign"], isCA: false), record(["cRLSign"], isCA: true),
        ],
        messages: [
          "states the key usage keyCertSign, and is no CA certificate",
          "is a CA certificate without the key usage keyCertSign",
        ]),
      RuleExample(
        "uses that the key cannot have",
        records: [
          record(["digitalSignature", "keyEncipherment"], key: "EC"),
          record(["keyAgreement"], key: "Ed25519"),
        ],
        messages: [
          "states the key usage keyEncipherment, which an EC key cannot have",
          "states the key usage keyAgreement, which an Ed25519 key cannot have",
        ]),
      RuleExample(
        "uses that mean nothing",
        records: [record(["encipherOnly"], key: "EC"), record([])],
        messages: [
          "states the key usage encipherOnly, which means nothing without keyAgreement",
          "states an empty list of key usages",
        ]),
      RuleExample(
        "not marked critical, and of an authority",
        options: "critical: true\napplies-to: ca",
        records: [
          record(["keyCertSign", "cRLSign"], isCA: true, critical: ["basicConstraints"])
        ],
        messages: ["the key usage is not marked critical"]),
    ])

  private static func record(
    _ usages: [String]?, key: String? = nil, isCA: Bool? = nil, critical: [String]? = nil
  ) -> String {
    func list(_ texts: [String]?) -> String {
      texts.map { "[\($0.map { "\"\($0)\"" }.joined(separator: ","))]" } ?? "null"
    }
    let facts = [
      "\"keyUsage\":\(list(usages))", isCA.map { "\"isCA\":\($0)" },
      critical.map { "\"criticalExtensions\":\(list($0))" },
    ].compactMap { $0 }.joined(separator: ",")
    let algorithm = key.map { #","keyAlgorithm":"\#($0)""# } ?? ""
    return #"{"name":"api"\#(algorithm),"certificate":{\#(facts)}}"#
  }
}

extension String {
  fileprivate static let isMissing = "states no key usage"
  fileprivate static let isMissingInCA = "is a CA certificate and states no key usage"
  fileprivate static let statesNone = "states an empty list of key usages"
  fileprivate static let isNotCritical = "the key usage is not marked critical"
  fileprivate static let signsWithoutCA =
    "states the key usage keyCertSign, and is no CA certificate"
  fileprivate static let doesNotSign = "is a CA certificate without the key usage keyCertSign"

  fileprivate static func lacks(_ usage: String) -> String { "states no key usage \(usage)" }

  fileprivate static func isForbidden(_ usage: String) -> String {
    "states the key usage \(usage), which is forbidden"
  }

  fileprivate static func meansNothing(_ usage: String) -> String {
    "states the key usage \(usage), which means nothing without keyAgreement"
  }

  fileprivate static func cannotBe(_ usage: String, _ algorithm: String) -> String {
    // RSA, SLH-DSA, ML-DSA and X25519 are read letter by letter.
    let beginsWithVowel = algorithm.first.map { "AEFHILMNORSX".contains($0) } ?? false
    return "states the key usage \(usage), which \(beginsWithVowel ? "an" : "a") \(algorithm) key "
      + "cannot have"
  }
}
