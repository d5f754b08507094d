import RuleEngine

/// Which values editors accept for an option: what the option's own text reader does, as far as a
/// JSON Schema can say it of a scalar that YAML has typed.
///
/// A text may come as a number or a flag, and null is the default, as in policies. What is said of
/// one type does not touch the others, so that each value has its one clear complaint.
enum ValueSchema {
  /// An option with its documentation.
  static func of(_ option: OptionDeclaration) -> JSONTree {
    var schema: JSONTree = ["description": .text("\(option.summary) (\(option.syntax))")]
    schema = schema + of(option.form)
    if let fallback = option.fallback {
      schema = schema + ["default": value(fallback, option.form)]
    }
    return schema
  }

  static let text: JSONTree = ["type": ["string", "number", "boolean", "null"]]
  /// An element of a list, which null is not.
  static let element: JSONTree = ["type": ["string", "number", "boolean"]]
  static let texts: JSONTree = [
    "type": ["string", "number", "boolean", "array", "null"], "minItems": 1, "items": element,
  ]

  static func of(_ form: OptionForm) -> JSONTree {
    switch form {
    case .text: text
    case .texts: texts
    case .duration: ["type": ["string", "null"], "pattern": "^[0-9]+[smhdw]$"]
    case .fraction:
      [
        "type": ["string", "number", "null"], "exclusiveMinimum": 0, "exclusiveMaximum": 1,
        "pattern": #"^([0-9]+/[0-9]+|[0-9]+%|0\.[0-9]+)$"#,
      ]
    case .flag: ["type": ["boolean", "string", "null"], "pattern": "^(true|false)$"]
    case .count(let range):
      [
        "type": ["integer", "string", "null"], "minimum": .number(range.lowerBound),
        "maximum": .number(range.upperBound), "pattern": "^[-+]?[0-9]+$",
      ]
    case .choice(let words): ["enum": .list(words.flatMap(spellings) + [.null])]
    case .choices(let words):
      [
        "type": ["string", "number", "boolean", "array", "null"],
        "if": ["type": ["array", "null"]],
        "then": ["minItems": 1, "items": ["enum": .list(words.flatMap(spellings))]],
        "else": ["enum": .list(words.flatMap(spellings))],
      ]
    }
  }

  /// A word as it stands, and as YAML types it where that is no text.
  private static func spellings(_ word: String) -> [JSONTree] {
    switch word {
    case "true", "false": [.text(word), .flag(word == "true")]
    default: Int(word).map { [.text(word), .number($0)] } ?? [.text(word)]
    }
  }

  /// A default as one would write it.
  private static func value(_ input: OptionInput, _ form: OptionForm) -> JSONTree {
    switch (input, form) {
    case (.list(let texts), _): .texts(texts)
    case (.text(let text), .count): Int(text).map { .number($0) } ?? .text(text)
    case (.text(let text), .flag): .flag(text == "true")
    case (.text(let text), _): .text(text)
    }
  }
}
