import Patterns
import RuleEngine
import SourceText

/// What `match` or `except` selects by, condition by condition, as files add to it.
struct SelectorDraft {
  private var conditions: [Selector.Condition] = []

  /// Nil if there are no conditions, which is to select everything.
  var selector: Selector? { conditions.isEmpty ? nil : Selector(conditions) }

  /// Lays a file's conditions over those that are here; null takes one, or all, away.
  mutating func merge(_ entry: PlacedEntry, _ diagnostics: inout DiagnosticList) {
    if entry.value.isNull {
      conditions = []
      return
    }
    guard let entries = entry.value.entries else {
      diagnostics.add(
        entry.value.error(
          "expected a mapping, found \(entry.value.found)",
          notes: ["help: name what to select by, such as '\(entry.name): { name: \"edge-*\" }'"]))
      return
    }
    for condition in entries { merge(condition, of: entry.name, &diagnostics) }
  }

  private mutating func merge(
    _ entry: PlacedEntry, of key: String, _ diagnostics: inout DiagnosticList
  ) {
    guard let subject = Selector.Subject.all.first(where: { $0.name == entry.name }) else {
      diagnostics.add(Self.unknown(entry, in: key))
      return
    }
    let patterns = Self.patterns(entry.value, subject, &diagnostics)
    let place = conditions.firstIndex { $0.subject == subject }
    if let place { conditions.remove(at: place) }
    if !patterns.isEmpty {
      conditions.insert(
        Selector.Condition(subject, patterns), at: place ?? conditions.endIndex)
    }
  }

  private static func patterns(
    _ value: PlacedNode, _ subject: Selector.Subject, _ diagnostics: inout DiagnosticList
  ) -> [Pattern] {
    if value.isNull { return [] }
    if value.entries != nil || value.items?.isEmpty == true {
      let found = value.entries == nil ? "an empty list" : "a mapping"
      diagnostics.add(value.error("expected a pattern or a list of patterns, found \(found)"))
      return []
    }
    var patterns: [Pattern] = []
    for text in value.texts(&diagnostics) {
      do {
        patterns.append(try readPattern(text.text, subject.patternKind))
      } catch {
        diagnostics.add(text.node.error(error))
      }
    }
    return patterns
  }

  private static func unknown(_ entry: PlacedEntry, in key: String) -> Diagnostic {
    let names = Selector.Subject.all.map(\.name)
    let help = "help: '\(key)' selects by \(names.joined(separator: ", "))"
    if let fact = Fact(named: entry.name) {
      return entry.key.error(
        "'\(key)' cannot select by '\(fact.name)', which is not text", notes: [help])
    }
    let suggestion = Suggestion.closest(to: entry.name, in: names)
    return entry.key.error(
      "unknown fact \(quoted(entry.name)) in '\(key)'", suggestion: suggestion,
      notes: suggestion == nil ? [help] : [])
  }
}
