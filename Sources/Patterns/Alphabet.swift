/// The scalars, divided into symbols: those of one symbol are alike to every set of a program.
struct Alphabet {
  /// One scalar of each symbol.
  let representatives: [Unicode.Scalar]
  /// By ASCII character.
  let symbolOfASCII: [UInt8]
  private let starts: [UInt32]
  private let symbols: [UInt8]

  /// Nil if there would be more than 250 symbols, or more sets than such an alphabet is worth.
  init?(distinguishing sets: [ScalarSet]) {
    guard sets.count <= 250 else { return nil }
    let starts = Self.starts(of: sets)
    var symbols = Array(repeating: 0, count: starts.count)
    var count = 1
    for set in sets {
      // Each symbol is split into its part outside the set and its part inside.
      var renumbered: [Int?] = Array(repeating: nil, count: 2 * count)
      count = 0
      for (index, start) in starts.enumerated() {
        let part = 2 * symbols[index] + (set.contains(start) ? 1 : 0)
        symbols[index] = renumbered[part] ?? count
        if renumbered[part] == nil {
          renumbered[part] = count
          count += 1
        }
      }
      guard count <= 250 else { return nil }
    }
    var representatives: [Unicode.Scalar] = []
    for (start, symbol) in zip(starts, symbols) where symbol == representatives.count {
      representatives.append(Unicode.Scalar(start) ?? "\u{FFFD}")
    }
    self.representatives = representatives
    self.starts = starts
    self.symbols = symbols.map(UInt8.init)
    var index = 0
    symbolOfASCII = (0..<128).map { value in
      if index + 1 < starts.count && starts[index + 1] == value { index += 1 }
      return UInt8(symbols[index])
    }
  }

  /// The symbol of an ASCII character.
  @inline(__always)
  func symbol(ofASCII byte: UInt8) -> Int { Int(symbolOfASCII[Int(byte)]) }

  func symbol(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 128 { return symbol(ofASCII: UInt8(scalar.value)) }
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= scalar.value { low = middle + 1 } else { high = middle }
    }
    return Int(symbols[low - 1])
  }

  /// Where membership of some set changes.
  private static func starts(of sets: [ScalarSet]) -> [UInt32] {
    var starts: Set<UInt32> = [0]
    for range in sets.lazy.flatMap(\.ranges) {
      for start in [range.lowerBound, range.upperBound + 1] where start <= 0x10FFFF {
        // Surrogates are no scalars: what would begin among them begins after them.
        starts.insert((0xD800...0xDFFF).contains(start) ? 0xE000 : start)
      }
    }
    return starts.sorted()
  }
}
