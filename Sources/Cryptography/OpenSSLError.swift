import COpenSSL
import Glibc

/// A request that OpenSSL turned down, in its own words.
package struct OpenSSLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried, as a verb and its object.
  package let operation: String
  package let reason: String

  /// Takes the last entry of this thread's error queue, and empties it.
  init(draining operation: String) {
    self.init(code: ERR_peek_last_error(), operation: operation)
    ERR_clear_error()
  }

  init(code: UInt, operation: String) {
    self.operation = operation
    // The system's own errors have this bit, and no text in OpenSSL.
    let isOfSystem = code & 0x8000_0000 != 0
    let text =
      unsafe isOfSystem
      ? UnsafePointer(strerror(Int32(code & 0x7FFF_FFFF))) : ERR_reason_error_string(code)
    reason = unsafe text.map { unsafe String(cString: $0) } ?? "no reason given"
  }

  /// A sentence without a period: `cannot look up SHA-256: unsupported`.
  package var description: String { "cannot \(operation): \(reason)" }
}
