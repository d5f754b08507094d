/// A server's reply of one or more lines behind a number of three digits (RFC 5321, 4.2; RFC 959,
/// 4.2).
struct NumberedReply: Equatable, Sendable {
  let number: Int
  /// Without the numbers, where the lines have them.
  let lines: [String]

  /// As a person would quote it: `454 TLS not available`.
  var text: String { "\(number) \(lines.last ?? "")" }

  /// The lines of a reply whose last has not come yet.
  struct Reader: Sendable {
    private var number: Int?
    private var lines: [String] = []

    mutating func read(_ input: inout DialogueInput) throws(StartTLSFailure) -> NumberedReply? {
      while let line = try input.takeLine() {
        let first = Self.number(of: line)
        guard let number = number ?? first else { throw .unexpected(reply: line) }
        self.number = number
        lines.append(first == number ? String(line.dropFirst(4)) : line)
        if first == number, line.utf8.dropFirst(3).first != UInt8(ascii: "-") {
          defer { self = Reader() }
          return NumberedReply(number: number, lines: lines)
        }
      }
      return nil
    }

    private static func number(of line: String) -> Int? {
      let digits = line.utf8.prefix(3)
      guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
      let separator = line.utf8.dropFirst(3).first
      guard separator == nil || separator == 0x20 || separator == 0x2D else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
  }
}
