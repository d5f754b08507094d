import Glibc
import LoopbackServers
import Testing

@testable import OperatingSystem

struct SocketTests {
  /// Waits as long as it takes.
  private func wait(_ descriptor: Int32, _ readiness: PollSet.Readiness) throws {
    var set = PollSet()
    let number = set.add(descriptor, for: readiness)
    try set.wait(until: .never)
    #expect(set.readiness(of: number).isSuperset(of: readiness))
  }

  @Test(arguments: ["127.0.0.1", "::1"]) func talks(address: String) throws {
    let address = try #require(IPAddress(address))
    let listener = Listener(on: address)
    let socket = try Socket(connectingTo: SocketAddress(address, port: listener.port))
    try wait(socket.number, .writing)
    try socket.connectionResult()
    #expect(fcntl(socket.number, F_GETFD) == FD_CLOEXEC)
    #expect(try socket.receive(atMost: 10) == .nothingYet)

    let peer = listener.accept()
    #expect(try socket.send(Array("hello".utf8)[...]) == 5)
    var bytes = [UInt8](repeating: 0, count: 10)
    #expect(unsafe recv(peer.number, &bytes, 10, 0) == 5)
    #expect(unsafe send(peer.number, "answer", 6, 0) == 6)
    try wait(socket.number, .reading)
    #expect(try socket.receive(atMost: 4) == .bytes(Array("answ".utf8)))
    #expect(try socket.receive(atMost: 4) == .bytes(Array("er".utf8)))
    shutdown(peer.number, Int32(SHUT_WR))
    try wait(socket.number, .reading)
    #expect(try socket.receive(atMost: 4) == .end)
  }

  @Test func takesNoMoreThanFits() throws {
    let listener = Listener(on: try #require(IPAddress("127.0.0.1")))
    let socket = try Socket(
      connectingTo: SocketAddress(try #require(IPAddress("127.0.0.1")), port: listener.port))
    try wait(socket.number, .writing)
    let peer = listener.accept()
    let bytes = [UInt8](repeating: 7, count: 1 << 24)
    let count = try socket.send(bytes[...])
    #expect(count > 0 && count < bytes.count)
    // Until there is no room left at all.
    while try socket.send(bytes[...]) > 0 {}
    #expect(try socket.send(bytes[...]) == 0)
    _ = consume peer
  }

  @Test func saysWhoRefused() throws {
    let address = try #require(IPAddress("127.0.0.1"))
    let closed = ClosedPort()
    let port = closed.port
    let error = #expect(throws: SystemError.self) {
      let socket = try Socket(connectingTo: SocketAddress(address, port: port))
      try wait(socket.number, .writing)
      try socket.connectionResult()
    }
    #expect(error?.description == "cannot connect to 127.0.0.1:\(port): connection refused")
    #expect(error?.connectionFault == .refused)
  }

  @Test func aConnectionThatIsGoneIsAnErrorAndNoSignal() throws {
    let address = try #require(IPAddress("127.0.0.1"))
    let listener = Listener(on: address)
    let socket = try Socket(connectingTo: SocketAddress(address, port: listener.port))
    try wait(socket.number, .writing)
    do {
      let peer = listener.accept()
      var option = linger(l_onoff: 1, l_linger: 0)
      _ = unsafe setsockopt(
        peer.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
    try wait(socket.number, .reading)
    let error = #expect(throws: SystemError.self) { try socket.receive(atMost: 1) }
    #expect(error?.connectionFault == .reset)
    #expect(
      #expect(throws: SystemError.self) { try socket.send([1]) }?.connectionFault == .reset)
  }

  @Test func waitsNoLongerThanTheDeadline() throws {
    let listener = Listener(on: try #require(IPAddress("127.0.0.1")))
    var set = PollSet()
    let number = set.add(listener.number, for: .reading)
    let deadline = Deadline(after: 0.02)
    try set.wait(until: deadline)
    #expect(deadline.hasPassed)
    #expect(set.readiness(of: number) == [])
    try set.wait(until: Deadline(moment: 0))
    set.removeAll()
    try set.wait(until: Deadline(moment: 0))
  }
}

/// A socket that others connect to.
private struct Listener: ~Copyable {
  private let descriptor: FileDescriptor
  let port: UInt16

  var number: Int32 { descriptor.number }

  init(on address: IPAddress) {
    let address = SocketAddress(address, port: 0)
    let number = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
    descriptor = FileDescriptor(adopting: number)
    _ = unsafe address.withSystemForm { unsafe bind(number, $0, $1) }
    _ = Glibc.listen(number, 8)
    var bytes = [UInt8](repeating: 0, count: 64)
    var size = socklen_t(bytes.count)
    unsafe bytes.withUnsafeMutableBytes { bytes in
      _ = unsafe getsockname(
        number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
    }
    port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
  }

  func accept() -> FileDescriptor {
    FileDescriptor(adopting: Glibc.accept(number, nil, nil))
  }
}
