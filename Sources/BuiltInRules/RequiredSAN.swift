import RuleEngine

/// Asks which DNS names a certificate states.
struct RequiredSAN: RecordRule {
  private static let allOf = patterns("all-of", "Names that must all be stated.")
  private static let anyOf = patterns("any-of", "Names of which one must be stated.")
  private static let noneOf = patterns(
    "none-of", "Names that must not be stated, nor covered by a wildcard.")
  private static let only = patterns("only", "The only names that may be stated.")
  private static let wildcardsCover = Option.flag(
    "wildcards-cover", default: true,
    "Whether *.example.com is enough where all-of or any-of asks for a.example.com.")

  private static func patterns(_ name: String, _ summary: String) -> Option<[String]> {
    .texts(name, syntax: "DNS name patterns", summary) { (text) throws(OptionError) in
      try DNSNamePattern(text).source
    }
  }

  private let allOf: [DNSNamePattern]
  private let anyOf: [DNSNamePattern]
  private let noneOf: [DNSNamePattern]
  private let only: [DNSNamePattern]
  private let wildcardsCover: Bool

  init(options: Options) throws(OptionError) {
    allOf = try options[Self.allOf].map(DNSNamePattern.init)
    anyOf = try options[Self.anyOf].map(DNSNamePattern.init)
    noneOf = try options[Self.noneOf].map(DNSNamePattern.init)
    only = try options[Self.only].map(DNSNamePattern.init)
    wildcardsCover = try options[Self.wildcardsCover]
    if allOf.isEmpty && anyOf.isEmpty && noneOf.isEmpty && only.isEmpty {
      throw OptionError(
        "all-of, any-of, none-of or only must be given: without them nothing is asked")
    }
  }

  var needs: [Fact] { [.dnsNames] }

  var requirement: String {
    let clauses = [
      ("all of", allOf), ("one of", anyOf), ("none of", noneOf), ("only", only),
    ]
    let asked = clauses.filter { !$1.isEmpty }.map { words, patterns in
      "\(words) \(patterns.map(\.source).joined(separator: ", "))"
    }
    return "DNS names: \(asked.joined(separator: "; "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let names = try record.dnsNames
    for pattern in allOf where !isStated(pattern, among: names) {
      findings.full(.isMissing(pattern), key: pattern.source, evidence: .init(.dnsNames))
    }
    if !anyOf.isEmpty, !anyOf.contains(where: { isStated($0, among: names) }) {
      findings.full(.areMissing(anyOf), key: "any-of", evidence: .init(.dnsNames))
    }
    if !only.isEmpty, names.isEmpty {
      findings.full(.noNames, key: "only", evidence: .init(.dnsNames))
    }
    judgeEach(of: names, &findings)
  }

  private func isStated(_ pattern: DNSNamePattern, among names: [String]) -> Bool {
    names.contains { name in
      pattern.matches(name)
        || wildcardsCover && pattern.isLiteral && pattern.isCovered(by: name)
    }
  }

  private func judgeEach(of names: [String], _ findings: inout Findings) {
    var judged: Set<String> = []
    for (index, name) in names.enumerated() {
      let message: String
      if let pattern = noneOf.first(where: { $0.matches(name) }) {
        message = .isForbidden(name, by: pattern)
      } else if let pattern = noneOf.first(where: { $0.isCovered(by: name) }) {
        message = .coversForbidden(name, pattern)
      } else if !only.isEmpty, !only.contains(where: { $0.matches(name) }) {
        message = .isNotAllowed(name, only)
      } else {
        continue
      }
      guard judged.insert(name).inserted else { continue }
      findings.full(message, key: name, evidence: .init(.dnsNames, element: index))
    }
  }
}

extension RequiredSAN {
  static let documentation = RuleDocumentation(
    id: "required-san",
    summary: "A certificate states the DNS names it must, and none that it must not.",
    rationale: """
      Clients hold the name they connect to against the subject alternative names of the \
      certificate, and against nothing else. A name that is missing is an outage; a name too many \
      lets the certificate's holder pose as another service. `*.example.com` stands for \
      `a.example.com`, but neither for `example.com` nor for `a.b.example.com`. In a pattern `*` \
      is one label, `**` is one or more, and `\\*` is the wildcard of a certificate itself. \
      International names are compared in their ASCII form, `xn--…`.
      """,
    citation: """
      RFC 9525, section 6.3 (Matching the DNS Domain Name Portion); RFC 5280, section 4.2.1.6 \
      (Subject Alternative Name)
      """,
    options: [
      allOf.declaration, anyOf.declaration, noneOf.declaration, only.declaration,
      wildcardsCover.declaration,
    ],
    passing: [
      RuleExample(
        "all names are stated, in any case",
        options: "all-of: [api.example.com, www.example.com]",
        records: [#"{"name":"api","dnsNames":["API.example.com","www.example.com."]}"#]),
      RuleExample(
        "a wildcard covers the name",
        options: "all-of: api.example.com",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#]),
      RuleExample(
        "one of several names is stated",
        options: "any-of: [api.example.com, \"*.api.example.com\"]",
        records: [#"{"name":"api","dnsNames":["eu.api.example.com"]}"#]),
      RuleExample(
        "a forbidden name is stated neither itself nor by a wildcard",
        options: "none-of: [admin.example.com, \"**.internal\"]",
        records: [#"{"name":"api","dnsNames":["*.api.example.com","example.com"]}"#]),
      RuleExample(
        "all names are among those allowed",
        options: "only: [example.com, \"*.example.com\"]",
        records: [#"{"name":"api","dnsNames":["example.com","*.example.com"]}"#]),
      RuleExample(
        "an international name is stated",
        options: "all-of: xn--bcher-kva.example",
        records: [#"{"name":"books","dnsNames":["xn--bcher-kva.example"]}"#]),
      RuleExample(
        "no name at all is no forbidden name",
        options: "none-of: \"**.internal\"",
        records: [#"{"name":"client","dnsNames":[]}"#]),
    ],
    flagged: [
      RuleExample(
        "a name is missing",
        options: "all-of: [api.example.com, www.example.com]",
        records: [#"{"name":"api","dnsNames":["api.example.com"]}"#],
        messages: [#"does not state "www.example.com""#]),
      RuleExample(
        "a wildcard covers neither its parent nor two labels",
        options: "all-of: [example.com, eu.api.example.com]",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#],
        messages: [
          #"does not state "example.com""#, #"does not state "eu.api.example.com""#,
        ]),
      RuleExample(
        "a part of a label is no wildcard",
        options: "all-of: api.example.com",
        records: [#"{"name":"api","dnsNames":["a*.example.com"]}"#],
        messages: [#"does not state "api.example.com""#]),
      RuleExample(
        "the policy takes no wildcard for the name",
        options: "all-of: api.example.com\nwildcards-cover: false",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#],
        messages: [#"does not state "api.example.com""#]),
      RuleExample(
        "none of several names is stated",
        options: "any-of: [api.example.com, \"*.api.example.com\"]",
        records: [
          #"{"name":"api","dnsNames":["www.example.com"]}"#, #"{"name":"www","dnsNames":[]}"#,
        ],
        messages: [
          #"states none of "api.example.com", "*.api.example.com""#,
          #"states none of "api.example.com", "*.api.example.com""#,
        ]),
      RuleExample(
        "a forbidden name is stated, and a wildcard covers another",
        options: "none-of: [\"admin*.example.com\", \"**.internal\"]",
        records: [#"{"name":"api","dnsNames":["a.b.internal","*.example.com"]}"#],
        messages: [
          #"states "a.b.internal", which the forbidden "**.internal" matches"#,
          #"states "*.example.com", which covers the forbidden "admin*.example.com""#,
        ]),
      RuleExample(
        "a name is not among those allowed",
        options: "only: \"*.example.com\"",
        records: [#"{"name":"api","dnsNames":["a.example.com","a.example.net"]}"#],
        messages: [#"states "a.example.net", which is none of "*.example.com""#]),
      RuleExample(
        "there are no names",
        options: "only: \"*.example.com\"",
        records: [#"{"name":"api","dnsNames":[]}"#],
        messages: ["states no DNS names"]),
    ])
}

extension String {
  fileprivate static let noNames = "states no DNS names"

  fileprivate static func isMissing(_ pattern: DNSNamePattern) -> String {
    pattern.isLiteral
      ? "does not state \"\(pattern.source)\""
      : "states no name that matches \"\(pattern.source)\""
  }

  fileprivate static func areMissing(_ patterns: [DNSNamePattern]) -> String {
    "states none of \(quoted(patterns))"
  }

  fileprivate static func isForbidden(_ name: String, by pattern: DNSNamePattern) -> String {
    pattern.isLiteral
      ? "states \"\(name)\", which is forbidden"
      : "states \"\(name)\", which the forbidden \"\(pattern.source)\" matches"
  }

  fileprivate static func coversForbidden(_ name: String, _ pattern: DNSNamePattern) -> String {
    "states \"\(name)\", which covers the forbidden \"\(pattern.source)\""
  }

  fileprivate static func isNotAllowed(_ name: String, _ patterns: [DNSNamePattern]) -> String {
    "states \"\(name)\", which is none of \(quoted(patterns))"
  }

  private static func quoted(_ patterns: [DNSNamePattern]) -> String {
    patterns.map { "\"\($0.source)\"" }.joined(separator: ", ")
  }
}
