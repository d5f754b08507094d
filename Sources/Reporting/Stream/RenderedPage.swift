import Cryptography
import OperatingSystem
import Synchronization

/// What some records come to in one report.
final class RenderedPage: Sendable {
  struct Content: ~Copyable {
    var text = ByteBuffer()
    /// What ended the text midway.
    var error: OpenSSLError?
  }

  let content = Mutex(Content())
}
