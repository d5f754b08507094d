import Foundation
import Testing

@testable import Expressions

@Suite struct DecimalTextTests {
  /// Doubles of all magnitudes, always the same.
  private static let numbers: [Double] = {
    var state: UInt64 = 88_172_645_463_325_252
    let spread = (0..<300).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(bitPattern: state)
    }
    return spread.filter(\.isFinite) + [
      0, -0.0, 0.5, 1.5, 2.5, 9.995, 0.0001, .leastNonzeroMagnitude, .pi, 999.5,
    ]
  }()

  @Test func fixedAndScientificAreWhatTheLibraryOfCPrints() {
    for number in Self.numbers {
      for digits in [0, 1, 3, 6, 17] {
        #expect(
          DecimalText.fixed(number, digits: digits) == String(format: "%.\(digits)f", number))
        #expect(
          DecimalText.scientific(number, digits: digits) == String(format: "%.\(digits)e", number))
      }
    }
  }

  @Test func shortestIsReadBackAsTheSame() {
    for number in Self.numbers {
      #expect(Double(DecimalText.shortest(number))?.bitPattern == number.bitPattern)
    }
    #expect(DecimalText.shortest(123_456_789_012) == "123456789012")
    #expect(DecimalText.shortest(-0.0045) == "-0.0045")
    #expect(DecimalText.shortest(1.5e-8) == "1.5e-08")
    #expect(DecimalText.shortest(.infinity) == "Infinity")
  }
}
