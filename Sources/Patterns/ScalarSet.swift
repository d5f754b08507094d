/// A set of Unicode scalars.
struct ScalarSet: Hashable, Sendable {
  typealias Range = ClosedRange<UInt32>

  /// In order, and neither overlapping nor adjacent.
  let ranges: [Range]
  private let lowASCII: UInt64
  private let highASCII: UInt64

  static let all = ScalarSet([0...0x10FFFF])
  static let newline = ScalarSet("\n")

  init(_ unordered: [Range]) {
    var merged: [Range] = []
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        let upper = max(last.upperBound, range.upperBound)
        merged[merged.count - 1] = last.lowerBound...upper
      } else {
        merged.append(range)
      }
    }
    ranges = merged
    var bits: (UInt64, UInt64) = (0, 0)
    for range in merged where range.lowerBound < 128 {
      for value in range.lowerBound...min(range.upperBound, 127) {
        if value < 64 { bits.0 |= 1 << value } else { bits.1 |= 1 << (value - 64) }
      }
    }
    (lowASCII, highASCII) = bits
  }

  init(_ scalar: Unicode.Scalar) {
    self.init([scalar.value...scalar.value])
  }

  var inverted: ScalarSet {
    var gaps: [Range] = []
    var start: UInt32 = 0
    for range in ranges {
      if start < range.lowerBound { gaps.append(start...(range.lowerBound - 1)) }
      start = range.upperBound + 1
    }
    if start <= 0x10FFFF { gaps.append(start...0x10FFFF) }
    return ScalarSet(gaps)
  }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return lowASCII >> value & 1 == 1 }
    if value < 128 { return highASCII >> (value - 64) & 1 == 1 }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }
}
