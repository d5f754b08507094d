/// The sets of scalars that have names in regular expressions.
enum CharacterClasses {
  static let digit = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

  /// The classes of `[[:alpha:]]`, ASCII as in RE2.
  static let posix: [String: ScalarSet] = [
    "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
    "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]),
    "ascii": ScalarSet([0...0x7F]),
    "blank": ScalarSet([0x09...0x09, 0x20...0x20]),
    "cntrl": ScalarSet([0...0x1F, 0x7F...0x7F]),
    "digit": digit,
    "graph": ScalarSet([0x21...0x7E]),
    "lower": ScalarSet([0x61...0x7A]),
    "print": ScalarSet([0x20...0x7E]),
    "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": ScalarSet([0x09...0x0D, 0x20...0x20]),
    "upper": ScalarSet([0x41...0x5A]),
    "word": word,
    "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  /// The scalars of a general category (`Lu`), of a group of them (`L`), or `Any`.
  static func category(_ name: String) -> ScalarSet? {
    if name == "Any" { return .all }
    let wanted = categories.filter { $0.key == name || $0.key.prefix(1) == name }.map(\.value)
    if wanted.isEmpty { return nil }
    return ScalarSet(categoryRuns.filter { wanted.contains($0.category) }.map(\.range))
  }

  private static let categories: [String: Unicode.GeneralCategory] = [
    "Cc": .control, "Cf": .format, "Co": .privateUse, "Cs": .surrogate,
    "Ll": .lowercaseLetter, "Lm": .modifierLetter, "Lo": .otherLetter, "Lt": .titlecaseLetter,
    "Lu": .uppercaseLetter,
    "Mc": .spacingMark, "Me": .enclosingMark, "Mn": .nonspacingMark,
    "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
    "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Pe": .closePunctuation,
    "Pf": .finalPunctuation, "Pi": .initialPunctuation, "Po": .otherPunctuation,
    "Ps": .openPunctuation,
    "Sc": .currencySymbol, "Sk": .modifierSymbol, "Sm": .mathSymbol, "So": .otherSymbol,
    "Zl": .lineSeparator, "Zp": .paragraphSeparator, "Zs": .spaceSeparator,
  ]

  /// Runs of scalars of one category; a scan of Unicode, made once and only if asked for.
  private static let categoryRuns = {
    var runs: [(range: ScalarSet.Range, category: Unicode.GeneralCategory)] = [
      (0xF0000...0xFFFFD, .privateUse), (0x100000...0x10FFFD, .privateUse),
    ]
    // The planes left out are unassigned, or for private use.
    for value in [UInt32(0)...0x3FFFF, 0xE0000...0xE0FFF].joined() {
      guard let category = Unicode.Scalar(value)?.properties.generalCategory else { continue }
      if let last = runs.last, last.category == category, last.range.upperBound + 1 == value {
        runs[runs.count - 1].range = last.range.lowerBound...value
      } else {
        runs.append((value...value, category))
      }
    }
    return runs
  }()
}
