import Synchronization

/// Runs a body for each of a number of shards, at once where the machine can.
package struct Workers: Sendable {
  package typealias Run = @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  package let count: Int
  package let run: Run
  private let runGivingWay: Run?

  /// - Parameter runGivingWay: does the same so that other programs that have work come first.
  package init(count: Int, run: @escaping Run, runGivingWay: Run? = nil) {
    self.count = max(1, count)
    self.run = run
    self.runGivingWay = runGivingWay
  }

  /// Workers for what another program should not have to wait for; one processor is left to it.
  package var givingWay: Workers { Workers(count: count - 1, run: runGivingWay ?? run) }

  /// One after the other on the calling thread.
  package static let sequential = Workers(count: 1) { count, body in
    for shard in 0..<count { body(shard) }
  }
}

extension Workers {
  /// Does pieces of work at once and gives the results in order.
  package func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let shards = min(count, elements.count)
    let results = Slots<Result>(count: elements.count)
    let next = Atomic(0)
    run(shards) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < elements.count else { return }
        results[index] = transform(elements[index])
      }
    }
    return results.values
  }
}

/// One slot for each piece of work, for workers to leave their results in.
package final class Slots<Value: Sendable>: Sendable {
  private let slots: Mutex<[Value?]>

  package init(count: Int) {
    slots = Mutex(Array(repeating: nil, count: count))
  }

  package subscript(index: Int) -> Value? {
    get { slots.withLock { $0[index] } }
    set { slots.withLock { $0[index] = newValue } }
  }

  package var values: [Value] { slots.withLock { $0.compactMap { $0 } } }
}
