import RuleEngine
import SourceText

/// What the files read so far say of one check.
struct CheckDraft {
  private static let severity = Option.choice(
    CheckKey.severity.rawValue, of: [Severity.error, .warning, .note], default: .error,
    CheckKey.severity.summary)
  private static let when = Option<RecordExpression?>.condition(
    CheckKey.when.rawValue, CheckKey.when.summary)
  private static let onUnknown = Option.choice(
    CheckKey.onUnknown.rawValue, of: Check.OnUnknown.allCases, default: .fail,
    CheckKey.onUnknown.summary)
  private static let cite = Option.text(CheckKey.cite.rawValue, CheckKey.cite.summary)
  private static let docs = Option.text(CheckKey.docs.rawValue, CheckKey.docs.summary)

  /// The keys of every check that are read as options are.
  static let commonOptions = [
    severity.declaration, when.declaration, onUnknown.declaration, cite.declaration,
    docs.declaration,
  ]

  let id: String
  /// Nil if the rule that is named is not known, which has been reported if it is a mistake.
  let rule: RuleDefinition?
  /// Where the check got its rule.
  let rulePlace: PlacedNode
  /// The plugin its rule is of, if nobody could say what the rule is.
  let silentPlugin: String?
  /// Where the check was last spoken of.
  var place: PlacedNode
  var isDisabled = false
  /// Whether nothing that was said of the check is an error.
  var isSound = true

  /// By option, what was written last, and where; the common choices among them.
  private var inputs: [String: (input: OptionInput, value: PlacedNode)] = [:]
  private var match = SelectorDraft()
  private var except = SelectorDraft()

  init(
    id: String, rule: RuleDefinition?, rulePlace: PlacedNode, silentPlugin: String?,
    place: PlacedNode
  ) {
    self.id = id
    self.rule = rule
    self.rulePlace = rulePlace
    self.silentPlugin = silentPlugin
    self.place = place
  }

  /// Lays one key of a file over what is here; null is the default.
  mutating func merge(_ entry: PlacedEntry, _ diagnostics: inout DiagnosticList) {
    switch CheckKey(rawValue: entry.name) {
    case .rule?: break
    case .match?: match.merge(entry, &diagnostics)
    case .except?: except.merge(entry, &diagnostics)
    case .severity?, .when?, .onUnknown?, .cite?, .docs?:
      if let option = Self.commonOptions.first(where: { $0.name == entry.name }) {
        merge(entry, as: option, &diagnostics)
      }
    case nil where CheckKey.planned.contains(entry.name):
      diagnostics.add(entry.key.error("'\(entry.name)' is not supported by this version"))
    case nil:
      guard let documentation = rule?.documentation else { return }
      if let option = documentation.options.first(where: { $0.name == entry.name }) {
        merge(entry, as: option, &diagnostics)
      } else {
        diagnostics.add(Self.unknown(entry, documentation))
      }
    }
  }

  private mutating func merge(
    _ entry: PlacedEntry, as option: OptionDeclaration, _ diagnostics: inout DiagnosticList
  ) {
    let value = entry.value
    inputs[option.name] = nil
    if value.isNull { return }
    guard let input = Self.input(value, option, &diagnostics) else { return }
    do {
      try option.check(input)
      inputs[option.name] = (input, value)
    } catch {
      guard error.element != nil, case .list(let texts) = input, let items = value.items else {
        for fault in [error] + error.others { diagnostics.add(value.error(fault)) }
        return
      }
      // A check ends at the first element that is wrong; each is held up by itself.
      for (text, item) in zip(texts, items) {
        do {
          try option.check(.text(text))
        } catch {
          diagnostics.add(item.error(error))
        }
      }
    }
  }

  private static func input(
    _ value: PlacedNode, _ option: OptionDeclaration, _ diagnostics: inout DiagnosticList
  ) -> OptionInput? {
    if let scalar = value.scalar { return .text(scalar) }
    guard let items = value.items else {
      diagnostics.add(
        value.error(
          "expected text, found a mapping",
          notes: ["help: '\(option.name)' takes: \(option.syntax)"]))
      return nil
    }
    let texts = value.texts(&diagnostics)
    return texts.count == items.count ? .list(texts.map(\.text)) : nil
  }

  private static func unknown(
    _ entry: PlacedEntry, _ documentation: RuleDocumentation
  ) -> Diagnostic {
    let own = documentation.options.map(\.name)
    let suggestion = Suggestion.closest(to: entry.name, in: own + CheckKey.names)
    var notes: [String] = []
    if suggestion == nil {
      notes =
        own.isEmpty
        ? ["help: rule '\(documentation.id)' has no options of its own"]
        : ["help: options of '\(documentation.id)': \(own.joined(separator: ", "))"]
      notes.append("help: options of every check: \(CheckKey.names.joined(separator: ", "))")
    }
    return entry.key.error(
      "unknown option \(quoted(entry.name)) for rule '\(documentation.id)'",
      suggestion: suggestion, notes: notes)
  }

  /// The check, or nil if its rule cannot live with its options, which is then reported.
  func check(_ diagnostics: inout DiagnosticList) -> Check? {
    guard let rule else { return nil }
    do {
      let options = Options(inputs.mapValues(\.input))
      return Check(
        id: id, rule: try rule.configured(by: options), severity: try options[Self.severity],
        onUnknown: try options[Self.onUnknown], match: match.selector, except: except.selector,
        conditions: try options[Self.when].map { [$0] } ?? [], cite: try options[Self.cite],
        docs: try options[Self.docs], location: place.location)
    } catch {
      if let value = error.option.flatMap({ inputs[$0]?.value }) {
        diagnostics.add(located(error, at: value))
      } else {
        diagnostics.add(place.error(error.message, suggestion: error.suggestion))
      }
      return nil
    }
  }

  /// An error at an option, which an extending file may have made wrong by what it says itself.
  private func located(_ error: OptionError, at value: PlacedNode) -> Diagnostic {
    var diagnostic = value.error(error)
    if value.location.path != place.location.path {
      diagnostic.notes.append("note: the check is changed at \(place.location)")
    }
    return diagnostic
  }
}
