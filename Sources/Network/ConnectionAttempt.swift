import OperatingSystem

/// Connects to the first of some addresses that takes the connection.
struct ConnectionAttempt: ~Copyable {
  private var addresses: ArraySlice<SocketAddress>
  private let deadline: Deadline
  private(set) var address: SocketAddress?
  private(set) var failures: [ProbeResult.FailedAddress] = []
  private var socket: Socket?
  /// When this address has had its share of the time.
  private(set) var nextDeadline: Deadline

  init(_ addresses: [SocketAddress], deadline: Deadline, now: Double) {
    self.addresses = addresses[...]
    self.deadline = deadline
    nextDeadline = deadline
    tryNext(now)
  }

  /// What to wait on for writing; none if no address is left.
  var descriptor: Int32? {
    switch socket {
    case .some(let socket): socket.number
    case nil: nil
    }
  }

  /// Gives the connection if it was made, and goes on to the next address where one failed.
  mutating func proceed(isReady: Bool, now: Double) -> Socket? {
    do throws(SystemError) {
      if isReady {
        try socket?.connectionResult()
        return socket.take()
      }
      if nextDeadline.remaining(at: now) <= 0 { fail(.silent(.connection), now) }
    } catch {
      fail(ProbeFailure(error, during: .connection), now)
    }
    return nil
  }

  private mutating func fail(_ failure: ProbeFailure, _ now: Double) {
    if let address { failures.append(.init(address: address, failure: failure)) }
    address = nil
    socket = nil
    tryNext(now)
  }

  private mutating func tryNext(_ now: Double) {
    while let next = addresses.popFirst() {
      // An address that swallows everything must not take the time of the others.
      let share = deadline.remaining(at: now) / Double(addresses.count + 1)
      nextDeadline = addresses.isEmpty ? deadline : Deadline(after: share, from: now)
      do throws(SystemError) {
        socket = try Socket(connectingTo: next)
        address = next
        return
      } catch {
        failures.append(
          .init(address: next, failure: ProbeFailure(error, during: .connection)))
      }
    }
  }
}
