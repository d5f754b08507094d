import Foundation
import Testing

@testable import Expressions

/// The specification's own tests, when `CEL_CONFORMANCE` names what `Conformance/convert` has made.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CEL_CONFORMANCE"] != nil))
struct ConformanceTests {
  @Test func everyTestPassesOrIsListed() throws {
    let folder = URL(
      filePath: ProcessInfo.processInfo.environment["CEL_CONFORMANCE"] ?? "")
    let exceptions = try ConformanceExceptions()
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "tests" }
    #expect(!files.isEmpty)
    for url in files.sorted(by: { $0.path < $1.path }) {
      let file = url.deletingPathExtension().lastPathComponent
      let tests = ConformanceTest.all(in: try String(contentsOf: url, encoding: .utf8))
      var passed = 0
      for test in tests {
        let outcome = test.outcome()
        if outcome == nil { passed += 1 }
        if exceptions.contains("*", in: file) { continue }
        if exceptions.contains(test.name, in: file) {
          #expect(outcome != nil, "\(file) \(test.name) passes, and need not be listed")
        } else {
          #expect(outcome == nil, "\(file) \(test.name): \(test.expression)")
        }
      }
      print("\(file): \(passed) of \(tests.count) pass")
    }
  }
}

/// The tests that do not pass, each file and test under its reason.
private struct ConformanceExceptions {
  private var names: Set<String> = []

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Conformance/exceptions")
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      names.insert(String(line))
    }
  }

  /// A star stands for all tests of a file, some of which may pass by chance.
  func contains(_ name: String, in file: String) -> Bool {
    names.contains("\(file) \(name)")
  }
}

private struct ConformanceTest {
  private(set) var name = ""
  private(set) var expression = ""
  private var container = ""
  private var isChecked = true
  private var isOnlyChecked = false
  private var declarations: [(name: String, type: ValueType)] = []
  private var bindings: [(name: String, literal: String)] = []
  private var needs: String?
  private var type: ValueType?
  private var value: String?
  private var error: String?

  static func all(in text: String) -> [ConformanceTest] {
    text.split(separator: "\n\n").filter { $0 != "\n" }.map { block in
      var test = ConformanceTest()
      for line in block.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        test.read(String(words[0]), unescaped(words.count > 1 ? words[1] : ""))
      }
      return test
    }
  }

  private mutating func read(_ key: String, _ text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    switch key {
    case "test": name = text
    case "expression": expression = text
    case "container": container = text
    case "unchecked": isChecked = false
    case "check-only": isOnlyChecked = true
    case "declare": declarations.append((words[0], TypeText.type(words[1])))
    case "bind": bindings.append((words[0], words[1]))
    case "needs": needs = text
    case "type": type = TypeText.type(text)
    case "value": value = text
    case "error": error = text
    default: Issue.record("unknown key \(key)")
    }
  }

  /// Nil if the test passes.
  func outcome() -> String? {
    if let needs { return needs }
    let undeclared = bindings.map(\.name).filter { name in
      !declarations.contains { $0.name == name }
    }
    // What is only bound, an unchecked expression may ask for.
    let facts =
      declarations.map { ExpressionSchema.Fact($0.name, $0.type) }
      + undeclared.map { ExpressionSchema.Fact($0, .dyn) }
    let schema = ExpressionSchema(
      facts: facts, zones: TimeZones { try? Array(Data(contentsOf: Self.zone($0))) },
      container: container)
    let compiled: Expressions.Expression
    do {
      compiled = try Expressions.Expression(expression, schema: schema, checksTypes: isChecked)
    } catch {
      return self.error == nil ? "\(error.problems)" : nil
    }
    if let type, compiled.type != type { return "the type is \(compiled.type)" }
    if isOnlyChecked { return nil }
    let resolver = Bindings(
      facts.map { fact in
        bindings.first { $0.name == fact.name }.flatMap { Self.literal($0.literal) }
      })
    var evaluator = Evaluator(compiled)
    switch evaluator.evaluate(resolver) {
    case .value(let found):
      guard let value, let expected = Self.literal(value) else { return "the value is \(found)" }
      return Self.areSame(found, expected) ? nil : "the value is \(found)"
    case .error(let error): return self.error == nil ? error.message : nil
    case .unknown: return "the value is unknown"
    }
  }

  private static func zone(_ name: String) -> URL {
    URL(filePath: "/usr/share/zoneinfo").appending(path: name)
  }

  private static func literal(_ text: String) -> Value? {
    let schema = ExpressionSchema(facts: [])
    guard let expression = try? Expressions.Expression(text, schema: schema, checksTypes: false)
    else {
      return nil
    }
    var evaluator = Evaluator(expression)
    guard case .value(let value) = evaluator.evaluate(Bindings([])) else { return nil }
    return value
  }

  /// Stricter than the language: a number is only equal to one of its own type, or NaN to itself.
  private static func areSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy(areSame)
    case (.map(let left), .map(let right)):
      return left.entries.count == right.entries.count
        && left.entries.allSatisfy { entry in
          right.entries.contains { areSame($0.key, entry.key) && areSame($0.value, entry.value) }
        }
    case (.double(let left), .double(let right)):
      return left == right && left.sign == right.sign || left.isNaN && right.isNaN
    default:
      return left.typeName == right.typeName && ScalarEquality.areEqual(left, right)
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let letter = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      result.append(letter == "n" ? "\n" : letter == "r" ? "\r" : letter)
    }
    return String(result)
  }
}

/// Types as the language writes them: `map(string, list(int))`.
private enum TypeText {
  static func type(_ text: String) -> ValueType {
    var rest = Substring(text)
    return type(&rest)
  }

  private static func type(_ rest: inout Substring) -> ValueType {
    let name = rest.prefix { $0 != "(" && $0 != ")" && $0 != "," }
    rest = rest.dropFirst(name.count)
    var parameters: [ValueType] = []
    if rest.first == "(" {
      repeat {
        rest = rest.dropFirst().drop { $0 == " " }
        parameters.append(type(&rest))
      } while rest.first == ","
      rest = rest.dropFirst()
    }
    switch name {
    case "dyn": return .dyn
    case "null_type": return .null
    case "timestamp": return .timestamp
    case "duration": return .duration
    case "list": return .list(parameters[0])
    case "map": return .map(parameters[0], parameters[1])
    case "optional_type": return .optional(parameters[0])
    default:
      guard let type = ValueType.named[String(name)] else {
        Issue.record("unknown type \(name)")
        return .dyn
      }
      return type
    }
  }
}
