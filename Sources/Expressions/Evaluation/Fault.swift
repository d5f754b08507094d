/// Why an expression, or a part of it, has no value.
enum Fault: Error {
  /// Facts are not known, and the value depends on them.
  case unknown(FactSet)
  case failure(Failure, at: Int)

  /// What two operands come to of which neither has a value: what is unknown may yet be known, so it
  /// outweighs an error; of two errors the first is told.
  func merged(with other: Fault) -> Fault {
    switch (self, other) {
    case (.unknown(let left), .unknown(let right)): .unknown(left.union(right))
    case (_, .unknown): other
    default: self
    }
  }

  /// Whether no operator may absorb it.
  var endsEvaluation: Bool {
    if case .failure(.exhausted, _) = self { true } else { false }
  }
}

/// Facts of a program, by their slots.
struct FactSet: OptionSet {
  let rawValue: UInt64

  static func fact(_ slot: Int) -> FactSet { FactSet(rawValue: 1 << UInt64(slot)) }

  var slots: [Int] { (0..<64).filter { contains(.fact($0)) } }
}
