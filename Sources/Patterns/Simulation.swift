/// A run of a program: all the places it can be in, moved on by one scalar at a time.
///
/// No place is visited twice for one scalar, so a step takes at most the program's size in time.
struct Simulation {
  private let program: Program
  /// Where the program goes on at the next scalar; together with `previous`, all there is to know.
  var places = [0]
  var previous = Neighbour.edge
  /// How many places were visited in all.
  private(set) var visits = 0

  private let startsAnywhere: Bool
  private var pending: [Int] = []
  private var visitedAt: [Int]
  private var step = 0

  init(_ program: Program) {
    self.program = program
    if case .check(.textStart) = program.instructions.first {
      startsAnywhere = false
    } else {
      startsAnywhere = true
    }
    visitedAt = Array(repeating: 0, count: program.instructions.count)
  }

  /// Moves over the next scalar, or nil at the end of the text; true if a match ends before it.
  mutating func advance(over scalar: Unicode.Scalar?) -> Bool {
    let next = program.neighbour(scalar)
    step += 1
    swap(&pending, &places)
    places.removeAll(keepingCapacity: true)
    if startsAnywhere { places.append(0) }
    while let place = pending.popLast() {
      if visitedAt[place] == step { continue }
      visitedAt[place] = step
      visits += 1
      switch program.instructions[place] {
      case .take(let set):
        if let scalar, program.sets[set].contains(scalar.value) { places.append(place + 1) }
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .jump(let target):
        pending.append(target)
      case .check(let assertion):
        if assertion.holds(between: previous, and: next) { pending.append(place + 1) }
      case .match:
        pending.removeAll(keepingCapacity: true)
        return true
      }
    }
    previous = next
    return false
  }
}
