import Expressions
import Synchronization

/// A compiled expression over the facts of records.
package final class RecordExpression: Sendable {
  /// As it was written.
  package var text: String { expression.text }
  /// The text on one line, for messages.
  package var line: String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }
  /// The type of its value.
  package var type: ValueType { expression.type }
  /// The facts of a record that it may ask for, in the order of its text.
  package let facts: [Fact]

  private let expression: Expression
  private let benches: [Bench]

  /// Where one thread at a time evaluates; kept, for making an evaluator takes a while.
  private final class Bench: Sendable {
    let evaluator = Mutex<Evaluator?>(nil)
  }

  package init(
    _ text: String, expecting type: ValueType? = nil
  ) throws(InvalidExpression) {
    expression = try Expression(text, schema: ExpressionFact.schema, expecting: type)
    var facts: [Fact] = []
    for fact in expression.facts.compactMap({ ExpressionFact.all[$0].fact })
    where !facts.contains(fact) {
      facts.append(fact)
    }
    self.facts = facts
    benches = (0..<8).map { _ in Bench() }
  }

  /// The value for a record that is judged at an instant; what has none is laid to a fact.
  ///
  /// Where several facts are in the way, one that the format speaks of is named: it should have been
  /// stated.
  package func value(
    for record: CertificateRecord, at now: Instant
  ) throws(FactUnavailable) -> Value {
    // Every thread has readers of its own, and so mostly a bench.
    try value(
      RecordFacts(record, now), bench: UInt(bitPattern: ObjectIdentifier(record.reader)) >> 5)
  }

  private func value(_ resolver: RecordFacts, bench: UInt) throws(FactUnavailable) -> Value {
    switch evaluated(resolver, bench: bench) {
    case .value(let value): return value
    case .error(let error):
      throw FactUnavailable(
        fact: facts.first ?? .kind,
        reason: .undecided("'\(shown(error.range))' has no value: \(error.message)"))
    case .unknown(let places):
      let unavailable = places.compactMap { resolver.unavailable($0) }
      throw unavailable.first { $0.reason != .unspoken } ?? unavailable.first
        ?? FactUnavailable(fact: facts.first ?? .kind, reason: .missing)
    }
  }

  /// The value where there is no record, and so no fact of one.
  package func value(at now: Instant) throws(FactUnavailable) -> Value {
    try value(RecordFacts(nil, now), bench: 0)
  }

  /// Whether the value, which must be a bool, is true.
  package func holds(
    for record: CertificateRecord, at now: Instant
  ) throws(FactUnavailable) -> Bool {
    if case .bool(let value) = try value(for: record, at: now) { return value }
    throw FactUnavailable(
      fact: facts.first ?? .kind, reason: .undecided("the expression's value is no bool"))
  }

  /// The value, which must be a string.
  package func text(
    for record: CertificateRecord, at now: Instant
  ) throws(FactUnavailable) -> String {
    if case .string(let text) = try value(for: record, at: now) { return text }
    throw FactUnavailable(
      fact: facts.first ?? .kind, reason: .undecided("the expression's value is no string"))
  }

  private func evaluated(_ resolver: RecordFacts, bench start: UInt) -> Evaluated {
    for offset in 0..<UInt(benches.count) {
      let bench = benches[Int((start &+ offset) % UInt(benches.count))]
      let evaluated = bench.evaluator.withLockIfAvailable { evaluator in
        if evaluator == nil { evaluator = Evaluator(expression) }
        return evaluator?.evaluate(resolver)
      }
      if case .some(.some(let evaluated)) = evaluated { return evaluated }
    }
    var evaluator = Evaluator(expression)
    return evaluator.evaluate(resolver)
  }

  /// A part of the text as a message quotes it.
  private func shown(_ range: Range<Int>) -> String {
    let scalars = Array(text.unicodeScalars)[range]
    let start = scalars.prefix(61)
    return String(String.UnicodeScalarView(start.count < 61 ? start : start.dropLast()))
      + (start.count < 61 ? "" : "…")
  }
}

/// The facts of one record, for one evaluation.
private final class RecordFacts: FactResolver {
  private let record: CertificateRecord?
  private let now: Instant

  init(_ record: CertificateRecord?, _ now: Instant) {
    self.record = record
    self.now = now
  }

  func value(of fact: Int) -> Value? {
    try? ExpressionFact.all[fact].value(of: record, at: now)
  }

  func states(_ fact: Int) -> Bool {
    if case .unreadable? = unavailable(fact)?.reason { true } else { false }
  }

  /// Why a fact has no value.
  func unavailable(_ fact: Int) -> FactUnavailable? {
    do throws(FactUnavailable) {
      _ = try ExpressionFact.all[fact].value(of: record, at: now)
      return nil
    } catch {
      return error
    }
  }
}
