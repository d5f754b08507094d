import BuiltInRules
import PolicyFiles
import PolicyPacks
import RuleEngine
import Testing

/// The schema of policies says what the loader asks, in the words of the rules.
@Suite struct PolicySchemaTests {
  /// A rule as a plugin describes one, with options that a policy's author could get wrong.
  private static func tag() throws -> RuleDocumentation {
    RuleDocumentation(
      id: "acme/tag", summary: "The owner\u{202E} is a team.", rationale: "Teams renew.",
      citation: "House rule 7",
      options: [
        try DescribedOption("pattern", .text, isRequired: true, "A pattern.").declaration,
        try DescribedOption(
          "tiers", .choices, choices: ["1", "2", "none"], default: .list(["1"]), "Tiers."
        ).declaration,
        try DescribedOption("strict", .flag, default: .text("true"), "A flag.").declaration,
      ], passing: [], flagged: [])
  }

  private static func schema(_ rules: [RuleDocumentation]) -> String {
    PolicySchema(rules: rules, packs: ["baseline", "mtls"]).text
  }

  /// What the schema defines under a name.
  private func definition(_ name: String, in schema: String) throws -> String {
    let lines = schema.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("    \"\(name)\": {") }, "\(schema)")
    let end = try #require(lines[start...].firstIndex { $0 == "    }," || $0 == "    }" })
    return lines[start...end].joined(separator: "\n")
  }

  @Test func aRuleHasItsOptionsAndThoseOfEveryCheck() throws {
    let schema = Self.schema([Window.documentation, try Self.tag()])
    #expect(
      try definition("rule:expiry-window", in: schema) == #"""
            "rule:expiry-window": {
              "description": "Time is left.\n\n\n\nSource: ",
              "type": ["object", "string", "null"],
              "pattern": "^disabled$",
              "examples": ["disabled"],
              "properties": {
                "min-remaining": {
                  "description": "How long must be left. (duration)",
                  "type": ["string", "null"],
                  "pattern": "^[0-9]+[smhdw]$",
                  "default": "30d"
                },
                "max-remaining": {
                  "description": "How long may be left. (duration)",
                  "type": ["string", "null"],
                  "pattern": "^[0-9]+[smhdw]$"
                },
                "base": {
                  "description": "What counts. (one of start, end)",
                  "enum": ["start", "end", null],
                  "default": "end"
                },
                "attempts": {
                  "description": "How often. (whole number)",
                  "type": ["integer", "string", "null"],
                  "minimum": 1,
                  "maximum": 9,
                  "pattern": "^[-+]?[0-9]+$"
                },
                "rule": { "$ref": "#/$defs/key:rule" },
                "severity": { "$ref": "#/$defs/key:severity" },
                "match": { "$ref": "#/$defs/key:match" },
                "except": { "$ref": "#/$defs/key:except" },
                "when": { "$ref": "#/$defs/key:when" },
                "on-unknown": { "$ref": "#/$defs/key:on-unknown" },
                "cite": { "$ref": "#/$defs/key:cite" },
                "docs": { "$ref": "#/$defs/key:docs" }
              },
              "additionalProperties": false
            },
        """#)
    #expect(
      try definition("key:severity", in: schema) == #"""
            "key:severity": {
              "description": "How grave a finding is. (one of error, warning, note)",
              "enum": ["error", "warning", "note", null],
              "default": "error"
            },
        """#)
  }

  @Test func aPluginsRuleIsLikeAnyOther() throws {
    let schema = Self.schema([PrivateKey.documentation, try Self.tag()])
    let tag = try definition("rule:acme/tag", in: schema)
    #expect(tag.contains(#""description": "The owner\u202e is a team.\n\nTeams renew."#))
    // What YAML reads as a number is a word all the same.
    #expect(tag.contains(#""enum": ["1", 1, "2", 2, "none"]"#))
    #expect(tag.contains(#""default": ["1"]"#) && tag.contains(#""default": true"#))
    #expect(schema.contains(##""then": { "$ref": "#/$defs/rule:acme~1tag" }"##))
    // It must be given its pattern, unless a file that is extended may give it.
    let whole = try definition("wholeChecks", in: schema)
    #expect(whole.contains(#""else": { "type": ["object", "string"], "required": ["pattern"] }"#))
    #expect(whole.contains(#""private-key": true"#))
    // Rules of other plugins are let be, and of this one only its own.
    #expect(schema.contains(#""^(?!(acme)/)[a-z0-9-]+/": {"#))
    #expect(Self.schema([PrivateKey.documentation]).contains(#""^[a-z0-9-]+/": {"#))
  }

  @Test func allThatSelectsIsThere() throws {
    let match = try definition("key:match", in: Self.schema([PrivateKey.documentation]))
    for subject in Selector.Subject.all {
      #expect(match.contains("\"\(subject.name)\": {"), "\(subject.name)")
    }
    #expect(match.contains("Who holds the certificate: an account, an organization, a namespace."))
    #expect(!match.contains("notAfter"))
  }

  @Test func packsAreOffered() {
    let schema = Self.schema([PrivateKey.documentation])
    #expect(schema.contains(#""^(?!certgate:)|^(certgate:baseline|certgate:mtls)$""#))
    #expect(schema.contains(#""examples": ["certgate:baseline", "certgate:mtls"]"#))
  }

  @Test func everyOptionOfEveryRuleIsThere() throws {
    let rules = BuiltInRules.all.map { $0.documentation }
    let schema = PolicySchema(rules: rules, packs: PolicyPacks.all.map(\.name)).text
    for rule in rules {
      let definition = try definition("rule:\(rule.id)", in: schema)
      for option in rule.options {
        #expect(
          definition.contains(
            "        \"\(option.name)\": {\n          \"description\": \"\(option.summary)"),
          "\(rule.id) \(option.name)")
      }
    }
    let required = rules.flatMap { rule in
      rule.options.filter(\.isRequired).map { "\(rule.id) \($0.name)" }
    }
    #expect(required == ["expression require"])
  }
}
