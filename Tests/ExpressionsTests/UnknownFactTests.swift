import Testing

@testable import Expressions

@Suite struct UnknownFactTests {
  @Test(arguments: [
    Sample("owner == 'x'", "unknown: owner"),
    Sample("owner + renewal.status == 'x'", "unknown: owner, renewal.status"),
    Sample("renewal.attempts > 3 && owner == 'x'", "false"),
    Sample("owner == 'x' && renewal.attempts > 3", "false"),
    Sample("owner == 'x' || renewal.attempts == 2", "true"),
    Sample("owner == 'x' && renewal.attempts == 2", "unknown: owner"),
    Sample("owner == 'x' || renewal.status == 'failed'", "unknown: owner, renewal.status"),
    // What is unknown outweighs an error: it may yet decide.
    Sample("1 / 0 > 0 || owner == 'x'", "unknown: owner"),
    Sample("1 / 0 > 0 || owner == 'x' || true", "true"),
    Sample("owner == 'x' ? 1 : 2", "unknown: owner"),
    Sample("true ? 1 : owner.size()", "1"),
    Sample("[1, owner.size()]", "unknown: owner"),
    Sample("{'a': owner, 'b': label}", "unknown: owner"),
    Sample("owner.replace('a', label)", "unknown: owner, label"),
    Sample("[owner, 'a'].exists(x, x == 'a')", "unknown: owner"),
    Sample("['a', 'b'].exists(x, x == owner || x == 'b')", "true"),
    Sample("['a', 'b'].all(x, x == owner)", "unknown: owner"),
    Sample("['a', 'b'].filter(x, x == owner)", "unknown: owner"),
    Sample("owner.startsWith('x') || label in ['a', 'b', 'c', 'd', 'e']", "unknown: owner, label"),
    Sample("owner.matches('x')", "unknown: owner"),
    Sample("cel.bind(x, owner, true)", "true"),
    Sample("cel.bind(x, owner, x == 'a')", "unknown: owner"),
    // Whether a fact is stated can be asked; an unreadable one is.
    Sample("has(owner)", "false"),
    Sample("has(renewal.status) || has(renewal.attempts)", "true"),
    Sample("has(label)", "true"),
    Sample("has(owner) ? owner : 'nobody'", #""nobody""#),
  ])
  func absorption(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test func factsAreReadOnceAndOnlyIfNeeded() throws {
    let schema = ExpressionSchema(facts: [.init("a", .int), .init("b", .int), .init("c", .int)])
    let expression = try Expressions.Expression(
      "[1, 2, 3].all(x, a > x && (a == 4 || b == 4)) && a > 0", schema: schema, expecting: .bool)
    #expect(expression.facts == [0, 1])
    let resolver = Bindings([.int(4), .int(0), nil])
    var evaluator = Evaluator(expression)
    guard case .value(.bool(true)) = evaluator.evaluate(resolver) else {
      Issue.record("not true")
      return
    }
    #expect(resolver.asked == [0])
    _ = evaluator.evaluate(resolver)
    #expect(resolver.asked == [0, 0])
  }

  @Test func evaluatorsOfOneExpressionAreIndependent() async throws {
    let schema = ExpressionSchema(facts: [.init("n", .int)])
    let expression = try Expressions.Expression(
      "[1, 2, 3].map(x, x * n) == [n, 2 * n, 3 * n] && 'a longer constant text'.contains('text')",
      schema: schema)
    await withTaskGroup(of: Bool.self) { group in
      for start in 0..<4 {
        group.addTask {
          var evaluator = Evaluator(expression)
          return (0..<500).allSatisfy { step in
            let resolver = Bindings([.int(Int64(start * 1000 + step))])
            if case .value(.bool(true)) = evaluator.evaluate(resolver) { return true }
            return false
          }
        }
      }
      for await held in group { #expect(held) }
    }
  }
}
