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
