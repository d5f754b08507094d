/// Why an operation has no value.
enum Failure: Error {
  /// No overload of the operator or function takes values of these types.
  case noMatchingOverload
  case noSuchKey(Value)
  /// The evaluation has done all the work it may.
  case exhausted
  /// A lower-case phrase without a final period.
  case other(String)

  static let integerOverflow = Failure.other("integer overflow")
  static let timestampRange = Failure.other(
    "timestamp is out of range: years 1 to 9999 can be told")
  static let durationRange = Failure.other(
    "duration is out of range: at most 300,000,000,000 seconds can be told")
}

/// The work an evaluation may still do, in steps of some nanoseconds.
struct Effort {
  private(set) var left: Int

  init(_ steps: Int) {
    left = steps
  }

  @inline(__always)
  mutating func spend(_ steps: Int = 1) throws(Failure) {
    left &-= steps
    if left < 0 { throw .exhausted }
  }

  /// Spends what comparing or copying so many bytes takes.
  mutating func spend(bytes count: Int) throws(Failure) {
    try spend(count >> 4)
  }

  /// Spends what a search for some bytes in others takes at worst.
  mutating func spend(searchIn count: Int, for length: Int) throws(Failure) {
    let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
    if overflow { throw .exhausted }
    try spend(product >> 6)
  }
}
