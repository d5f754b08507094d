extension DERInteger {
  /// The number in decimal, however long it is.
  package func decimal(in bytes: Span<UInt8>) -> String {
    if let small = unsigned(in: bytes) { return String(small) }
    // In base 10⁹, the least significant first.
    var digits: [UInt64] = [0]
    for byte in magnitudeBytes(in: bytes) {
      var carry = UInt64(byte)
      for index in digits.indices {
        let value = digits[index] << 8 + carry
        digits[index] = value % 1_000_000_000
        carry = value / 1_000_000_000
      }
      if carry > 0 { digits.append(carry) }
    }
    let text = digits.reversed().enumerated().map { place, digit in
      let text = String(digit)
      return place == 0 ? text : String(repeating: "0", count: 9 - text.utf8.count) + text
    }
    return (isNegative ? "-" : "") + text.joined()
  }

  /// The absolute value, the most significant byte first.
  private func magnitudeBytes(in bytes: Span<UInt8>) -> [UInt8] {
    var magnitude = bytes.clamped(content).map { bytes[$0] }
    guard isNegative else { return magnitude }
    var carry: UInt16 = 1
    for index in magnitude.indices.reversed() {
      carry += UInt16(~magnitude[index])
      magnitude[index] = UInt8(truncatingIfNeeded: carry)
      carry >>= 8
    }
    return magnitude
  }
}
