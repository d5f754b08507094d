/// A compiled time zone (TZif, RFC 9636): its transitions, and the rule for all later times.
struct ZoneFile {
  private let transitions: [Int64]
  private let offsets: [Int]
  private let firstOffset: Int
  private let rule: ZoneRule?

  /// Reads the 64-bit part of a file of version 2 or later; nil if the bytes are no such file.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let first = Header(&reader), first.version >= UInt8(ascii: "2") else { return nil }
    reader.skip(first.length(timeSize: 4))
    guard let header = Header(&reader), header.typeCount > 0,
      header.length(timeSize: 8) <= bytes.count - reader.position
    else { return nil }

    var transitions: [Int64] = []
    for _ in 0..<header.timeCount {
      guard let time = reader.integer(bytes: 8) else { return nil }
      transitions.append(time)
    }
    var types: [Int] = []
    for _ in 0..<header.timeCount {
      guard let type = reader.integer(bytes: 1), type < header.typeCount else { return nil }
      types.append(Int(type))
    }
    var typeOffsets: [Int] = []
    for _ in 0..<header.typeCount {
      guard let offset = reader.integer(bytes: 4) else { return nil }
      typeOffsets.append(Int(Int32(truncatingIfNeeded: offset)))
      reader.skip(2)
    }
    reader.skip(header.length(timeSize: 8) - header.timeCount * 9 - header.typeCount * 6)
    guard zip(transitions, transitions.dropFirst()).allSatisfy(<) else { return nil }
    self.transitions = transitions
    offsets = types.map { typeOffsets[$0] }
    firstOffset = typeOffsets[0]
    rule = ZoneRule(reader.footer())
  }

  func secondsEast(at seconds: Int64) -> Int {
    guard let first = transitions.first, let last = transitions.last, let lastOffset = offsets.last
    else { return rule?.secondsEast(at: seconds) ?? firstOffset }
    if seconds < first { return firstOffset }
    if seconds >= last { return rule?.secondsEast(at: seconds) ?? lastOffset }
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func integer(bytes count: Int) -> Int64? {
      guard position + count <= bytes.count else { return nil }
      var value: UInt64 = 0
      for byte in bytes[position..<position + count] { value = value << 8 | UInt64(byte) }
      position += count
      return Int64(bitPattern: value)
    }

    mutating func skip(_ count: Int) {
      position = min(bytes.count, position + max(0, count))
    }

    /// The line at the end.
    func footer() -> String {
      let line = bytes[position...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
      return String(decoding: line, as: UTF8.self)
    }
  }

  private struct Header {
    let version: UInt8
    let utcCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

    init?(_ reader: inout Reader) {
      guard reader.integer(bytes: 4) == 0x545A_6966, let version = reader.integer(bytes: 1)
      else { return nil }
      self.version = UInt8(truncatingIfNeeded: version)
      reader.skip(15)
      var counts: [Int] = []
      for _ in 0..<6 {
        guard let count = reader.integer(bytes: 4), count <= 100_000 else { return nil }
        counts.append(Int(count))
      }
      utcCount = counts[0]
      standardCount = counts[1]
      leapCount = counts[2]
      timeCount = counts[3]
      typeCount = counts[4]
      characterCount = counts[5]
    }

    func length(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4)
        + standardCount + utcCount
    }
  }
}
