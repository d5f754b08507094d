import Patterns
import RuleEngine
import SourceText

/// Reads the cases of a file of tests, and reports all that is wrong with them.
struct PolicyTestReader {
  private static let keys = ["at", "records", "input", "files", "expect"]

  let path: String
  /// Nil if it could not be loaded, which has been reported.
  let policy: Policy?
  var diagnostics: DiagnosticList

  mutating func cases(of header: FileHeader) -> [PolicyTestCase] {
    let now = header["at"].flatMap { time($0.value) }
    guard let value = header["cases"]?.value, !value.isNull else {
      diagnostics.add(
        header.root.error(
          "there are no cases", notes: ["help: each has a title of its own under 'cases:'"]))
      return []
    }
    guard let entries = value.entries else {
      diagnostics.add(
        value.error(
          "expected a mapping, found \(value.found)",
          notes: ["help: each case has a title of its own"]))
      return []
    }
    return entries.compactMap { testCase($0, now: now, isDated: header["at"] != nil) }
  }

  private mutating func testCase(
    _ entry: PlacedEntry, now: Instant?, isDated: Bool
  ) -> PolicyTestCase? {
    guard let members = entry.value.entries else {
      diagnostics.add(
        entry.value.error(
          "expected a mapping, found \(entry.value.found)",
          notes: ["help: a case has \(Self.keys.joined(separator: ", "))"]))
      return nil
    }
    func value(_ name: String) -> PlacedNode? {
      members.first { $0.name == name && !$0.value.isNull }?.value
    }
    for member in members where !Self.keys.contains(member.name) {
      let near = Suggestion.closest(to: member.name, in: Self.keys)
      diagnostics.add(
        member.key.error(
          "unknown key \(quoted(member.name)) for a case", suggestion: near,
          notes: near == nil ? ["help: a case has \(Self.keys.joined(separator: ", "))"] : []))
    }
    if value("at") == nil, !isDated {
      diagnostics.add(
        entry.key.error(
          "the case has no time", notes: ["help: 'at: 2026-01-01' pins it, here or for all cases"]))
    }
    if value("records") == nil, value("files") == nil {
      diagnostics.add(
        entry.key.error(
          "the case has nothing to judge", notes: ["help: give it 'records' or 'files'"]))
    }
    if value("expect") == nil {
      diagnostics.add(
        entry.key.error(
          "the case expects nothing",
          notes: ["help: under 'expect', name checks with 'pass' or what they say"]))
    }
    return PolicyTestCase(
      title: entry.name, location: entry.key.location,
      now: value("at").flatMap { time($0) } ?? now ?? RuleExample.instant,
      records: value("records").map { records($0) } ?? [],
      input: value("input").flatMap { $0.text(&diagnostics) },
      files: value("files").map { files($0) } ?? [],
      expectations: value("expect").map { expectations($0) } ?? [])
  }

  private mutating func time(_ value: PlacedNode) -> Instant? {
    guard let text = value.text(&diagnostics) else { return nil }
    do {
      return try Timestamp(parsing: text).start
    } catch {
      diagnostics.add(
        value.error(
          "\(quoted(text)) is no time: \(error.reason)",
          notes: ["help: write 2026-01-01 or 2026-01-01T12:00:00Z"]))
      return nil
    }
  }

  private mutating func files(_ value: PlacedNode) -> [String] {
    guard value.entries == nil else {
      diagnostics.add(value.error("expected a path or a list of paths, found a mapping"))
      return []
    }
    return value.texts(&diagnostics).map { resolved($0.text, besideFile: path) }
  }

  private mutating func records(_ value: PlacedNode) -> [String] {
    guard let items = value.items else {
      diagnostics.add(
        value.error(
          "expected a list of records, found \(value.found)",
          notes: ["help: such as '- { name: api, notAfter: 2026-06-01 }'"]))
      return []
    }
    if items.isEmpty { diagnostics.add(value.error("the list is empty")) }
    return items.compactMap { item in
      guard item.entries != nil else {
        diagnostics.add(item.error("expected a record, found \(item.found)"))
        return nil
      }
      checkFacts(of: item, in: nil)
      var text: [UInt8] = []
      item.appendJSON(to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// A misspelt fact would be one that the record does not speak of.
  private mutating func checkFacts(of record: PlacedNode, in object: String?) {
    let facts = Fact.allCases.filter { $0.member?.object == object }
    let objects = object == nil ? Set(Fact.allCases.compactMap { $0.member?.object }) : []
    let names = facts.map { $0.member?.name ?? $0.name }
    for entry in record.entries ?? [] {
      if !names.contains(entry.name), !objects.contains(entry.name) {
        let near = Suggestion.closest(to: entry.name, in: names)
        diagnostics.add(
          entry.key.error(
            "unknown fact \(quoted(entry.name))", suggestion: near,
            notes: near == nil ? ["help: facts: \(names.joined(separator: ", "))"] : []))
      } else if entry.value.entries != nil, objects.contains(entry.name) {
        checkFacts(of: entry.value, in: entry.name)
      }
    }
  }

  // MARK: Expectations

  private mutating func expectations(_ value: PlacedNode) -> [PolicyTestCase.Expectation] {
    guard let entries = value.entries else {
      diagnostics.add(
        value.error(
          "expected a mapping, found \(value.found)",
          notes: ["help: such as '{ expiry-window: \"expires in * days*\", status: pass }'"]))
      return []
    }
    let known = policy?.checks.map(\.id)
    return entries.compactMap { entry in
      if let known, !known.contains(entry.name) {
        let near = Suggestion.closest(to: entry.name, in: known)
        diagnostics.add(
          entry.key.error(
            "the policy has no check \(quoted(entry.name))", suggestion: near,
            notes: near == nil ? ["help: checks: \(known.joined(separator: ", "))"] : []))
        return nil
      }
      return outcome(entry.value).map {
        PolicyTestCase.Expectation(
          check: entry.name, outcome: $0, location: entry.key.location)
      }
    }
  }

  private mutating func outcome(
    _ value: PlacedNode
  ) -> PolicyTestCase.Expectation.Outcome? {
    switch value.scalar {
    case "pass"?: return .pass
    case "not-applicable"?: return .notApplicable
    default: break
    }
    guard value.entries == nil, !value.isNull, value.items?.isEmpty != true else {
      diagnostics.add(
        value.error(
          "expected 'pass', 'not-applicable', a message or a list of messages",
          notes: ["help: '*' in a message stands for anything"]))
      return nil
    }
    var patterns: [Pattern] = []
    for text in value.texts(&diagnostics) {
      do {
        patterns.append(try readPattern(text.text, .text, caseSensitive: true))
      } catch {
        diagnostics.add(text.node.error(error))
      }
    }
    return .messages(patterns)
  }
}
