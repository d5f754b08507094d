import Synchronization

/// Elements of an array, or values of a sequence, that were passed over ahead of the walk that comes to
/// them, so that a large document is read by all processors at once.
///
/// Where a run begins is guessed: behind the comma, or the end of the line, between two objects. It
/// counts only if the walk finds that an element or a value does begin there; that makes all the others
/// elements of the same array, or values of the sequence.
package struct JSONRun: Sendable {
  /// How many arrays and objects may be around a run.
  static let depth = 8
  // Smaller parts are not worth a thread.
  package static let smallestPart = 1 << 20
  // Workers end together if there are more parts than workers.
  private static let partsPerWorker = 8
  // How often a guess may fail, as in a list within each element.
  private static let attempts = 64

  /// What stands between the elements.
  private enum Separator {
    case comma, endOfLine
  }

  /// Where the elements begin, counted as if the first were at line 1, column 1; one at least.
  let elements: [JSONAnchor]
  /// The end of the last element.
  let end: JSONScanner.Place
  /// Whether another element follows, which another run may begin with.
  private let reachesLimit: Bool

  var start: Int { elements[0].offset }

  /// Does something for each of a number of shards, at once where the machine can.
  package typealias Concurrency = (_ shards: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// Passes over what it can of a document; the runs are in order.
  ///
  /// - Parameter smallestPart: how many bytes are worth being passed over apart.
  static func ahead(
    in bytes: Span<UInt8>, workers: Int, smallestPart: Int = smallestPart,
    _ concurrently: Concurrency
  ) -> [JSONRun] {
    let count = min(workers * partsPerWorker, bytes.count / smallestPart)
    guard workers > 1, count > 1 else { return [] }
    let size = bytes.count / count
    let separator = separator(in: bytes)
    let runs = Mutex([JSONRun?](repeating: nil, count: count))
    let next = Atomic(0)
    concurrently(workers) { _ in
      while true {
        let part = next.add(1, ordering: .relaxed).oldValue
        guard part < count else { return }
        let end = part + 1 < count ? (part + 1) * size : bytes.count
        let run = JSONRun(in: bytes, from: part * size, to: end, between: separator)
        runs.withLock { $0[part] = run }
      }
    }
    return runs.withLock { $0.compactMap { $0 } }
  }

  /// What is between the objects of a sequence whose first is a line, and of all else.
  private static func separator(in bytes: Span<UInt8>) -> Separator {
    for offset in 1..<min(bytes.count, smallestPart) where bytes[offset - 1] == 0x0A {
      let isNext = bytes[offset] == 0x7B && isObject(at: offset, behind: .endOfLine, in: bytes)
      return isNext ? .endOfLine : .comma
    }
    return .comma
  }

  /// Nil if there are no elements to be found between two offsets.
  private init?(
    in bytes: Span<UInt8>, from start: Int, to limit: Int, between separator: Separator
  ) {
    var offset = start
    for _ in 0..<JSONRun.attempts {
      guard
        let guess = JSONRun.nextObject(in: bytes, from: offset, to: limit, behind: separator)
      else { return nil }
      let run = JSONRun(in: bytes, at: guess, to: limit, between: separator)
      // What ends before its time was a list within an element, or text.
      if let run, run.reachesLimit || limit == bytes.count {
        self = run
        return
      }
      offset = max(guess + 1, run?.end.position ?? 0)
    }
    return nil
  }

  /// Nil if no value ends.
  private init?(
    in bytes: Span<UInt8>, at guess: Int, to limit: Int, between separator: Separator
  ) {
    let start = JSONAnchor(offset: guess, line: 1, column: 1)
    let run: JSONRun? = JSONScanner.scan(bytes, from: start) { scanner in
      var elements: [JSONAnchor] = []
      var end = scanner.place
      elements: while true {
        guard scanner.position < limit else {
          return JSONRun(elements: elements, end: end, reachesLimit: true)
        }
        let anchor = scanner.anchor
        guard (try? scanner.skipValue(depth: JSONRun.depth)) != nil else { break }
        elements.append(anchor)
        end = scanner.place
        let line = scanner.anchor.line
        scanner.skipWhitespace()
        switch separator {
        case .comma:
          guard scanner.byte == 0x2C else { break elements }
          scanner.advance()
          scanner.skipWhitespace()
        case .endOfLine:
          guard scanner.byte == 0x7B, scanner.anchor.line > line else { break elements }
        }
      }
      return elements.isEmpty ? nil : JSONRun(elements: elements, end: end, reachesLimit: false)
    }
    guard let run else { return nil }
    self = run
  }

  private init(elements: [JSONAnchor], end: JSONScanner.Place, reachesLimit: Bool) {
    self.elements = elements
    self.end = end
    self.reachesLimit = reachesLimit
  }

  /// The first object behind an offset that has a separator before it.
  private static func nextObject(
    in bytes: Span<UInt8>, from start: Int, to limit: Int, behind separator: Separator
  ) -> Int? {
    var offset = start
    while offset < limit {
      if bytes[offset] == 0x7B, isObject(at: offset, behind: separator, in: bytes) { return offset }
      offset += 1
    }
    return nil
  }

  private static func isObject(
    at offset: Int, behind separator: Separator, in bytes: Span<UInt8>
  ) -> Bool {
    var before = offset - 1
    var isOnNextLine = false
    while before >= 0 {
      switch bytes[before] {
      case 0x0A: isOnNextLine = true
      case 0x20, 0x09, 0x0D: break
      case 0x2C: return separator == .comma
      case 0x7D: return separator == .endOfLine && isOnNextLine
      default: return false
      }
      before -= 1
    }
    return false
  }
}
