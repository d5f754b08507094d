import Documents

/// A text held against the JSON reader.
struct JSONSample {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// `line:column: message` of the first fault; nil if there is none.
  var fault: String? {
    do throws(JSONError) {
      _ = try JSONIndex(bytes.span, requests: [])
      return nil
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  func index(_ requests: JSONIndex.Request...) throws -> JSONIndex {
    try JSONIndex(bytes.span, requests: requests)
  }

  func text(_ value: JSONValue) -> String { JSONReading.text(of: value, in: bytes.span) }

  /// The raw bytes of a value, as they stand.
  func raw(_ value: JSONValue) -> String {
    String(decoding: bytes[value.start..<value.end], as: UTF8.self)
  }

  /// The texts of the values a path leads to.
  func texts(_ path: String) throws -> [String] {
    let path = try JSONPath(path)
    return try index(.values(path)).values(at: path).map { text($0.value) }
  }

  /// The whole document as a value.
  func root() throws -> JSONValue {
    let anchor = try index().roots.elements[0]
    return JSONReading.value(at: anchor, bytes.span) ?? .absent
  }
}
