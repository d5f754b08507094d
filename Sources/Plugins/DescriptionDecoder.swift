import RuleEngine
import SourceText

/// Reads what a plugin says of itself, and notes all that breaches the protocol.
struct DescriptionDecoder {
  /// Names that no option of a rule can have.
  private static let commonOptions = CheckKey.planned.union(CheckKey.names)

  private(set) var faults: [String] = []

  /// The description; half of one where there are faults.
  mutating func description(_ value: WireValue) -> PluginDescription {
    var object = WireObject(
      value, name: "the description", known: ["protocol", "name", "version", "rules"])
    if let version = object.requiredCount("protocol"), version != PluginProtocol.version {
      // Every other member may mean something else in it.
      faults = [
        "it speaks version \(version) of the protocol, and this certgate speaks version"
          + " \(PluginProtocol.version)"
      ]
      return PluginDescription(name: "", version: "", rules: [])
    }
    let name = object.requiredText("name")
    let version = object.requiredText("version")
    let values = object.list("rules")
    if object["rules"] == nil || values.isEmpty { object.note("has no rules") }
    faults += object.faults
    var rules: [PluginRule] = []
    for (index, value) in values.enumerated() {
      let rule = rule(value, number: index + 1, citation: "\(name) \(version)")
      if rules.contains(where: { $0.id == rule.id }) {
        faults.append("there are two rules '\(rule.id)'")
      }
      rules.append(rule)
    }
    return PluginDescription(name: name, version: version, rules: rules)
  }

  private mutating func rule(_ value: WireValue, number: Int, citation: String) -> PluginRule {
    var object = WireObject(
      value, name: "rule \(number)",
      known: [
        "id", "summary", "rationale", "cite", "needs", "requires", "options", "passing", "flagged",
      ])
    let id = object.requiredText("id")
    if !id.isEmpty { object.name = "rule '\(id)'" }
    if !Self.isID(id) { object.note("has an id that is not made of a-z, 0-9 and '-'") }
    let summary = object.requiredText("summary")
    let rationale = object.requiredText("rationale")
    let needs = needs(&object)
    let options = object.list("options").compactMap { option($0, of: &object) }
    let names = options.map(\.declaration.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      object.note("has two options '\(name)'")
    }
    let rule = PluginRule(
      id: id, summary: summary, rationale: rationale,
      citation: object.text("cite") ?? citation, needs: needs,
      requirement: object.text("requires") ?? Self.phrase(summary), options: options,
      passing: examples("passing", of: &object), flagged: examples("flagged", of: &object))
    for example in rule.flagged where example.example.messages.isEmpty {
      object.note("has a flagged example '\(example.example.title)' without messages")
    }
    for example in rule.passing where !example.example.messages.isEmpty {
      object.note("has a passing example '\(example.example.title)' with messages")
    }
    faults += object.faults
    return rule
  }

  private func needs(_ object: inout WireObject) -> [Fact] {
    object.texts("needs").compactMap { name in
      if let fact = Fact(named: name) { return fact }
      let near = Suggestion.closest(to: name, in: Fact.allCases.map(\.name))
      object.note(
        "needs '\(name)', which is no fact" + (near.map { "; did you mean '\($0)'?" } ?? ""))
      return nil
    }
  }

  private func option(_ value: WireValue, of rule: inout WireObject) -> DescribedOption? {
    var object = WireObject(
      value, name: "an option of \(rule.name)",
      known: ["name", "type", "summary", "default", "required", "choices"])
    defer { rule.take(object) }
    let name = object.requiredText("name")
    if !name.isEmpty { object.name = "option '\(name)' of \(rule.name)" }
    if !Self.isID(name) { object.note("has a name that is not made of a-z, 0-9 and '-'") }
    if Self.commonOptions.contains(name) { object.note("has the name of an option of every check") }
    let type = object.requiredText("type")
    let kinds = DescribedOption.Kind.allCases.map(\.rawValue)
    let kind = DescribedOption.Kind(rawValue: type)
    if kind == nil, !type.isEmpty {
      let near = Suggestion.closest(to: type, in: kinds)
      object.note(
        "has the type '\(type)', which is none of \(kinds.joined(separator: ", "))"
          + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let summary = object.requiredText("summary")
    let choices = object.texts("choices")
    let isChoice = kind == .choice || kind == .choices
    if isChoice, choices.isEmpty { object.note("has no choices") }
    if !isChoice, !choices.isEmpty { object.note("has choices and is no choice") }
    let isRequired = object.flag("required")
    let fallback = object["default"].flatMap(\.optionInput)
    if object["default"] != nil, fallback == nil {
      object.note("has a default that is neither text, number, true, false nor a list of those")
    }
    if isRequired, fallback != nil { object.note("is required and has a default") }
    guard let kind, object.faults.isEmpty else { return nil }
    do {
      return try DescribedOption(
        name, kind, choices: choices, default: fallback, isRequired: isRequired, summary)
    } catch {
      object.note("has a default that it does not accept: \(error.message)")
      return nil
    }
  }

  private func examples(_ member: String, of rule: inout WireObject) -> [PluginRule.Example] {
    var examples: [PluginRule.Example] = []
    for value in rule.list(member) {
      var object = WireObject(
        value, name: "an example of \(rule.name)",
        known: ["title", "options", "records", "messages"])
      let title = object.requiredText("title")
      var inputs: [String: OptionInput] = [:]
      var lines: [String] = []
      switch object["options"] {
      case .object(let members)?:
        for member in members {
          inputs[member.name] = member.value.optionInput
          lines.append("\(member.name): \(member.value.json)")
        }
      case nil: break
      case let other?: object.note("has \(other.kindName) for 'options', which must be an object")
      }
      let records = object.list("records")
      if records.isEmpty { object.note("has no records") }
      for case let record in records {
        if case .object = record { continue }
        object.note("has a record that is \(record.kindName), not an object")
      }
      examples.append(
        PluginRule.Example(
          example: RuleExample(
            title, options: lines.joined(separator: "\n"), records: records.map(\.json),
            messages: object.texts("messages")),
          inputs: inputs))
      rule.take(object)
    }
    return examples
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
    }
  }

  /// A sentence as a phrase: without its period.
  private static func phrase(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}

extension WireValue {
  /// The value as a policy would write it for an option; nil if it could not.
  fileprivate var optionInput: OptionInput? {
    if case .list(let elements) = self {
      let texts = elements.compactMap(\.scalar)
      return texts.count == elements.count ? .list(texts) : nil
    }
    return scalar.map { .text($0) }
  }

  private var scalar: String? {
    switch self {
    case .text(let text): text
    case .number(let digits): digits
    case .flag(let flag): String(flag)
    case .null, .list, .object: nil
    }
  }
}
