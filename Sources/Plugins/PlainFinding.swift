import Documents
import RuleEngine

/// A finding as nearly all are written, picked from the bytes of its line: every member is known,
/// stands there once and is of the kind it must be.
///
/// It is never the judge of a message: whatever it does not take is read again with more care.
struct PlainFinding {
  private enum Member: Int, CaseIterable {
    case type, number, check, message, key, gravity, fact, element, required
  }

  private static let words = Member.allCases.map { word(of: "\($0)".utf8.span) }

  let number: Int
  private var values = InlineArray<9, JSONValue>(repeating: .absent)

  init?(_ bytes: Span<UInt8>) {
    var isPlain = true
    var values = values
    do {
      try JSONReading.forEachMember(ofObject: bytes) { key, value in
        guard key.count <= 8, let member = Self.words.firstIndex(of: Self.word(of: key)),
          values[member].kind == .absent
        else {
          isPlain = false
          return
        }
        values[member] = value
      }
    } catch {
      return nil
    }
    guard isPlain, let number = Self.count(values[Member.number.rawValue], bytes) else {
      return nil
    }
    self.number = number
    self.values = values
    guard text(.type, bytes) == "finding" else { return nil }
  }

  /// Up to eight bytes as a number.
  private static func word(of bytes: Span<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    for index in bytes.indices { word = word << 8 | UInt64(bytes[index]) }
    return word
  }

  /// A whole number of some digits; nil for any other value.
  private static func count(_ value: JSONValue, _ bytes: Span<UInt8>) -> Int? {
    guard value.kind == .number, value.end - value.start <= 18 else { return nil }
    var count = 0
    for index in value.start..<value.end {
      guard bytes[index] &- 0x30 <= 9 else { return nil }
      count = count * 10 + Int(bytes[index] &- 0x30)
    }
    return count
  }

  /// A text that is not empty; nil for any other value.
  private func text(_ member: Member, _ bytes: Span<UInt8>) -> String? {
    let value = values[member.rawValue]
    guard value.kind == .string, value.end - value.start > 2 else { return nil }
    return JSONReading.text(of: value, in: bytes)
  }

  private func has(_ member: Member) -> Bool { values[member.rawValue].kind != .absent }

  func isOfCheck(_ name: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    let value = values[Member.check.rawValue]
    guard value.kind == .string, !value.isEscaped, value.end - value.start - 2 == name.count else {
      return false
    }
    for (index, byte) in name.enumerated() where bytes[value.start + 1 + index] != byte {
      return false
    }
    return true
  }

  /// What it says; nil if anything of it is not as it must be.
  ///
  /// - Parameter needs: the facts that the check needs, the first of which it is about unless it says
  ///   otherwise.
  func answer(_ bytes: Span<UInt8>, needs: [Fact]) -> Answers.Finding? {
    guard let message = text(.message, bytes) else { return nil }
    var gravity = Findings.Gravity.full
    if has(.gravity) {
      switch text(.gravity, bytes) {
      case "full": break
      case "early": gravity = .early
      default: return nil
      }
    }
    let fact = has(.fact) ? text(.fact, bytes).flatMap(Fact.init(named:)) : needs.first ?? .name
    let (key, required) = (text(.key, bytes), text(.required, bytes))
    let element = Self.count(values[Member.element.rawValue], bytes)
    guard let fact, (key == nil) != has(.key), (required == nil) != has(.required),
      (element == nil) != has(.element)
    else { return nil }
    return Answers.Finding(
      gravity: gravity, message: message, key: key, fact: fact, element: element,
      required: required)
  }
}
