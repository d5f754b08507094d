@testable import Expressions

/// Facts by name; what has no value is unknown.
final class Bindings: FactResolver {
  private let values: [Value?]
  private let stated: Set<Int>
  private(set) var asked: [Int] = []

  init(_ values: [Value?], stated: Set<Int> = []) {
    self.values = values
    self.stated = stated
  }

  func value(of fact: Int) -> Value? {
    asked.append(fact)
    return values[fact]
  }

  func states(_ fact: Int) -> Bool { stated.contains(fact) }
}
