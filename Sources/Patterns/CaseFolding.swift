/// Which letters are the same letter.
///
/// Unicode's folding is the simple one: it maps scalars to scalars, so that `ß` is not `ss`.
enum CaseFolding {
  case none, ascii, unicode

  /// The set and all that differs from its members only in case.
  func closure(_ set: ScalarSet) -> ScalarSet {
    if self == .none { return set }
    var ranges = set.ranges
    for value in Self.asciiLetters where set.contains(value) { ranges.append(Self.flip(value)) }
    guard self == .unicode else { return ScalarSet(ranges) }
    if let last = set.ranges.last, last.upperBound >= 128 {
      if last.lowerBound == set.ranges.first?.upperBound {
        ranges += Self.orbits[last.lowerBound] ?? []
      } else {
        for (value, orbit) in Self.orbits where set.contains(value) { ranges += orbit }
      }
    } else {
      if set.contains(0x4B) || set.contains(0x6B) { ranges.append(Self.kelvinSign) }
      if set.contains(0x53) || set.contains(0x73) { ranges.append(Self.longS) }
    }
    return ScalarSet(ranges)
  }

  private static let asciiLetters = Array(UInt32(0x41)...0x5A) + Array(UInt32(0x61)...0x7A)
  private static func flip(_ value: UInt32) -> ScalarSet.Range { (value ^ 0x20)...(value ^ 0x20) }
  /// The only two scalars beyond ASCII that fold to an ASCII letter.
  private static let kelvinSign: ScalarSet.Range = 0x212A...0x212A
  private static let longS: ScalarSet.Range = 0x17F...0x17F

  /// For each cased scalar, all scalars that fold to the same one.
  private static let orbits: [UInt32: [ScalarSet.Range]] = {
    var orbits: [UInt32: [ScalarSet.Range]] = [:]
    let planesWithCase: ClosedRange<UInt32> = 0...0x1FFFF
    let cased = planesWithCase.lazy.compactMap(Unicode.Scalar.init)
      .filter { $0.properties.changesWhenCaseMapped }
    for scalar in cased {
      orbits[folded(scalar), default: []].append(scalar.value...scalar.value)
    }
    for orbit in orbits.values {
      for member in orbit { orbits[member.lowerBound] = orbit }
    }
    return orbits
  }()

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    // The dotted and dotless i fold to themselves outside Turkic languages.
    if scalar == "\u{130}" || scalar == "\u{131}" { return scalar.value }
    let upper = single(scalar.properties.uppercaseMapping) ?? scalar
    return (single(upper.properties.lowercaseMapping) ?? upper).value
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    mapping.unicodeScalars.count == 1 ? mapping.unicodeScalars.first : nil
  }
}
