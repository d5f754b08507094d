/// Floating-point numbers in decimal digits.
enum DecimalText {
  /// The fewest digits that tell the number from all others: `0.5`, `1e+21`, `NaN`, `-Infinity`.
  ///
  /// `alwaysPointed` writes `1.0` for what would be `1`.
  static func shortest(_ value: Double, alwaysPointed: Bool = false) -> String {
    if let special = special(value) { return special }
    let (digits, exponent) = shortestDigits(value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    guard (-7..<21).contains(exponent) else {
      let mantissa = pointed(digits, after: 1)
      return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded(abs(exponent)))"
    }
    let text = pointed(digits, after: exponent + 1)
    return sign + text + (alwaysPointed && !text.utf8.contains(UInt8(ascii: ".")) ? ".0" : "")
  }

  /// With so many digits after the point, the exact value rounded half to even.
  static func fixed(_ value: Double, digits: Int) -> String {
    if let special = special(value) { return special }
    let text = rounded(exactDigits(value.magnitude), toFraction: digits)
    return (value.sign == .minus ? "-" : "") + text
  }

  /// One digit, so many after the point, and an exponent of at least two: `1.052033e+03`.
  static func scientific(_ value: Double, digits: Int) -> String {
    if let special = special(value) { return special }
    let (whole, fraction) = exactDigits(value.magnitude)
    let all = whole + fraction
    var exponent = 0
    var significant: [UInt8] = [0]
    if let first = all.firstIndex(where: { $0 != 0 }) {
      exponent = whole.count - 1 - first
      significant = Array(all[first...])
    }
    var text = rounded(([significant[0]], Array(significant.dropFirst())), toFraction: digits)
    if text.hasPrefix("10") {
      exponent += 1
      text = rounded(([1], []), toFraction: digits)
    }
    let sign = value.sign == .minus ? "-" : ""
    return "\(sign)\(text)e\(exponent < 0 ? "-" : "+")\(padded(abs(exponent)))"
  }

  private static func special(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return nil
  }

  private static func padded(_ exponent: Int) -> String {
    exponent < 10 ? "0\(exponent)" : String(exponent)
  }

  /// The significant digits, and the power of ten of the first.
  private static func shortestDigits(_ magnitude: Double) -> (digits: [UInt8], exponent: Int) {
    let parts = "\(magnitude)".utf8.split(separator: UInt8(ascii: "e"))
    var exponent = parts.count > 1 ? Int(Substring(parts[1])) ?? 0 : 0
    let mantissa = parts[0].split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var digits = (mantissa[0] + (mantissa.count > 1 ? Array(mantissa[1]) : [])).map { $0 - 0x30 }
    exponent += mantissa[0].count - 1
    while digits.count > 1, digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return (digits, digits == [0] ? 0 : exponent)
  }

  /// Digits with a point after so many of them, zeros added where there are none.
  private static func pointed(_ digits: [UInt8], after count: Int) -> String {
    let leading = Array(repeating: UInt8(0), count: max(0, 1 - count))
    let trailing = Array(repeating: UInt8(0), count: max(0, count - digits.count))
    let all = leading + digits + trailing
    let split = max(count, 1)
    let fraction = all[split...]
    return text(all[..<split]) + (fraction.isEmpty ? "" : "." + text(fraction))
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  /// All digits of a number: every double has finitely many.
  private static func exactDigits(_ magnitude: Double) -> (whole: [UInt8], fraction: [UInt8]) {
    guard magnitude > 0 else { return ([0], []) }
    // magnitude = significand * 2^exponent, the significand an integer.
    let exponent = Int(magnitude.exponent) - 52
    let significand = UInt64(magnitude.significand * 0x1p52)
    var number = DecimalNumber(significand)
    if exponent >= 0 {
      for _ in 0..<exponent { number.multiply(by: 2) }
      return (number.digits, [])
    }
    // Times 5^n is times 10^n / 2^n.
    for _ in 0..<(-exponent) { number.multiply(by: 5) }
    var digits = number.digits
    if digits.count <= -exponent {
      digits = Array(repeating: 0, count: 1 - exponent - digits.count) + digits
    }
    let split = digits.count + exponent
    return (Array(digits[..<split]), Array(digits[split...]))
  }

  private static func rounded(
    _ number: (whole: [UInt8], fraction: [UInt8]), toFraction count: Int
  ) -> String {
    let rest = number.fraction.dropFirst(count)
    var digits = [0] + number.whole + number.fraction.prefix(count)
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isUp = isHalf ? digits[digits.count - 1] % 2 == 1 : (rest.first ?? 0) >= 5
    if isUp {
      var index = digits.count - 1
      while digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      digits[index] += 1
    }
    digits += Array(repeating: 0, count: max(0, count - number.fraction.count))
    let split = digits.count - count
    let whole = digits[..<split].drop { $0 == 0 }
    return (whole.isEmpty ? "0" : text(whole)) + (count == 0 ? "" : "." + text(digits[split...]))
  }

  /// A whole number as nine decimal digits a limb, the lowest first.
  private struct DecimalNumber {
    private var limbs: [UInt32]
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
      limbs = [value, value / Self.base, value / Self.base / Self.base].map {
        UInt32($0 % Self.base)
      }
    }

    mutating func multiply(by factor: UInt64) {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = UInt64(limbs[index]) * factor + carry
        limbs[index] = UInt32(product % Self.base)
        carry = product / Self.base
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }

    var digits: [UInt8] {
      var digits: [UInt8] = []
      for limb in limbs.reversed() {
        var scale: UInt32 = 100_000_000
        while scale > 0 {
          digits.append(UInt8(limb / scale % 10))
          scale /= 10
        }
      }
      return Array(digits.drop { $0 == 0 })
    }
  }
}
