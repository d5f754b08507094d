import LoopbackServers
import Synchronization
import Testing

@testable import OperatingSystem

struct WorkAheadTests {
  @Test func resultsComeInOrder() throws {
    let gates = (0..<3).map { _ in Gate() }
    // Each waits for the one after it.
    let work = try WorkAhead(count: 3, limit: 3) { piece in
      if piece < 2 { gates[piece + 1].wait() }
      gates[piece].open()
      return piece * 10
    }
    #expect(try [work.next(), work.next(), work.next(), work.next()] == [0, 10, 20, nil])
  }

  @Test(arguments: [1, 4])
  func noMoreThanSomeAreBegun(limit: Int) throws {
    let begun = Mutex(0)
    let work = try WorkAhead(count: 20, limit: limit) { piece in
      begun.withLock { $0 = max($0, piece + 1) }
      return piece
    }
    for taken in 0..<20 {
      #expect(try work.next() == taken)
      // Those of this call; what is taken makes room at the next.
      #expect(begun.withLock { $0 } <= taken + limit)
    }
  }

  @Test func whatWasBegunIsWaitedFor() throws {
    let done = Mutex(0)
    let gate = Gate()
    do {
      let work = try WorkAhead(count: 100, limit: 5) { piece in
        if piece > 0 { gate.wait() }
        done.withLock { $0 += 1 }
      }
      #expect(try work.next() != nil)
      gate.open()
    }
    #expect(done.withLock { $0 } == 5)
  }

  @Test func nothingIsDoneOfNothing() throws {
    #expect(try WorkAhead(count: 0, limit: 3) { $0 }.next() == nil)
  }
}
