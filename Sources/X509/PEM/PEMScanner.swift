/// A search for PEM blocks in any text: around, between and inside whatever else there is.
///
/// It is as lax as RFC 7468 allows and a little more: line breaks of any kind or none, text before
/// and after a boundary on its line, `\n` as two characters, quotation marks.
package struct PEMScanner: Hashable, Sendable {
  /// Longer labels are none; the longest in use has about thirty characters.
  static let labelLimit = 64

  /// Where the search goes on.
  package private(set) var position: Int

  package init(from offset: Int = 0) { position = max(0, offset) }

  /// The first BEGIN line of a certificate at or behind an offset, if there is one before another.
  ///
  /// A search from there finds the same blocks as one that came there from the beginning: nothing that
  /// begins on a line before reaches beyond its end.
  package static func nextCertificate(
    from offset: Int, before end: Int, in bytes: Span<UInt8>
  ) -> Int? {
    var scanner = PEMScanner(from: offset)
    while let boundary = scanner.nextBoundary(in: bytes) {
      let start = boundary.range.lowerBound
      guard start < end else { return nil }
      if boundary.isBegin, boundary.isClosed, boundary.label == .certificate, start > 0,
        bytes[start - 1] == 0x0A
      {
        return start
      }
    }
    return nil
  }

  /// The block of a certificate that a search has found whole, in the plainest form there is; nil for
  /// one in another form, which has to be searched for again.
  package static func plainCertificate(
    at range: Range<Int>, in bytes: Span<UInt8>
  ) -> PEMBlock? {
    let start = range.lowerBound &+ plainBegin.utf8.count
    let end = range.upperBound &- plainEnd.utf8.count
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, start < end,
      has(plainBegin, at: range.lowerBound, in: bytes), has(plainEnd, at: end, in: bytes),
      bytes[start] == 0x0A, !isHeader(at: start &+ 1, in: bytes)
    else { return nil }
    let label = range.lowerBound &+ 11
    return PEMBlock(
      label: .certificate, labelRange: label..<label &+ 11, range: range, headers: start..<start,
      body: start..<end, fault: nil)
  }

  private static let plainBegin = "-----BEGIN CERTIFICATE-----"
  private static let plainEnd = "-----END CERTIFICATE-----"

  /// The next block, broken or not; nil when there is none left.
  package mutating func next(in bytes: Span<UInt8>) -> PEMBlock? {
    while let boundary = nextBoundary(in: bytes) {
      guard boundary.isBegin else {
        guard boundary.label != .other else { continue }
        return PEMScanner.block(
          boundary, to: boundary.range.upperBound, fault: .missingBegin,
          at: boundary.range.lowerBound)
      }
      guard boundary.isClosed else {
        // Prose speaks of BEGIN lines too, so only what is known counts as an attempt at one.
        guard boundary.label != .other else { continue }
        return PEMScanner.block(
          boundary, to: boundary.range.upperBound, fault: .malformedBegin,
          at: boundary.range.upperBound)
      }
      return block(from: boundary, in: bytes)
    }
    return nil
  }

  /// The block that a BEGIN line opens.
  private mutating func block(from begin: Boundary, in bytes: Span<UInt8>) -> PEMBlock {
    let start = begin.range.upperBound
    let text = PEMScanner.headersEnd(from: start, in: bytes)
    var search = self
    guard let end = search.nextBoundary(in: bytes) else {
      position = PEMScanner.base64End(from: text, in: bytes)
      return PEMBlock(
        label: begin.label, labelRange: begin.labelRange,
        range: begin.range.lowerBound..<position, headers: start..<text, body: text..<position,
        fault: PEMFault(reason: .missingEnd, offset: position))
    }
    let stop = end.range.lowerBound
    var fault: PEMFault?
    if end.isBegin {
      position = stop
      fault = PEMFault(reason: .missingEnd, offset: stop)
    } else {
      self = search
      if !bytes.matches(begin.labelRange, end.labelRange) {
        fault = PEMFault(reason: .mismatchedEnd, offset: end.labelRange.lowerBound)
      } else if !end.isClosed {
        fault = PEMFault(reason: .malformedEnd, offset: end.range.upperBound)
      }
    }
    let body = min(text, stop)
    return PEMBlock(
      label: begin.label, labelRange: begin.labelRange,
      range: begin.range.lowerBound..<(end.isBegin ? stop : end.range.upperBound),
      headers: start..<body, body: body..<stop, fault: fault)
  }

  private static func block(
    _ boundary: Boundary, to end: Int, fault: PEMFault.Reason, at offset: Int
  ) -> PEMBlock {
    PEMBlock(
      label: boundary.label, labelRange: boundary.labelRange,
      range: boundary.range.lowerBound..<end, headers: end..<end, body: end..<end,
      fault: PEMFault(reason: fault, offset: offset))
  }

  /// A BEGIN or END line, without what else is on the line.
  private struct Boundary {
    let isBegin: Bool
    /// Whether dashes end it.
    let isClosed: Bool
    let label: PEMLabel
    let labelRange: Range<Int>
    let range: Range<Int>
  }

  /// The next BEGIN or END, behind which the position is put.
  private mutating func nextBoundary(in bytes: Span<UInt8>) -> Boundary? {
    while let run = Dashes.next(from: position, in: bytes) {
      position = run.upperBound
      let isBegin = PEMScanner.has("BEGIN ", at: run.upperBound, in: bytes)
      guard isBegin || PEMScanner.has("END ", at: run.upperBound, in: bytes) else { continue }
      let start = run.upperBound + (isBegin ? 6 : 4)
      var stop = start
      var end: Int?
      let limit = min(bytes.count, start + PEMScanner.labelLimit)
      while stop < limit, end == nil, bytes[stop] >= 0x20, bytes[stop] < 0x7F,
        bytes[stop] != 0x5C
      {
        let dashes = Dashes.count(at: stop, in: bytes)
        if dashes >= 5 {
          // More belong to the line, unless they are enough for another boundary.
          end = stop + (dashes >= 10 ? 5 : dashes)
        } else {
          stop += max(1, dashes)
        }
      }
      position = end ?? stop
      var labelEnd = stop
      while labelEnd > start, bytes[labelEnd - 1] == 0x20 || bytes[labelEnd - 1] == 0x2D {
        labelEnd -= 1
      }
      var labelStart = start
      while labelStart < labelEnd, bytes[labelStart] == 0x20 { labelStart += 1 }
      let label = DERText.utf8(bytes, labelStart..<labelEnd)
      return Boundary(
        isBegin: isBegin, isClosed: end != nil, label: PEMLabel(label),
        labelRange: labelStart..<labelEnd, range: run.upperBound - 5..<position)
    }
    position = max(position, bytes.count)
    return nil
  }

  private static func has(_ word: String, at offset: Int, in bytes: Span<UInt8>) -> Bool {
    guard offset + word.utf8.count <= bytes.count else { return false }
    var index = offset
    for byte in word.utf8 {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// Where the base64 begins: behind headers, if the first line is one.
  private static func headersEnd(from start: Int, in bytes: Span<UInt8>) -> Int {
    var line = skipBreaks(from: start, in: bytes)
    guard isHeader(at: line, in: bytes) else { return start }
    while isHeader(at: line, in: bytes) || isContinuation(at: line, in: bytes) {
      while line < bytes.count, ![0x0A, 0x0D, 0x5C].contains(bytes[line]) { line += 1 }
      let next = skipBreaks(from: line, in: bytes, atMost: 1)
      if next == line { break }
      line = next
    }
    return line
  }

  /// Behind line breaks, which may be written as escapes, and quotation marks between.
  private static func skipBreaks(
    from start: Int, in bytes: Span<UInt8>, atMost limit: Int = .max
  ) -> Int {
    var offset = start
    var breaks = 0
    while offset < bytes.count, breaks < limit {
      switch bytes[offset] {
      case 0x0A: breaks += 1
      case 0x0D where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A: break
      case 0x0D: breaks += 1
      case 0x5C: break
      case 0x72 where offset > start && bytes[offset - 1] == 0x5C: break
      case 0x6E where offset > start && bytes[offset - 1] == 0x5C: breaks += 1
      case _ where limit == .max && [0x20, 0x09, 0x22, 0x27].contains(bytes[offset]): break
      default: return offset
      }
      offset += 1
    }
    return offset
  }

  private static func isHeader(at start: Int, in bytes: Span<UInt8>) -> Bool {
    var offset = start
    while offset < min(bytes.count, start + 32) {
      switch bytes[offset] {
      case 0x3A: return offset > start
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: offset += 1
      default: return false
      }
    }
    return false
  }

  private static func isContinuation(at start: Int, in bytes: Span<UInt8>) -> Bool {
    start < bytes.count && (bytes[start] == 0x20 || bytes[start] == 0x09)
  }

  /// How far a body without an END goes, lest it swallow all that follows.
  private static func base64End(from start: Int, in bytes: Span<UInt8>) -> Int {
    var offset = start
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x5C, 0x09...0x0D, 0x20:
        offset += 1
      default: return offset
      }
    }
    return offset
  }
}

/// Runs of dashes in a text.
enum Dashes {
  /// The next five or more in a row.
  static func next(from start: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    // Of five in a row, one stands at every fifth byte.
    var probe = start &+ 4
    while probe < bytes.count {
      guard bytes[probe] == 0x2D else {
        probe &+= 5
        continue
      }
      var first = probe
      while first > start, bytes[first &- 1] == 0x2D { first &-= 1 }
      let end = probe &+ count(at: probe, in: bytes)
      if end &- first >= 5 { return first..<end }
      probe = end &+ 5
    }
    return nil
  }

  static func count(at start: Int, in bytes: Span<UInt8>) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset] == 0x2D { offset &+= 1 }
    return offset &- start
  }
}
