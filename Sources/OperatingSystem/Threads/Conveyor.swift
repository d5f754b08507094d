import Glibc
import Synchronization

/// Pieces of work that threads of their own make ahead of whoever takes them, in order.
package enum Conveyor {
  /// Lends `body` what gives the pieces, one after the other, and nil after the last.
  ///
  /// Pieces that are not taken are not made, but for those that are ahead.
  ///
  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - makers: how many threads make them.
  ///   - givingWay: whether other programs that have work come before them.
  ///   - ahead: how many pieces may be made that are not yet taken.
  ///   - maker: gives a thread what makes the piece of a number, which counts from 0.
  package static func run<Piece: Sendable, Result, Failure: Error>(
    _ count: Int, makers: Int, givingWay: Bool = false, ahead: Int,
    maker: @escaping @Sendable () -> (Int) -> Piece,
    _ body: (_ next: () -> Piece?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let belt = Belt<Piece>(count: count, ahead: max(1, ahead))
    var threads: [pthread_t] = []
    for _ in 0..<min(makers, count) {
      let thread = Thread.start(stackSize: 8 << 20) {
        // Not by much: who waits for the pieces is the other program.
        if givingWay { Thread.giveWay(by: 5) }
        belt.fill(maker())
      }
      if let thread { threads.append(thread) }
    }
    defer {
      belt.stop()
      for thread in threads { _ = pthread_join(thread, nil) }
    }
    var taken = 0
    // Where the system has no thread to give, they are made as they are taken.
    let make = threads.isEmpty ? maker() : nil
    return try body {
      guard taken < count else { return nil }
      defer { taken += 1 }
      return make?(taken) ?? belt.take(taken)
    }
  }
}

/// Where pieces lie from when they are made until they are taken.
private final class Belt<Piece: Sendable>: Sendable {
  private let count: Int
  /// By number, one after the other over and over.
  private let places: Mutex<[Piece?]>
  /// For each place, whether a piece lies there.
  private let filled: [Semaphore]
  /// How many pieces may be begun.
  private let room: Semaphore
  private let begun = Atomic(0)
  private let isStopped = Atomic(false)

  init(count: Int, ahead: Int) {
    self.count = count
    places = Mutex(Array(repeating: nil, count: ahead))
    filled = (0..<ahead).map { _ in Semaphore(0) }
    room = Semaphore(ahead)
  }

  /// Makes pieces until there are no more to make.
  func fill(_ make: (Int) -> Piece) {
    while true {
      room.wait()
      let number = begun.add(1, ordering: .relaxed).oldValue
      guard number < count, !isStopped.load(ordering: .relaxed) else {
        // Others wait for room to learn the same.
        room.signal()
        return
      }
      let piece = make(number)
      places.withLock { $0[number % filled.count] = piece }
      filled[number % filled.count].signal()
    }
  }

  func take(_ number: Int) -> Piece? {
    let place = number % filled.count
    filled[place].wait()
    let piece = places.withLock { places in
      defer { places[place] = nil }
      return places[place]
    }
    room.signal()
    return piece
  }

  /// Has nothing more begun.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    room.signal()
  }
}
