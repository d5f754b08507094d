import Testing

@testable import Expressions

/// An expression over the facts of a certificate, and what is to come of it.
struct Sample: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: String

  /// With a marker under the text, of carets and tildes, and what it says.
  init(_ text: String, _ expected: String) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { text.count > 80 ? "\(text.prefix(80))…" : text }

  static let schema = ExpressionSchema(facts: facts.map { ExpressionSchema.Fact($0.name, $0.type) })

  private static let fingerprint = RecordType(
    name: "fingerprint", fields: ["algorithm": .string, "bytes": .bytes])

  private static let facts: [(name: String, type: ValueType, value: Value?)] = [
    ("name", .string, .string("api")),
    ("dnsNames", .list(.string), .list([.string("api.example.com"), .string("*.example.org")])),
    ("notBefore", .timestamp, Moment(seconds: 1_764_547_200).map(Value.timestamp)),
    ("notAfter", .timestamp, Moment(seconds: 1_772_323_200).map(Value.timestamp)),
    ("renewal.attempts", .int, .int(2)),
    ("certificate.policies", .list(.string), .list([.string("2.23.140.1.2.1")])),
    (
      "fingerprints", .list(.record(fingerprint)),
      .list([
        .map(ValueMap(fields: [("algorithm", .string("sha256")), ("bytes", .bytes([1, 2, 255]))]))
      ])
    ),
    ("anything", .dyn, .map(ValueMap(fields: [("number", .double(2)), ("text", .string("x"))]))),
    // What is not known.
    ("owner", .string, nil),
    ("renewal.status", .string, nil),
    ("label", .string, nil),
  ]

  /// The value, or the faults as a reader sees them, or the names of what is unknown.
  func outcome() -> String {
    let resolver = Bindings(Self.facts.map(\.value), stated: [10])
    do {
      var evaluator = Evaluator(try Expressions.Expression(text, schema: Self.schema))
      return switch evaluator.evaluate(resolver) {
      case .value(let value): value.description
      case .error(let error): Self.marked(error.range, error.message)
      case .unknown(let facts):
        "unknown: " + facts.map { Self.facts[$0].name }.joined(separator: ", ")
      }
    } catch {
      return error.problems.map { Self.marked($0.range, $0.message) }.joined(separator: "\n")
    }
  }

  private static func marked(_ range: Range<Int>, _ message: String) -> String {
    let marker = "^" + String(repeating: "~", count: max(0, range.count - 1))
    return String(repeating: " ", count: range.lowerBound) + marker + " " + message
  }
}
