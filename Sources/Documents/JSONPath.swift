/// The way from one JSON value to others: `a.b`, `a[]`, `a[0]`, `*`, `"quoted.key"`, `$`.
///
/// There are no filters, no slices and no recursion; `$` is the value itself.
package struct JSONPath: Hashable, Sendable, CustomStringConvertible {
  package enum Step: Hashable, Sendable {
    case key(String)
    case element(Int)
    /// `[]`: all elements of an array.
    case elements
    /// `*`: all values of an object or array.
    case values
  }

  package let steps: [Step]
  /// The path as it was written.
  package let description: String

  package init(steps: [Step], description: String) {
    self.steps = steps
    self.description = description
  }

  /// Whether the path can lead to more than one value.
  package var branches: Bool { steps.contains { $0 == .elements || $0 == .values } }

  /// Why a text is no path.
  package struct SyntaxError: Error, Hashable, Sendable {
    package let message: String
    /// Where in the text, in Unicode scalars from 0.
    package let offset: Int
  }

  package init(_ text: String) throws(SyntaxError) {
    description = text
    var parser = Parser(text)
    steps = try parser.path()
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) {
      scalars = Array(text.unicodeScalars)
    }

    private var next: Unicode.Scalar? {
      position < scalars.count ? scalars[position] : nil
    }

    private func error(_ message: String) -> SyntaxError {
      SyntaxError(message: message, offset: position)
    }

    mutating func path() throws(SyntaxError) -> [Step] {
      guard !scalars.isEmpty else { throw error("a path must not be empty; '$' is the whole") }
      var steps: [Step] = []
      if next == "$", scalars.count == 1 || [".", "["].contains(scalars[1]) {
        position += 1
        if next == "." { position += 1 } else if next == nil { return [] }
      }
      while true {
        if next != "[" { steps.append(try name()) }
        while next == "[" { steps.append(try bracket()) }
        guard next != nil else { return steps }
        guard next == "." else { throw error("expected '.' or '[' here") }
        position += 1
      }
    }

    private mutating func name() throws(SyntaxError) -> Step {
      if next == "\"" { return .key(try quoted()) }
      let start = position
      while let scalar = next, scalar != ".", scalar != "[" {
        if scalar == "]" || scalar == "\"" {
          throw error("a key with '\(scalar)' must be quoted")
        }
        position += 1
      }
      guard position > start else { throw error("expected a key here") }
      var key = String.UnicodeScalarView()
      key.append(contentsOf: scalars[start..<position])
      if key.elementsEqual("*".unicodeScalars) { return .values }
      if let star = scalars[start..<position].firstIndex(of: "*") {
        position = star
        throw error("'*' stands alone for all values; a key with '*' must be quoted")
      }
      return .key(String(key))
    }

    private mutating func quoted() throws(SyntaxError) -> String {
      position += 1
      var key = String.UnicodeScalarView()
      while let scalar = next {
        position += 1
        if scalar == "\"" { return String(key) }
        if scalar == "\\", let escaped = next {
          position += 1
          key.append(escaped)
        } else {
          key.append(scalar)
        }
      }
      throw error("the quoted key has no end; expected '\"' here")
    }

    private mutating func bracket() throws(SyntaxError) -> Step {
      position += 1
      var number = 0
      var digits = 0
      while let scalar = next, ("0"..."9").contains(scalar), digits < 9 {
        number = number * 10 + Int(scalar.value - 0x30)
        digits += 1
        position += 1
      }
      guard next == "]" else {
        throw error("expected ']' or a number up to 999999999 here; '[]' is every element")
      }
      position += 1
      return digits == 0 ? .elements : .element(number)
    }
  }
}
