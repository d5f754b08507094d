import Glibc
import Synchronization

/// Pieces of work that are done some ahead of whoever takes the results in their order, each on a
/// thread of its own: work that waits for others, not for a processor.
package final class WorkAhead<Result: Sendable> {
  private let count: Int
  private let limit: Int
  private let state: State
  private var begun = 0
  private var taken = 0
  /// By piece, those whose result was not taken yet.
  private var threads: [Int: pthread_t] = [:]

  /// What the threads share.
  private final class State: Sendable {
    let results = Mutex<[Int: Result]>([:])
    let wakeUp: WakeUp
    let work: @Sendable (Int) -> Result

    init(_ work: @escaping @Sendable (Int) -> Result) throws(SystemError) {
      wakeUp = try WakeUp()
      self.work = work
    }

    func run(_ piece: Int) {
      let result = work(piece)
      results.withLock { $0[piece] = result }
      wakeUp.raise()
    }
  }

  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - limit: how many are begun or done and not taken, at the most.
  package init(
    count: Int, limit: Int, _ work: @escaping @Sendable (Int) -> Result
  ) throws(SystemError) {
    self.count = count
    self.limit = max(1, limit)
    state = try State(work)
  }

  /// Begins no more, and waits for what was begun.
  deinit {
    for (_, thread) in threads { _ = pthread_join(thread, nil) }
  }

  /// The result of the next piece, waited for; nil after the last.
  package func next() throws(SystemError) -> Result? {
    guard taken < count else { return nil }
    while begun < min(count, taken + limit) { begin() }
    while true {
      if let result = state.results.withLock({ $0.removeValue(forKey: taken) }) {
        if let thread = threads.removeValue(forKey: taken) { _ = pthread_join(thread, nil) }
        taken += 1
        return result
      }
      var polls = PollSet()
      _ = polls.add(state.wakeUp.descriptor, for: .reading)
      try polls.wait(until: .never)
      state.wakeUp.clear()
    }
  }

  private func begin() {
    let (piece, state) = (begun, state)
    begun += 1
    threads[piece] = Thread.start(stackSize: 1 << 20) { state.run(piece) }
    // Where the system has no thread to give, it is done here and now.
    if threads[piece] == nil { state.run(piece) }
  }
}
