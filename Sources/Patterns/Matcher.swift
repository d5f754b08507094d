/// A compiled syntax tree.
///
/// Both forms take time linear in the text. The table is made ahead, not lazily, so that threads
/// share it without a lock; what would need too large a table is simulated.
enum Matcher: Sendable {
  case table(TransitionTable)
  case simulation(Program)

  /// In Unicode scalars.
  private static let lengthLimit = 10_000

  static func checkLength(_ length: Int) throws(PatternError) {
    if length > lengthLimit {
      throw PatternError(
        message: "pattern is longer than \(lengthLimit) characters",
        offset: lengthLimit, length: length - lengthLimit)
    }
  }

  init(_ tree: SyntaxTree, patternLength: Int) throws(PatternError) {
    guard let program = Program(tree) else {
      throw PatternError(message: "pattern is too large", offset: 0, length: patternLength)
    }
    self = TransitionTable(program).map(Self.table) ?? .simulation(program)
  }

  /// Whether the tree matches anywhere in the text, which is UTF-8.
  func matches(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .table(let table):
      return table.matches(text)
    case .simulation(let program):
      var simulation = Simulation(program)
      var reader = ScalarReader()
      while let scalar = reader.next(text) {
        if simulation.advance(over: scalar) { return true }
      }
      return simulation.advance(over: nil)
    }
  }
}
