import Glibc

/// Descriptors that are waited for together.
package struct PollSet {
  /// What a descriptor is ready for; an error or an end is ready for everything.
  package struct Readiness: OptionSet, Sendable {
    package let rawValue: Int16

    package init(rawValue: Int16) { self.rawValue = rawValue }

    package static let reading: Readiness = .init(rawValue: Int16(POLLIN))
    package static let writing: Readiness = .init(rawValue: Int16(POLLOUT))
  }

  private var requests: [pollfd] = []

  package init() {}

  package mutating func removeAll() { requests.removeAll(keepingCapacity: true) }

  /// The number under which `readiness(of:)` knows the descriptor.
  package mutating func add(_ descriptor: Int32, for readiness: Readiness) -> Int {
    requests.append(pollfd(fd: descriptor, events: readiness.rawValue, revents: 0))
    return requests.count - 1
  }

  /// Waits until one of the descriptors is ready or the deadline has passed.
  package mutating func wait(until deadline: Deadline) throws(SystemError) {
    while true {
      let remaining = deadline.remaining()
      // Rounded up, lest the last millisecond be spent asking.
      let milliseconds =
        remaining.isInfinite ? -1 : Int32(min(max(0, (remaining * 1000).rounded(.up)), 1e9))
      let count = unsafe poll(&requests, nfds_t(requests.count), milliseconds)
      if count > 0 || count == 0 && deadline.hasPassed { return }
      guard count == 0 || errno == EINTR else { throw SystemError("wait for", path: "sockets") }
    }
  }

  package func readiness(of number: Int) -> Readiness {
    let events = requests[number].revents
    guard events & Int16(POLLERR | POLLHUP | POLLNVAL) == 0 else { return [.reading, .writing] }
    return Readiness(rawValue: events)
  }
}
