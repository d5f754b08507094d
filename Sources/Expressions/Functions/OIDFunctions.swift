/// Object identifiers.
enum OIDFunctions {
  static let all: [Function] = [
    .global(
      "oid", Overload([.string], .string), Overload([.bytes], .string),
      body: .unary { (context, value) throws(Failure) in
        switch value {
        case .string(let text):
          try context.effort.spend(bytes: text.utf8.count)
          try check(text)
          return value
        case .bytes(let bytes):
          try context.effort.spend(bytes.count)
          guard let text = dotted(bytes) else {
            throw .other("the bytes are no object identifier (X.690, 8.19)")
          }
          return .string(text)
        default: throw .noMatchingOverload
        }
      })
  ]

  /// Fails unless the text is an object identifier in numbers and dots.
  static func check(_ text: String) throws(Failure) {
    if !isDotted(text) {
      throw .other("\(QuotedText.quoted(text)) is no object identifier such as \"2.5.29.17\"")
    }
  }

  /// Whether a text is numbers between dots, of which the first two fit what X.660 allows.
  private static func isDotted(_ text: String) -> Bool {
    let arcs = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard arcs.count >= 2, text.utf8.count <= 1000 else { return false }
    let areNumbers = arcs.allSatisfy { arc in
      !arc.isEmpty && arc.allSatisfy { (0x30...0x39).contains($0) }
        && (arc.count == 1 || arc.first != 0x30)
    }
    guard areNumbers, let first = Int(Substring(arcs[0])), first <= 2 else { return false }
    return first == 2 || Int(Substring(arcs[1])).map { $0 < 40 } == true
  }

  /// The contents of a DER object identifier as text; nil if an arc needs more than 64 bits.
  private static func dotted(_ bytes: [UInt8]) -> String? {
    var arcs: [UInt64] = []
    var arc: UInt64 = 0
    var isInside = false
    for byte in bytes {
      guard isInside || byte != 0x80, arc >> 57 == 0 else { return nil }
      arc = arc << 7 | UInt64(byte & 0x7F)
      isInside = byte & 0x80 != 0
      if isInside { continue }
      if arcs.isEmpty {
        let first = min(arc / 40, 2)
        arcs = [first, arc - first * 40]
      } else {
        arcs.append(arc)
      }
      arc = 0
    }
    guard !isInside, !arcs.isEmpty else { return nil }
    return arcs.map(String.init).joined(separator: ".")
  }
}
