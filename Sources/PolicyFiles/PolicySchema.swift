import Patterns
import RuleEngine

/// The JSON Schema (draft 2020-12) of policy files, by which editors complete and check them.
///
/// What several files say together it cannot know: where a file extends others, options that must be
/// given may be given there, and so may the rule of a check.
package struct PolicySchema {
  private let rules: [RuleDocumentation]
  private let packs: [String]
  /// The plugins whose rules are known.
  private let plugins: [String]

  /// - Parameters:
  ///   - rules: all that policies can use; those of a plugin begin with its name and a slash.
  ///   - packs: the names of the policies that ship.
  package init(rules: [RuleDocumentation], packs: [String]) {
    self.rules = rules
    self.packs = packs
    plugins = Set(rules.compactMap { PluginMerge.plugin(ofRule: $0.id) }).sorted()
  }

  package var text: String {
    var text: [UInt8] = []
    schema.append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static let idPattern = "^[a-z0-9-]+$"

  private var schema: JSONTree {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "certgate policy",
      "description": "Which certificates are in order, in the language of certgate, version 1.",
      "type": "object",
      "required": ["certgate", "policy"],
      "properties": .object(
        [("certgate", ["description": "The language's version.", "enum": [1, "1"]])]
          + PolicyKey.allCases.map { ($0.rawValue, described($0.summary, top($0))) }),
      "additionalProperties": false,
      "if": ["required": ["extends"], "properties": ["extends": ["not": ["type": "null"]]]],
      "else": [
        "required": ["rules"], "properties": ["rules": ["$ref": "#/$defs/wholeChecks"]],
      ],
      "$defs": .object(
        [
          ("checkWithID", checkWithID), ("namesItsRule", namesItsRule),
          ("wholeChecks", wholeChecks), ("wholeCheck", wholeCheck),
        ] + CheckKey.allCases.map { ("key:\($0.rawValue)", value(of: $0)) }
          + rules.map { ("rule:\($0.id)", check(of: $0)) }),
    ]
  }

  private func described(_ summary: String, _ schema: JSONTree) -> JSONTree {
    ["description": .text(summary)] + schema
  }

  // MARK: The top

  private func top(_ key: PolicyKey) -> JSONTree {
    switch key {
    case .policy: ["type": ["string", "integer"], "pattern": .text(Self.idPattern)]
    case .version: ValueSchema.text
    case .extends: extends
    case .plugins:
      [
        "type": ["object", "null"], "propertyNames": ["pattern": .text(Self.idPattern)],
        "additionalProperties": [
          "type": ["object", "null"],
          "properties": .object(
            PluginKey.allCases.map { ($0.rawValue, plugin($0)) }),
          "additionalProperties": false,
        ],
      ]
    case .rules:
      [
        "type": ["object", "null"],
        "properties": .object(rules.map { ($0.id, checkNamed(for: $0)) }),
        "patternProperties": .object([(ofOtherPlugins, commonKeys)]),
        "additionalProperties": ["$ref": "#/$defs/checkWithID"],
      ]
    }
  }

  private var extends: JSONTree {
    let names = packs.map { "certgate:\($0)" }
    let reference: JSONTree = [
      "minLength": 1, "pattern": .text("^(?!certgate:)|^(\(names.joined(separator: "|")))$"),
      "examples": .texts(names),
    ]
    return ["type": ["string", "array", "null"]] + reference
      + ["items": ["type": "string"] + reference]
  }

  private func plugin(_ key: PluginKey) -> JSONTree {
    switch key {
    case .command:
      described(
        key.summary,
        ["type": ["string", "array"], "minItems": 1, "items": ValueSchema.element])
    case .sha256:
      described(key.summary, ["type": ["string", "null"], "pattern": "^[0-9A-Fa-f]{64}$"])
    case .timeout: ValueSchema.of(PluginDraft.timeout.declaration)
    }
  }

  // MARK: Checks

  private func check(of rule: RuleDocumentation) -> JSONTree {
    let reason = [rule.summary, rule.rationale, "Source: \(rule.citation)"]
    return described(
      reason.joined(separator: "\n\n"),
      [
        "type": ["object", "string", "null"], "pattern": "^disabled$", "examples": ["disabled"],
        "properties": .object(
          rule.options.map { ($0.name, ValueSchema.of($0)) } + Self.commonProperties),
        "additionalProperties": false,
      ])
  }

  private static let commonProperties: [(name: String, value: JSONTree)] =
    CheckKey.names.map { ($0, ["$ref": .text("#/$defs/key:\($0)")]) }

  private func value(of key: CheckKey) -> JSONTree {
    switch key {
    case .rule:
      described(
        key.summary,
        [
          "type": ["string", "null"],
          "if": ["type": "string", "pattern": .text(ofOtherPlugins)], "then": true,
          "else": ["enum": .list(rules.map { .text($0.id) } + [.null])],
        ])
    case .match, .except:
      described(
        key.summary,
        [
          "type": ["object", "null"],
          "properties": .object(
            Selector.Subject.all.map { ($0.name, described($0.summary, ValueSchema.texts)) }),
          "additionalProperties": false,
        ])
    case .severity, .when, .onUnknown, .cite, .docs:
      CheckDraft.commonOptions.first { $0.name == key.rawValue }.map(ValueSchema.of) ?? true
    }
  }

  /// A check under the name of a rule, which it is of unless it names another.
  private func checkNamed(for rule: RuleDocumentation) -> JSONTree {
    [
      "if": ["$ref": "#/$defs/namesItsRule"], "then": ["$ref": "#/$defs/checkWithID"],
      "else": reference(to: rule),
    ]
  }

  private func reference(to rule: RuleDocumentation) -> JSONTree {
    ["$ref": .text("#/$defs/rule:\(rule.id.replacing("/", with: "~1"))")]
  }

  private let namesItsRule: JSONTree = [
    "type": "object", "required": ["rule"], "properties": ["rule": ["type": "string"]],
  ]

  private func isOf(_ rule: RuleDocumentation) -> JSONTree {
    [
      "type": "object", "required": ["rule"], "properties": ["rule": ["const": .text(rule.id)]],
    ]
  }

  /// What is known of a check whose rule is not: of a plugin that was not asked.
  private var commonKeys: JSONTree {
    [
      "type": ["object", "string", "null"], "pattern": "^disabled$", "examples": ["disabled"],
      "properties": .object(Self.commonProperties),
    ]
  }

  /// A check under an id of its own.
  private var checkWithID: JSONTree {
    commonKeys
      + ["allOf": .list(rules.map { ["if": isOf($0), "then": reference(to: $0)] })]
  }

  /// The names of rules of plugins that were not asked.
  private var ofOtherPlugins: String {
    let known = plugins.isEmpty ? "" : "(?!(\(plugins.joined(separator: "|")))/)"
    return "^\(known)[a-z0-9-]+/"
  }

  // MARK: Files that build on no other

  /// What must stand in the file itself, because there is nothing else it could come from.
  private var wholeChecks: JSONTree {
    [
      "type": "object", "minProperties": 1,
      "properties": .object(
        rules.map { rule in
          let names = Self.requiredOptions(of: rule)
          guard !names.isEmpty else { return (rule.id, true) }
          return (
            rule.id,
            [
              "if": ["$ref": "#/$defs/namesItsRule"], "then": ["$ref": "#/$defs/wholeCheck"],
              "else": ["type": ["object", "string"], "required": .texts(names)],
            ]
          )
        }),
      "patternProperties": .object([(ofOtherPlugins, .flag(true))]),
      "additionalProperties": [
        "type": ["object", "string"], "required": ["rule"],
        "properties": ["rule": ["type": "string"]], "allOf": [["$ref": "#/$defs/wholeCheck"]],
      ],
    ]
  }

  private var wholeCheck: JSONTree {
    let conditions: [JSONTree] = rules.compactMap { rule in
      let names = Self.requiredOptions(of: rule)
      return names.isEmpty ? nil : ["if": isOf(rule), "then": ["required": .texts(names)]]
    }
    return conditions.isEmpty ? true : ["allOf": .list(conditions)]
  }

  private static func requiredOptions(of rule: RuleDocumentation) -> [String] {
    rule.options.filter(\.isRequired).map(\.name)
  }
}
