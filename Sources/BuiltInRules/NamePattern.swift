import Patterns
import RuleEngine
import SourceText

/// Asks that names follow a convention.
struct NamePattern: RecordRule {
  private static let fact = Option<Fact>.choice(
    "fact", of: Fact.allCases.filter { [.text, .texts].contains($0.kind) }, default: .name,
    "What is judged; of a list, each element.")
  private static let allow = Option.patterns(
    "allow", .text, "Patterns of which one must match.")
  private static let deny = Option.patterns(
    "deny", .text, "Patterns of which none may match.")

  private let fact: Fact
  private var allowed: [Pattern]
  private var denied: [Pattern]

  init(options: Options) throws(OptionError) {
    fact = try options[Self.fact]
    allowed = try options[Self.allow]
    denied = try options[Self.deny]
    if allowed.isEmpty && denied.isEmpty {
      throw OptionError("allow or deny must be given: without them nothing is asked")
    }
  }

  var needs: [Fact] { [fact] }

  var separate: NamePattern {
    var rule = self
    rule.allowed = allowed.map { Pattern(copying: $0) }
    rule.denied = denied.map { Pattern(copying: $0) }
    return rule
  }

  var requirement: String {
    let clauses = [
      allowed.isEmpty ? nil : "matches one of \(allowed.quoted)",
      denied.isEmpty ? nil : "matches none of \(denied.quoted)",
    ]
    return "\(fact.name) \(clauses.compactMap { $0 }.joined(separator: " and "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let isList = fact.kind == .texts
    try record.forEachText(of: fact) { index, bytes in
      let denial = denied.first { $0.matches(bytes) }
      guard denial != nil || !isAllowed(bytes) else { return }
      let text = String(copying: bytes)
      findings.full(
        denial.map { .isDenied(fact, text, by: $0) } ?? .isNotAllowed(fact, text, by: allowed),
        key: isList ? text : nil, evidence: .init(fact, element: isList ? index : nil))
    }
  }

  private func isAllowed(_ text: Span<UInt8>) -> Bool {
    allowed.isEmpty || allowed.contains { $0.matches(text) }
  }
}

extension NamePattern {
  static let documentation = RuleDocumentation(
    id: "name-pattern",
    summary: "Names follow the patterns that are allowed, and none that is denied.",
    rationale: """
      A convention for names tells who owns a certificate and what it is for without asking, and \
      keeps tests and leftovers out of production. Globs ignore case and their `*` stands for any \
      characters; a regular expression between slashes heeds case unless it ends in `/i`, and \
      matches anywhere unless it is anchored with `^` and `$`.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (Inventory; Subject DN and SAN Contents)
      """,
    options: [fact.declaration, allow.declaration, deny.declaration],
    passing: [
      RuleExample(
        "the name has an allowed prefix, in any case",
        options: "allow: [\"payments-*\", \"identity-*\"]",
        records: [#"{"name":"payments-api"}"#, #"{"name":"Identity-Login"}"#]),
      RuleExample(
        "the name matches a regular expression",
        options: "allow: \"/^[a-z]+-[0-9]+$/\"",
        records: [#"{"name":"edge-12"}"#]),
      RuleExample(
        "the name matches nothing that is denied",
        options: "deny: [\"test*\", \"*-old\"]",
        records: [#"{"name":"payments-api"}"#]),
      RuleExample(
        "each of the users matches",
        options: "fact: usedBy\nallow: \"*.example.com\"",
        records: [#"{"name":"api","usedBy":["a.example.com","b.c.example.com"]}"#]),
    ],
    flagged: [
      RuleExample(
        "the name has no allowed prefix",
        options: "allow: [\"payments-*\", \"identity-*\"]",
        records: [#"{"name":"api"}"#],
        messages: [#"name "api" matches none of "payments-*", "identity-*""#]),
      RuleExample(
        "the name is denied",
        options: "allow: \"*-api\"\ndeny: [\"test*\", \"*-old\"]",
        records: [#"{"name":"test-api"}"#],
        messages: [#"name "test-api" matches "test*", which is denied"#]),
      RuleExample(
        "a regular expression heeds case",
        options: "allow: \"/^[a-z]+-[0-9]+$/\"",
        records: [#"{"name":"Edge-12"}"#],
        messages: [#"name "Edge-12" matches none of "/^[a-z]+-[0-9]+$/""#]),
      RuleExample(
        "two elements of a list do not match",
        options: "fact: dnsNames\nallow: \"*.example.com\"",
        records: [
          #"{"name":"api","dnsNames":["a.example.com","a.example.net","a.example.org"]}"#
        ],
        messages: [
          #"dnsNames element "a.example.net" matches none of "*.example.com""#,
          #"dnsNames element "a.example.org" matches none of "*.example.com""#,
        ]),
    ])
}

extension String {
  fileprivate static func isDenied(_ fact: Fact, _ text: String, by pattern: Pattern) -> String {
    "\(subject(fact, text)) matches \"\(pattern)\", which is denied"
  }

  fileprivate static func isNotAllowed(
    _ fact: Fact, _ text: String, by patterns: [Pattern]
  ) -> String {
    "\(subject(fact, text)) matches none of \(patterns.quoted)"
  }

  private static func subject(_ fact: Fact, _ text: String) -> String {
    "\(fact.name)\(fact.kind == .texts ? " element" : "") \"\(text)\""
  }
}
