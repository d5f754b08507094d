import Glibc

/// A file of a test's own, removed when its owner goes.
final class TemporaryFile: Sendable {
  let path: String

  init(_ text: String) {
    var template = Array("/tmp/certgate-tests-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = unsafe write(descriptor, text, text.utf8.count)
    _ = close(descriptor)
  }

  deinit { _ = unsafe unlink(path) }
}
