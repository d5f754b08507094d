import Patterns
import RuleEngine

/// A DNS name or a glob of DNS names, held against the names a certificate states.
struct DNSNamePattern {
  /// The pattern as it was written.
  let source: String
  /// It has no wildcards: one name matches, letter case and the root's final dot aside.
  let isLiteral: Bool
  private let pattern: Pattern
  /// A label that the pattern's first label matches.
  private let firstLabel: String

  /// Refuses what no certificate can state, for such a pattern would never match.
  init(_ text: String) throws(OptionError) {
    let scalars = Array(text.unicodeScalars)
    if let offset = scalars.firstIndex(where: { !$0.isASCII }) {
      throw OptionError(
        "a certificate states the A-label of an international name: write the xn-- form",
        range: offset..<offset + 1, suggestion: Punycode.asciiForm(of: text))
    }
    if let offset = scalars.firstIndex(where: { !Self.allowed.contains($0) }) {
      throw OptionError(
        "a DNS name has no '\(scalars[offset])'", range: offset..<offset + 1)
    }
    source = text
    isLiteral = !scalars.contains { ["*", "?", "\\"].contains($0) }
    pattern = try readPattern(text, .dnsName)
    firstLabel = exampleOfFirstLabel(in: scalars)
  }

  func matches(_ name: String) -> Bool { pattern.matches(name) }

  /// Whether a wildcard name such as `*.example.com` stands for a name that matches.
  ///
  /// RFC 9525, section 6.3: the wildcard is the whole left-most label and stands for one label.
  func isCovered(by name: String) -> Bool {
    guard name.utf8.starts(with: "*.".utf8) else { return false }
    return pattern.matches(firstLabel + String(name.unicodeScalars.dropFirst()))
  }

  private static let allowed = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*?\\".unicodeScalars)
}

/// The shortest label, of one character at least, that the first label of a glob matches.
private func exampleOfFirstLabel(in glob: [Unicode.Scalar]) -> String {
  var label = ""
  var isEscaped = false
  for scalar in glob.prefix(while: { $0 != "." }) {
    switch scalar {
    case "\\" where !isEscaped:
      isEscaped = true
      continue
    case "*" where !isEscaped: break
    case "?" where !isEscaped: label += "x"
    default: label.unicodeScalars.append(scalar)
    }
    isEscaped = false
  }
  return label.isEmpty ? "x" : label
}
