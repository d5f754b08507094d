/// The encoding of international DNS labels in ASCII (RFC 3492).
enum Punycode {
  /// A name with its labels as IDNA's A-labels (RFC 5890); nil where that takes more mapping than
  /// to lower case, or where no such name can be.
  static func asciiForm(of name: String) -> String? {
    let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    var forms: [String] = []
    for label in labels {
      let scalars = Array(label.unicodeScalars)
      if scalars.allSatisfy(\.isASCII) {
        forms.append(String(label))
      } else if scalars.allSatisfy(needsNoMapping), let encoded = encode(scalars) {
        forms.append("xn--" + encoded)
      } else {
        return nil
      }
    }
    return forms.joined(separator: ".")
  }

  private static func needsNoMapping(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "-": true
    default:
      [.lowercaseLetter, .otherLetter].contains(scalar.properties.generalCategory)
        && !scalar.properties.changesWhenNFKCCaseFolded
    }
  }

  private static let base = 36
  private static let tMin = 1
  private static let tMax = 26
  private static let skew = 38
  private static let damp = 700
  private static let initialBias = 72
  private static let initialCodePoint: UInt32 = 0x80
  private static let longestLabel = 63

  /// A label without the `xn--` of IDNA; nil for one too long for the DNS.
  private static func encode(_ label: [Unicode.Scalar]) -> String? {
    guard label.count <= longestLabel else { return nil }
    var output = label.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var handled = basicCount
    var codePoint = initialCodePoint
    var delta = 0
    var bias = initialBias
    while let next = label.lazy.map(\.value).filter({ $0 >= codePoint }).min() {
      delta += Int(next - codePoint) * (handled + 1)
      codePoint = next
      for scalar in label {
        if scalar.value < codePoint { delta += 1 }
        guard scalar.value == codePoint else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, to: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      codePoint += 1
    }
    return output.count + 4 <= longestLabel ? String(decoding: output, as: UTF8.self) : nil
  }

  /// Whether the text after an `xn--` is what some label that is not ASCII is encoded as.
  static func isEncoded(_ text: some StringProtocol) -> Bool {
    guard let label = decode(Array(text.lowercased().utf8)), !label.allSatisfy(\.isASCII) else {
      return false
    }
    return encode(label) == text.lowercased()
  }

  private static func decode(_ text: [UInt8]) -> [Unicode.Scalar]? {
    let basicCount = text.lastIndex(of: UInt8(ascii: "-")) ?? 0
    var label = text[..<basicCount].map { Unicode.Scalar($0) }
    var position = basicCount == 0 ? 0 : basicCount + 1
    var codePoint = Int(initialCodePoint)
    var index = 0
    var bias = initialBias
    while position < text.count {
      guard let delta = number(text, at: &position, bias: bias) else { return nil }
      let count = label.count + 1
      index += delta
      codePoint += index / count
      index %= count
      guard codePoint <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(codePoint)) else {
        return nil
      }
      bias = adapted(delta, to: count, isFirst: count == basicCount + 1)
      label.insert(scalar, at: index)
      index += 1
    }
    return label
  }

  /// Reads what `append` writes; nil for a number that is cut short or beyond all code points.
  private static func number(_ text: [UInt8], at position: inout Int, bias: Int) -> Int? {
    let largest = (0x10FFFF + 1) * (longestLabel + 1)
    var number = 0
    var scale = 1
    var weight = base
    while position < text.count {
      guard let digit = value(ofDigit: text[position]), number <= largest, scale <= largest else {
        return nil
      }
      position += 1
      number += digit * scale
      let threshold = min(max(weight - bias, tMin), tMax)
      if digit < threshold { return number <= largest ? number : nil }
      scale *= base - threshold
      weight += base
    }
    return nil
  }

  private static func value(ofDigit digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit) - 0x61
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit) - 0x30 + 26
    default: nil
    }
  }

  /// Writes a number with digits of a variable base, the least first.
  private static func append(_ number: Int, bias: Int, to output: inout [UInt8]) {
    var rest = number
    var weight = base
    while true {
      let threshold = min(max(weight - bias, tMin), tMax)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      weight += base
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
  }

  private static func adapted(_ delta: Int, to count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var weight = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      weight += base
    }
    return weight + (base - tMin + 1) * delta / (delta + skew)
  }
}
