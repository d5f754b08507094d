extension [UInt8] {
  /// Appends a number in decimal, without making a text of it on the way.
  package mutating func appendDecimal(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var magnitude = number.magnitude
    var scale: UInt = 1
    while magnitude / scale >= 10 { scale *= 10 }
    while scale > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / scale))
      magnitude %= scale
      scale /= 10
    }
  }
}
