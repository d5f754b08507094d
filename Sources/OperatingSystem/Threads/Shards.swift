import Glibc

/// Work in parts of equal rank, each on a thread of its own.
package enum Shards {
  /// How many processors this process may use, at least 1.
  package static var available: Int {
    let online = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    guard let status = try? FileBytes.contents(ofFile: "/proc/self/status") else { return online }
    let allowed = allowedProcessors(
      String(decoding: status.bytes(in: 0..<status.count), as: UTF8.self))
    // The mask may have bits of processors that are not there.
    return allowed > 0 ? min(allowed, online) : online
  }

  /// Calls `body` with each of `0..<count` at once and returns when all are done.
  ///
  /// Shard 0 runs on the calling thread, unless all are to give way, as does any that the system has
  /// no thread for.
  ///
  /// - Parameter givingWay: whether other programs that have work come first.
  package static func run(
    _ count: Int, stackSize: Int = 8 << 20, givingWay: Bool = false,
    _ body: @Sendable (Int) -> Void
  ) {
    guard count > 0 else { return }
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      var left = givingWay ? [] : [0]
      for shard in left.count..<count {
        let thread = Thread.start(stackSize: stackSize) {
          if givingWay { Thread.giveWay(by: 10) }
          body(shard)
        }
        if let thread {
          threads.append(thread)
        } else {
          left.append(shard)
        }
      }
      left.forEach(body)
      for thread in threads { _ = pthread_join(thread, nil) }
    }
  }

  /// The bits of the processor mask in `/proc/self/status`: Glibc offers Swift no affinity calls.
  static func allowedProcessors(_ status: String) -> Int {
    for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed:") {
      return line.dropFirst("Cpus_allowed:".count).reduce(0) {
        $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0)
      }
    }
    return 0
  }
}
