import PolicyFiles
import RuleEngine
import SourceText
import Testing

/// A rule with a duration, one of a few words and a whole number.
struct Window: RecordRule {
  enum Base: String, Choice, CaseIterable { case start, end }

  static let min = Option.duration("min-remaining", default: "30d", "How long must be left.")
  static let max = Option.duration("max-remaining", "How long may be left.")
  static let base = Option.choice("base", of: Base.allCases, default: .end, "What counts.")
  static let attempts = Option<Int?>.count("attempts", in: 1...9, "How often.")
  static let documentation = RuleDocumentation(
    id: "expiry-window", summary: "Time is left.", rationale: "", citation: "",
    options: [min.declaration, max.declaration, base.declaration, attempts.declaration],
    passing: [], flagged: [])

  let needs: [Fact] = [.notAfter]
  let requirement: String

  init(options: Options) throws(OptionError) {
    let (min, max) = (try options[Self.min], try options[Self.max])
    if let max, max < min {
      throw OptionError("the maximum is less than the minimum of \(min)", option: "max-remaining")
    }
    let attempts = try options[Self.attempts]
    requirement =
      "\(min)..\(max.map(\.description) ?? "") of \(try options[Self.base])"
      + (attempts.map { ", \($0) times" } ?? "")
  }

  func judge(_ record: CertificateRecord, at now: Instant, _ findings: inout Findings) {}
}

/// A rule with lists of patterns, of which it must have one.
struct Names: RecordRule {
  static let allow = Option.patterns("allow", .dnsName, "Names that must be there.")
  static let deny = Option.patterns("deny", .text, "Names that must not.")
  static let exact = Option.flag("case-sensitive", default: false, "Whether case counts.")
  static let documentation = RuleDocumentation(
    id: "names", summary: "Names fit.", rationale: "", citation: "",
    options: [allow.declaration, deny.declaration, exact.declaration], passing: [], flagged: [])

  let needs: [Fact] = [.dnsNames]
  let requirement: String

  init(options: Options) throws(OptionError) {
    let (allow, deny) = (try options[Self.allow], try options[Self.deny])
    if allow.isEmpty, deny.isEmpty { throw OptionError("one of allow and deny must be given") }
    requirement = "allow \(allow.map(\.source)), deny \(deny.map(\.source))"
  }

  func judge(_ record: CertificateRecord, at now: Instant, _ findings: inout Findings) {}
}

/// A rule without options.
struct PrivateKey: RecordRule {
  static let documentation = RuleDocumentation(
    id: "private-key", summary: "No key is here.", rationale: "", citation: "", passing: [],
    flagged: [])

  let needs: [Fact] = [.exposesPrivateKey]
  let requirement = "no key"

  init(options: Options) {}

  func judge(_ record: CertificateRecord, at now: Instant, _ findings: inout Findings) {}
}

struct NoSuchFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "cannot open \(path): no such file or directory" }
}

let packs = [
  "baseline": "certgate: 1\npolicy: baseline\nrules: { private-key: }\n",
  "mtls": "certgate: 1\npolicy: mtls\nextends: certgate:baseline\nrules: { expiry-window: }\n",
]

/// Loads `policy.yaml` of some files, which are also all that exists beside the two packs.
func load(
  _ files: [String: String], _ reference: String = "policy.yaml"
) -> (policy: Policy?, diagnostics: [Diagnostic]) {
  let loader = PolicyLoader(
    rules: [Window.self, Names.self, PrivateKey.self],
    packs: packs.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) },
    readFile: { path in
      guard let text = files[path] else { throw NoSuchFile(path: path) }
      return Array(text.utf8)
    })
  return loader.load(reference)
}

/// All that is wrong with `policy.yaml`, as it is printed; checks that there is a policy otherwise.
func problems(in files: [String: String], _ reference: String = "policy.yaml") -> String {
  let (policy, diagnostics) = load(files, reference)
  if policy == nil, diagnostics.isEmpty { return "no policy and no reason" }
  if policy != nil, !diagnostics.isEmpty { return "a policy in spite of errors" }
  return diagnostics.map { $0.rendered() }.joined(separator: "\n")
}

/// Expects what is said of `policy.yaml`, exactly as it is printed.
func expect(
  _ files: [String: String], _ reference: String = "policy.yaml", says expected: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  #expect(problems(in: files, reference) == expected, sourceLocation: sourceLocation)
}

func expect(
  _ policy: String, says expected: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  expect(["policy.yaml": policy], says: expected, sourceLocation: sourceLocation)
}

/// A policy's checks, a line each: id, rule, severity, what it asks, and what else is not default.
func checks(of files: [String: String], _ reference: String = "policy.yaml") -> [String] {
  let (policy, diagnostics) = load(files, reference)
  guard let policy else { return diagnostics.map { $0.rendered() } }
  return policy.checks.map { check in
    var line = "\(check.id) \(check.documentation.id) \(check.severity): \(check.rule.requirement)"
    if check.onUnknown != .fail { line += " on-unknown \(check.onUnknown)" }
    for (name, selector) in [("match", check.match), ("except", check.except)] {
      for condition in selector?.conditions ?? [] {
        line += " \(name) \(condition.subject.name) \(condition.patterns.map(\.source))"
      }
    }
    if let cite = check.cite { line += " cite \(cite)" }
    if let docs = check.docs { line += " docs \(docs)" }
    return line
  }
}

/// A policy with the given lines under `rules:`, which is on line 3.
func policy(_ rules: String) -> String {
  "certgate: 1\npolicy: p\nrules:\n\(rules)\n"
}
