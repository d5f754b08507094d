import SourceText

/// A YAML file with one document, and the diagnostics that can be made of its places.
///
/// The language is the part of YAML that reads the same for everyone: no aliases, merge keys, tags
/// or duplicate keys.
package struct YAMLDocument: Sendable {
  /// The largest file that is read, in bytes.
  package static let sizeLimit = 8 << 20
  /// How many lists and mappings may stand in one another.
  package static let depthLimit = 64

  package let root: YAMLNode
  /// Errors that leave the rest readable: duplicate keys.
  package let faults: [Diagnostic]
  private let text: YAMLText

  package var path: String { text.path }

  /// Reads a file's bytes, or throws all that is wrong with them if that leaves gaps. An empty file
  /// is a null.
  package static func read(_ bytes: [UInt8], path: String) throws(YAMLErrors) -> YAMLDocument {
    guard bytes.count <= sizeLimit else {
      let place = SourceLocation(path: path, line: 1, column: 1)
      throw YAMLErrors([Diagnostic("file is larger than \(sizeLimit >> 20) MiB", at: place)])
    }
    let text: YAMLText
    do {
      text = try YAMLText(bytes, path: path)
    } catch {
      throw YAMLErrors([error])
    }
    var composer = YAMLComposer(bytes, text: text)
    let (root, faults) = try composer.document()
    return YAMLDocument(root: root, faults: faults, text: text)
  }

  /// The roots of a file of several documents, one after the other, which may be larger than a policy
  /// ever is.
  package static func roots(_ bytes: [UInt8], path: String) throws(YAMLErrors) -> [YAMLNode] {
    let text: YAMLText
    do {
      text = try YAMLText(bytes, path: path)
    } catch {
      throw YAMLErrors([error])
    }
    var composer = YAMLComposer(bytes, text: text)
    return try composer.documents()
  }

  /// A diagnostic that underlines a node, or its first line.
  package func diagnostic(
    _ severity: Diagnostic.Severity, _ message: String, at node: YAMLNode, notes: [String] = []
  ) -> Diagnostic {
    let mark = YAMLMark(line: node.line, column: node.column)
    let length =
      node.endLine == node.line ? node.endColumn - node.column : text.lengthOfLine(from: mark)
    return text.diagnostic(severity, message, at: mark, length: length, notes: notes)
  }

  /// An error that underlines some of a scalar's characters where they are written, in whatever
  /// style; as far as its first line, if they take several.
  package func diagnostic(
    _ message: String, at range: Range<Int>, of node: YAMLNode, notes: [String] = []
  ) -> Diagnostic {
    guard case .scalar(let value, let plain) = node.content else {
      return diagnostic(message, at: node, notes: notes)
    }
    let start = YAMLMark(line: node.line, column: node.column)
    let places = text.places(of: value.unicodeScalars, from: start, plain: plain)
    let last = places.count - 1
    let first = places[min(max(0, range.lowerBound), last)]
    let end = places[min(max(0, range.upperBound), last)]
    return text.diagnostic(
      .error, message, at: first,
      length: end.line == first.line ? end.column - first.column : text.lengthOfLine(from: first),
      notes: notes)
  }

  /// An error that underlines a node, or its first line.
  package func diagnostic(
    _ message: String, at node: YAMLNode, notes: [String] = []
  ) -> Diagnostic {
    diagnostic(.error, message, at: node, notes: notes)
  }
}

/// All that is wrong with a YAML file, or the first hundred things.
package struct YAMLErrors: Error {
  package let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
