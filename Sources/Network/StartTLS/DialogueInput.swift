/// What a server has said in a dialogue and nobody has taken yet, within bounds.
struct DialogueInput {
  private static let lineLimit = 4096
  private static let lineCountLimit = 100
  private static let byteLimit = 64 << 10

  private var bytes: ArraySlice<UInt8> = []
  private var byteCount = 0
  private var lineCount = 0
  /// How many bytes `take(through:)` has looked at in vain.
  private var searchedCount = 0

  var count: Int { bytes.count }

  mutating func append(_ more: [UInt8]) throws(StartTLSFailure) {
    byteCount += more.count
    guard byteCount <= Self.byteLimit else { throw .tooMuch }
    bytes += more
  }

  /// The byte that comes so many after the next.
  func byte(_ offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[bytes.startIndex + offset] : nil
  }

  /// The next bytes, once there are as many.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  /// The next line, without what ends it.
  mutating func takeLine() throws(StartTLSFailure) -> String? {
    guard let end = bytes.prefix(Self.lineLimit).firstIndex(of: UInt8(ascii: "\n")) else {
      guard bytes.count < Self.lineLimit else { throw .tooMuch }
      return nil
    }
    lineCount += 1
    guard lineCount <= Self.lineCountLimit else { throw .tooMuch }
    var line = bytes[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    bytes = bytes[(end + 1)...]
    return String(decoding: line, as: UTF8.self)
  }

  /// Everything up to the first of the marks that comes, and the mark.
  ///
  /// To be asked for the same marks until one has come.
  mutating func take(through marks: [String]) -> String? {
    for end in bytes.indices.dropFirst(searchedCount) {
      for mark in marks where mark.utf8.last == bytes[end] {
        guard bytes[...end].suffix(mark.utf8.count).elementsEqual(mark.utf8) else { continue }
        defer { bytes = bytes[(end + 1)...] }
        searchedCount = 0
        return String(decoding: bytes[...end], as: UTF8.self)
      }
    }
    searchedCount = bytes.count
    return nil
  }

  /// The beginning of what is there, to be shown.
  var excerpt: String {
    let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
    return String(decoding: bytes[..<end].prefix(120), as: UTF8.self)
  }
}
