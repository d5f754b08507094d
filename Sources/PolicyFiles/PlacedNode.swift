import Documents
import RuleEngine
import SourceText

/// A node of a file together with the file, so that it can be pointed at wherever it has got to.
struct PlacedNode {
  let node: YAMLNode
  let document: YAMLDocument

  init(_ node: YAMLNode, in document: YAMLDocument) {
    self.node = node
    self.document = document
  }

  var location: SourceLocation {
    SourceLocation(path: document.path, line: node.line, column: node.column)
  }

  /// What is here, as messages name it.
  var found: String { node.isNull ? "nothing" : node.kindName }

  var isNull: Bool { node.isNull }
  var scalar: String? { node.scalar }

  var items: [PlacedNode]? {
    node.items?.map { PlacedNode($0, in: document) }
  }

  var entries: [PlacedEntry]? {
    node.entries?.map {
      PlacedEntry(key: PlacedNode($0.key, in: document), value: PlacedNode($0.value, in: document))
    }
  }

  /// The text that must stand here.
  func text(_ diagnostics: inout DiagnosticList) -> String? {
    if let scalar, !isNull { return scalar }
    diagnostics.add(error("expected text, found \(found)"))
    return nil
  }

  /// The texts of a list, or of a single text; those that are none are reported and left out.
  func texts(_ diagnostics: inout DiagnosticList) -> [PlacedText] {
    (items ?? [self]).compactMap { element in
      element.text(&diagnostics).map { PlacedText(text: $0, node: element) }
    }
  }

  /// An error about all that stands here.
  func error(_ message: String, suggestion: String? = nil, notes: [String] = []) -> Diagnostic {
    let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return document.diagnostic(message + hint, at: node, notes: notes)
  }

  /// An error about an option whose value stands here: about the element and the part it names.
  func error(_ error: OptionError) -> Diagnostic {
    if let index = error.element, let items, items.indices.contains(index) {
      var inElement = error
      inElement.element = nil
      return items[index].error(inElement)
    }
    guard let range = error.range else {
      return self.error(error.message, suggestion: error.suggestion)
    }
    let hint = error.suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return document.diagnostic(error.message + hint, at: range, of: node)
  }
}

/// A key of a mapping and its value.
struct PlacedEntry {
  let key: PlacedNode
  let value: PlacedNode

  /// Keys are always texts: the reader refuses others.
  var name: String { key.scalar ?? "" }
}

/// A text and where it stands.
struct PlacedText {
  let text: String
  let node: PlacedNode
}

/// A stranger's text as a message quotes it, cut if it is long.
func quoted(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(61)
  return start.count < 61 ? "'\(text)'" : "'\(String(start.dropLast()))…'"
}
