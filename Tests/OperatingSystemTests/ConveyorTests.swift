import Synchronization
import Testing

@testable import OperatingSystem

struct ConveyorTests {
  /// Makes squares, and counts what is made.
  private final class Squares: Sendable {
    let makers = Atomic(0)
    let made = Atomic(0)

    @Sendable func maker() -> (Int) -> Int {
      makers.add(1, ordering: .relaxed)
      return { number in
        self.made.add(1, ordering: .relaxed)
        return number * number
      }
    }
  }

  @Test(arguments: [0, 1, 2, 5], [1, 2, 3, 64])
  func givesAllPiecesInOrder(makers: Int, ahead: Int) {
    let squares = Squares()
    let pieces = Conveyor.run(200, makers: makers, ahead: ahead, maker: squares.maker) { next in
      var pieces: [Int] = []
      while let piece = next() { pieces.append(piece) }
      #expect(next() == nil)
      return pieces
    }
    #expect(pieces == (0..<200).map { $0 * $0 })
    #expect(squares.made.load(ordering: .relaxed) == 200)
    // Each thread has one of its own.
    #expect(squares.makers.load(ordering: .relaxed) == max(1, makers))
  }

  @Test func nothingIsMadeThatNobodyWants() {
    let squares = Squares()
    let first = Conveyor.run(1_000_000, makers: 2, ahead: 3, maker: squares.maker) { $0() }
    #expect(first == 0)
    // The one that was taken, and three ahead.
    #expect(squares.made.load(ordering: .relaxed) <= 4)
  }

  @Test func noPiecesAreNone() {
    #expect(Conveyor.run(0, makers: 2, ahead: 2, maker: Squares().maker) { $0() } == nil)
  }
}
