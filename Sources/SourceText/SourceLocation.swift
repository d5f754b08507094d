/// A place in a text: a path, a line and a column, both counted from 1.
///
/// Columns count Unicode scalars, as YAML's marks do, and not bytes or what a terminal shows.
package struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var column: Int

  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }

  package var description: String { "\(path):\(line):\(column)" }

  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    if left.path != right.path { return left.path < right.path }
    return (left.line, left.column) < (right.line, right.column)
  }
}
