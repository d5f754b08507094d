/// A place in a text: a path, a line and a column, both counted from 1.
///
/// Columns count Unicode scalars, as YAML's marks do, and not bytes or what a terminal shows. A place in
/// a binary file has neither: both are 0.
package struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var column: Int

  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// A place that has no lines: a binary file, or an entry of one.
  package init(wholeFile path: String) {
    self.init(path: path, line: 0, column: 0)
  }

  package var hasLine: Bool { line > 0 }

  package var description: String { hasLine ? "\(path):\(line):\(column)" : path }

  /// The path and the line.
  package var withoutColumn: String { hasLine ? "\(path):\(line)" : path }

  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    if left.path != right.path { return left.path < right.path }
    return (left.line, left.column) < (right.line, right.column)
  }
}
