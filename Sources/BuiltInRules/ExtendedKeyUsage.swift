import RuleEngine
import SourceText
import X509

/// Asks which purposes a certificate is for.
struct ExtendedKeyUsage: RecordRule {
  private static let required = purposes(
    "required", "Purposes that must all be stated.")
  private static let forbidden = purposes(
    "forbidden", "Purposes of which none may be stated.")
  private static let only = purposes(
    "only", "The only purposes that may be stated.")
  private static let separate = purposes(
    "separate", "Purposes of which a certificate may state one at most: [serverAuth, clientAuth].")
  private static let anyPurpose = Option.flag(
    "any-purpose", default: false, "Whether anyExtendedKeyUsage may be stated.")
  private static let appliesTo = Option<CertificateRole>.appliesTo(default: .leaf)

  private static func purposes(_ name: String, _ summary: String) -> Option<[String]> {
    .texts(name, syntax: "purposes", summary) { (text) throws(OptionError) in
      try readPurpose(text)
    }
  }

  /// A purpose by its name, or as dotted numbers where it has none.
  private static func readPurpose(_ text: String) throws(OptionError) -> String {
    if let oid = OID(dotted: text) { return oid.name ?? text }
    if OID.named(text) != nil { return text }
    throw OptionError(
      "'\(text)' is no purpose that is known: write one such as serverAuth, or dotted numbers",
      suggestion: Suggestion.closest(to: text, in: usual))
  }

  private static let usual = [
    "serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning",
    "ipsecIKE", "documentSigning", "anyExtendedKeyUsage",
  ]

  private let required: [String]
  private let forbidden: [String]
  private let only: [String]
  private let separate: [String]
  private let allowsAnyPurpose: Bool
  private let role: CertificateRole

  init(options: Options) throws(OptionError) {
    required = try options[Self.required]
    forbidden = try options[Self.forbidden]
    only = try options[Self.only]
    separate = try options[Self.separate]
    role = try options[Self.appliesTo]
    let named = required + only
    allowsAnyPurpose = try options[Self.anyPurpose] || named.contains("anyExtendedKeyUsage")
    if let element = forbidden.firstIndex(where: { named.contains($0) }) {
      throw OptionError(
        "'\(forbidden[element])' is required or allowed as well", option: Self.forbidden.name,
        element: element)
    }
    if let element = required.firstIndex(where: { !only.isEmpty && !only.contains($0) }) {
      throw OptionError(
        "'\(required[element])' is not among those of only", option: Self.required.name,
        element: element)
    }
    if separate.count == 1 {
      throw OptionError(
        "one purpose alone cannot be kept apart: name two at least", option: Self.separate.name)
    }
  }

  var needs: [Fact] { [.extendedKeyUsage] }

  var requirement: String {
    let clauses = [
      required.isEmpty ? nil : required.joined(separator: ", "),
      only.isEmpty ? nil : "only \(only.joined(separator: ", "))",
      forbidden.isEmpty ? nil : "none of \(forbidden.joined(separator: ", "))",
      separate.isEmpty ? nil : "at most one of \(separate.joined(separator: ", "))",
      allowsAnyPurpose ? nil : "not any purpose",
    ]
    return "extended key usage: \(clauses.compactMap { $0 }.joined(separator: "; "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let stated = record.reader.texts(.extendedKeyUsage)
    if case .missing = stated {
      try role.admit(record)
      if !required.isEmpty || !only.isEmpty {
        findings.full(.isMissing, key: "extension", evidence: .init(.extendedKeyUsage))
      }
      return
    }
    let purposes = try stated.required(.extendedKeyUsage)
    try role.admit(record)
    for purpose in required where !purposes.contains(purpose) {
      findings.full(.lacks(purpose), key: purpose, evidence: .init(.extendedKeyUsage))
    }
    judgeEach(of: purposes, &findings)
    let together = separate.filter { purposes.contains($0) }
    if together.count > 1 {
      findings.full(
        .areTogether(together), key: "separate",
        evidence: purposes.indices.filter { together.contains(purposes[$0]) }
          .map { .init(.extendedKeyUsage, element: $0) })
    }
  }

  private func judgeEach(of purposes: [String], _ findings: inout Findings) {
    var judged: Set<String> = []
    for (index, purpose) in purposes.enumerated() {
      let message: String
      if forbidden.contains(purpose) {
        message = .isForbidden(purpose)
      } else if purpose == "anyExtendedKeyUsage" {
        if allowsAnyPurpose { continue }
        message = .isAny
      } else if !only.isEmpty, !only.contains(purpose) {
        message = .isNotAllowed(purpose, only)
      } else {
        continue
      }
      guard judged.insert(purpose).inserted else { continue }
      findings.full(
        message, key: purpose, evidence: .init(.extendedKeyUsage, element: index))
    }
  }
}

extension ExtendedKeyUsage {
  static let documentation = RuleDocumentation(
    id: "extended-key-usage",
    summary: "A certificate is for the purposes it must be, and for no others.",
    rationale: """
      A certificate that lacks a purpose is refused where it is needed for it, often by one kind \
      of client only. One that is for too many can be turned against others: the key of a web \
      server that may also authenticate clients logs in wherever the server's name is known. \
      anyExtendedKeyUsage, or no extension at all, means every purpose there is. Browsers ask \
      public authorities to issue certificates for server authentication alone, from 2027 on. What \
      the extension means for an authority is another question, so that by default only leaf \
      certificates are judged.
      """,
    citation: """
      RFC 5280, section 4.2.1.12 (Extended Key Usage); CA/Browser Forum TLS Baseline \
      Requirements, section 7.1.2.7.10; Chrome Root Program Policy 1.8, dedicated TLS server \
      authentication hierarchies
      """,
    options: [
      required.declaration, forbidden.declaration, only.declaration, separate.declaration,
      anyPurpose.declaration, appliesTo.declaration,
    ],
    passing: [
      RuleExample(
        "the purpose that is required, and another",
        options: "required: serverAuth",
        records: [record(["serverAuth", "clientAuth"])]),
      RuleExample(
        "no other than those that are allowed",
        options: "only: [serverAuth, 1.3.6.1.5.5.7.3.2]",
        records: [record(["serverAuth"]), record(["clientAuth"])]),
      RuleExample(
        "one of those that are kept apart",
        options: "separate: [serverAuth, clientAuth]",
        records: [record(["serverAuth", "ipsecIKE"]), record(["clientAuth"])]),
      RuleExample(
        "any purpose, where that is allowed",
        options: "any-purpose: true",
        records: [record(["anyExtendedKeyUsage"])]),
      RuleExample(
        "nothing is stated, and nothing is required",
        options: "forbidden: codeSigning",
        records: [record(nil)]),
    ],
    flagged: [
      RuleExample(
        "a purpose is not stated",
        options: "required: [clientAuth]",
        records: [record(["serverAuth"]), record(nil)],
        messages: [
          "is not for clientAuth", "states no extended key usage, and so is for any purpose",
        ]),
      RuleExample(
        "a purpose that is forbidden",
        options: "forbidden: [codeSigning, 1.2.3.4]",
        records: [record(["serverAuth", "codeSigning", "1.2.3.4"])],
        messages: [
          "is for codeSigning, which is forbidden", "is for 1.2.3.4, which is forbidden",
        ]),
      RuleExample(
        "a purpose too many",
        options: "only: serverAuth",
        records: [record(["serverAuth", "emailProtection"])],
        messages: ["is for emailProtection, which is none of serverAuth"]),
      RuleExample(
        "a server that may authenticate clients",
        options: "separate: [serverAuth, clientAuth]",
        records: [record(["serverAuth", "clientAuth"])],
        messages: ["is for serverAuth and clientAuth, which are to be kept apart"]),
      RuleExample(
        "any purpose does not stand for the one that is required",
        options: "required: serverAuth",
        records: [record(["anyExtendedKeyUsage"])],
        messages: ["is not for serverAuth", "is for any purpose (anyExtendedKeyUsage)"]),
    ])

  private static func record(_ purposes: [String]?) -> String {
    let list =
      purposes.map { "[\($0.map { "\"\($0)\"" }.joined(separator: ","))]" } ?? "null"
    return #"{"name":"api","certificate":{"extendedKeyUsage":\#(list)}}"#
  }
}

extension String {
  fileprivate static let isMissing = "states no extended key usage, and so is for any purpose"
  fileprivate static let isAny = "is for any purpose (anyExtendedKeyUsage)"

  fileprivate static func lacks(_ purpose: String) -> String { "is not for \(purpose)" }

  fileprivate static func isForbidden(_ purpose: String) -> String {
    "is for \(purpose), which is forbidden"
  }

  fileprivate static func isNotAllowed(_ purpose: String, _ only: [String]) -> String {
    "is for \(purpose), which is none of \(only.joined(separator: ", "))"
  }

  fileprivate static func areTogether(_ purposes: [String]) -> String {
    "is for \(purposes.joined(separator: " and ")), which are to be kept apart"
  }
}
