/// A deterministic automaton, made once from a small program: one look-up per scalar, and no
/// allocation.
struct TransitionTable {
  private let alphabet: Alphabet
  /// For each state a row of successors, as offsets of rows: at the end of the text, then for each
  /// symbol of the alphabet.
  private let rows: [UInt16]
  private let width: Int

  /// The first rows are those of the state that can no longer match, of the one that has matched,
  /// and of the one to start from.
  private static let failed = 0
  private static let matched = 1
  private static let initial = 2

  private struct State: Hashable {
    let places: [Int]
    let previous: Neighbour
  }

  private static let sizeLimit = 1 << 14
  private static let effortLimit = 1 << 17

  /// Nil if the table would be too large or take too long to make.
  init?(_ program: Program) {
    var sets = program.sets
    if program.checksWords { sets.append(CharacterClasses.word) }
    if program.checksLines { sets.append(.newline) }
    guard let alphabet = Alphabet(distinguishing: sets) else { return nil }
    let symbols: [Unicode.Scalar?] = [nil] + alphabet.representatives

    let start = State(places: [0], previous: .edge)
    var states = [start]
    var rowOf = [start: Self.initial]
    var successors =
      Array(repeating: Self.failed, count: symbols.count)
      + Array(repeating: Self.matched, count: symbols.count)
    var simulation = Simulation(program)
    var index = 0
    while index < states.count {
      for symbol in symbols {
        simulation.places = states[index].places
        simulation.previous = states[index].previous
        if simulation.advance(over: symbol) {
          successors.append(Self.matched)
        } else if symbol == nil || simulation.places.isEmpty {
          successors.append(Self.failed)
        } else {
          let state = State(places: simulation.places.sorted(), previous: simulation.previous)
          let row = rowOf[state] ?? Self.initial + states.count
          if row == Self.initial + states.count {
            rowOf[state] = row
            states.append(state)
          }
          successors.append(row)
        }
      }
      index += 1
      guard (Self.initial + states.count) * symbols.count <= Self.sizeLimit,
        simulation.visits <= Self.effortLimit
      else { return nil }
    }
    let width = symbols.count
    Self.redirectHopeless(&successors, width: width)
    Self.redirectCertain(&successors, width: width)
    self.alphabet = alphabet
    self.width = width
    rows = successors.map { UInt16($0 * width) }
  }

  func matches(_ text: Span<UInt8>) -> Bool {
    // As spans, because an array is looked up anew for each character.
    let rows = rows.span
    let symbols = alphabet.symbolOfASCII.span
    let lastFinal = Self.matched * width
    var row = Self.initial * width
    var position = 0
    while position < text.count {
      // Nearly all characters are ASCII, and told apart by one look-up.
      let byte = text[position]
      let symbol: Int
      if byte < 0x80 {
        symbol = Int(symbols[Int(byte)])
        position &+= 1
      } else {
        var reader = ScalarReader(at: position)
        symbol = alphabet.symbol(of: reader.next(text) ?? "\u{FFFD}")
        position = reader.position
      }
      row = Int(rows[row &+ 1 &+ symbol])
      if row <= lastFinal { return row != Self.failed }
    }
    return rows[row] != Self.failed
  }

  /// Turns transitions to states from which everything matches into matches.
  private static func redirectCertain(_ successors: inout [Int], width: Int) {
    var certain = Array(repeating: true, count: successors.count / width)
    certain[failed] = false
    var changed = true
    while changed {
      changed = false
      for state in certain.indices.reversed() where certain[state] {
        if successors[state * width..<(state + 1) * width].contains(where: { !certain[$0] }) {
          certain[state] = false
          changed = true
        }
      }
    }
    for index in successors.indices where certain[successors[index]] {
      successors[index] = matched
    }
  }

  /// Turns transitions to states from which no match can be reached into failures.
  private static func redirectHopeless(_ successors: inout [Int], width: Int) {
    var hopeful = Array(repeating: false, count: successors.count / width)
    hopeful[matched] = true
    var changed = true
    while changed {
      changed = false
      // States are numbered breadth first, so going backwards settles most at once.
      for state in hopeful.indices.reversed() where !hopeful[state] {
        if successors[state * width..<(state + 1) * width].contains(where: { hopeful[$0] }) {
          hopeful[state] = true
          changed = true
        }
      }
    }
    for index in successors.indices where !hopeful[successors[index]] {
      successors[index] = failed
    }
  }
}
