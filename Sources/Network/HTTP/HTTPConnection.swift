import Cryptography
import OperatingSystem

/// A connection that is waited on, in the clear or over TLS, until a deadline.
final class HTTPConnection {
  /// In the words of errors.
  private let host: String
  private var socket: Socket
  private var tls: TLSSession?
  private var polls = PollSet()

  init(_ socket: consuming Socket, to host: String) {
    self.socket = socket
    self.host = host
  }

  /// Begins TLS with a server that must prove to be `host`.
  func startTLS(
    _ host: String, in context: borrowing TLSContext, until deadline: Deadline
  ) throws(HTTPError) {
    do throws(OpenSSLError) {
      tls = try TLSSession.client(
        in: context, serverName: IPAddress(host) == nil ? host : nil, expectedName: host)
    } catch {
      throw .local(reason: "\(error)")
    }
    while try !handshake(until: deadline) {
      switch try receiveBytes() {
      case .bytes(let bytes): tls?.receive(bytes)
      case .nothingYet: try wait(for: .reading, until: deadline)
      case .end: throw .connection(.closed(.handshake), host: host)
      }
    }
  }

  private func handshake(until deadline: Deadline) throws(HTTPError) -> Bool {
    let isDone: Bool
    do throws(TLSFailure) {
      isDone = try tls?.handshake() ?? true
    } catch {
      // The server should learn why; that it does not is no matter.
      try? sendOutput(until: deadline)
      switch error {
      case .untrusted(let reason): throw .untrusted(host: host, reason: reason)
      case .unsupportedVersion: throw .outdated(host: host)
      default: throw .connection(.handshake(error), host: host)
      }
    }
    try sendOutput(until: deadline)
    return isDone
  }

  // MARK: Bytes

  func send(_ bytes: [UInt8], until deadline: Deadline) throws(HTTPError) {
    guard tls != nil else {
      try sendBytes(bytes, until: deadline)
      return
    }
    do throws(TLSFailure) {
      try tls?.write(bytes)
    } catch {
      throw .connection(.handshake(error), host: host)
    }
    try sendOutput(until: deadline)
  }

  enum Received: Equatable {
    case bytes([UInt8])
    /// - Parameter isClean: whether the server said so, where it can.
    case end(isClean: Bool)
  }

  func receive(until deadline: Deadline) throws(HTTPError) -> Received {
    while true {
      if let received = try receiveDecrypted(until: deadline) { return received }
      switch try receiveBytes() {
      case .bytes(let bytes):
        // A server that sends a byte now and then is no reason to wait longer.
        if deadline.hasPassed { throw .timedOut(host: host) }
        if tls == nil { return .bytes(bytes) }
        tls?.receive(bytes)
      case .nothingYet: try wait(for: .reading, until: deadline)
      case .end: return .end(isClean: tls == nil)
      }
    }
  }

  private func receiveDecrypted(until deadline: Deadline) throws(HTTPError) -> Received? {
    guard tls != nil else { return nil }
    do throws(TLSFailure) {
      switch try tls?.read(atMost: 16 << 10) {
      case .bytes(let bytes): return .bytes(bytes)
      case .end: return .end(isClean: true)
      case .nothingYet, nil: break
      }
    } catch {
      throw .connection(.handshake(error), host: host)
    }
    // Such as the answer to a change of keys.
    try sendOutput(until: deadline)
    return nil
  }

  private func sendOutput(until deadline: Deadline) throws(HTTPError) {
    try sendBytes(tls?.takeOutput() ?? [], until: deadline)
  }

  private func sendBytes(_ bytes: [UInt8], until deadline: Deadline) throws(HTTPError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      do throws(SystemError) {
        rest = rest.dropFirst(try socket.send(rest))
      } catch {
        throw .connection(ProbeFailure(error, during: .connection), host: host)
      }
      if !rest.isEmpty { try wait(for: .writing, until: deadline) }
    }
  }

  private func receiveBytes() throws(HTTPError) -> Socket.Received {
    do throws(SystemError) {
      return try socket.receive(atMost: 64 << 10)
    } catch {
      throw .connection(ProbeFailure(error, during: .connection), host: host)
    }
  }

  private func wait(
    for readiness: PollSet.Readiness, until deadline: Deadline
  ) throws(HTTPError) {
    polls.removeAll()
    _ = polls.add(socket.number, for: readiness)
    do throws(SystemError) {
      try polls.wait(until: deadline)
    } catch {
      throw .local(reason: "\(error)")
    }
    if deadline.hasPassed { throw .timedOut(host: host) }
  }
}
