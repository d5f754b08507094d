import Glibc

/// A request that the operating system, or this room on its behalf, turned down.
///
/// The path stands in `description` as it is: whoever prints it escapes it.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An `errno` value, or the raw value of a `Refusal`, which are negative.
  package let code: Int32
  /// What was tried, as a verb: `open`.
  package let operation: String
  /// What it was tried on, in the words of the user.
  package let path: String?

  package init(_ operation: String, path: String?, code: Int32 = errno) {
    self.code = code
    self.operation = operation
    self.path = path
  }

  init(_ operation: String, path: String?, because refusal: Refusal) {
    self.init(operation, path: path, code: refusal.rawValue)
  }

  /// Whether there is nothing under the path.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether the reader at the other end of a pipe has gone.
  package var isBrokenPipe: Bool { code == EPIPE }

  /// What became of a connection.
  package enum ConnectionFault: Sendable {
    /// Nothing listens there.
    case refused
    case reset
    case timedOut
    /// There is no way there.
    case unreachable
    case other
  }

  package var connectionFault: ConnectionFault {
    switch code {
    case ECONNREFUSED: .refused
    case ECONNRESET, EPIPE, ECONNABORTED: .reset
    case ETIMEDOUT: .timedOut
    case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT, ENETDOWN, EHOSTDOWN, EACCES, EPERM:
      .unreachable
    default: .other
    }
  }

  /// A sentence without a period: `cannot open a.json: permission denied`.
  package var description: String {
    "cannot \(operation)\(path.map { " " + $0 } ?? ""): \(reason)"
  }

  /// Why, without what: `permission denied`.
  package var reason: String {
    if let refusal = Refusal(rawValue: code) { return refusal.reason }
    guard let text = unsafe strerror(code) else { return "unknown error \(code)" }
    let reason = unsafe String(cString: text)
    return reason.prefix(1).lowercased() + reason.dropFirst()
  }
}

/// A reason to turn a request down for which the system has no number.
enum Refusal: Int32 {
  case pipe = -1
  case socket = -2
  case device = -3
  case nameNotText = -4

  var reason: String {
    switch self {
    case .pipe: "is a named pipe, not a file"
    case .socket: "is a socket, not a file"
    case .device: "is a device, not a file"
    case .nameNotText: "the name is not UTF-8"
    }
  }
}
