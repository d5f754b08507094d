import Documents
import OperatingSystem
import Reporting

/// A JSON value of a message, read whole.
enum WireValue: Hashable, Sendable {
  case null
  case flag(Bool)
  /// As it is written, so that no digit is lost.
  case number(String)
  case text(String)
  case list([WireValue])
  case object([WireMember])

  /// Reads bytes that must be one JSON object.
  init(object bytes: [UInt8]) throws(WireError) {
    let index: JSONIndex
    do {
      index = try JSONIndex(bytes.span, requests: [])
    } catch {
      throw WireError(error.message)
    }
    guard index.shape == .object, let anchor = index.roots.elements.first,
      let value = JSONReading.value(at: anchor, bytes.span)
    else { throw WireError("it is no JSON object") }
    self.init(value, in: bytes.span)
  }

  private init(_ value: JSONValue, in bytes: Span<UInt8>) {
    switch value.kind {
    case .absent, .null, .duplicate: self = .null
    case .true: self = .flag(true)
    case .false: self = .flag(false)
    case .number: self = .number(JSONReading.text(of: value, in: bytes))
    case .string: self = .text(JSONReading.text(of: value, in: bytes))
    case .array:
      self = .list(JSONReading.elements(of: value, in: bytes).map { WireValue($0, in: bytes) })
    case .object:
      self = .object(
        JSONReading.members(of: value, in: bytes).map {
          WireMember(name: $0.key, value: WireValue($0.value, in: bytes))
        })
    }
  }

  /// What it is, in words.
  var kindName: String {
    switch self {
    case .null: "null"
    case .flag: "true or false"
    case .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  func append(to text: inout ByteBuffer) {
    switch self {
    case .null: text.write("null")
    case .flag(let flag): text.write(flag ? "true" : "false")
    case .number(let digits): text.write(digits)
    case .text(let string): text.writeJSON(string)
    case .list(let elements): text.writeArray(elements) { $0.append(to: &$1) }
    case .object(let members):
      text.write("{")
      for member in members {
        if text.last != UInt8(ascii: "{") { text.write(",") }
        text.writeJSON(member.name)
        text.write(":")
        member.value.append(to: &text)
      }
      text.write("}")
    }
  }

  /// The value on one line, without spaces.
  var json: String {
    var text = ByteBuffer()
    append(to: &text)
    return text.text
  }
}

/// One member of an object.
struct WireMember: Hashable, Sendable {
  let name: String
  let value: WireValue
}

/// Why bytes are no message.
struct WireError: Error, Hashable, Sendable {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
