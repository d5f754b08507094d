/// What was asked of a JSON document, found in one pass that also proves it well-formed.
///
/// Lists are indexed by where their elements begin; nothing else is kept.
package struct JSONIndex: Sendable {
  package enum Request: Hashable, Sendable {
    /// The elements of the arrays a path leads to; a final `[]` may be left out.
    case elements(JSONPath)
    /// The values a path leads to.
    case values(JSONPath)
  }

  /// One array, by where its elements begin.
  package struct List: Sendable {
    /// The JSON Pointer (RFC 6901) of the array.
    package let pointer: String
    package fileprivate(set) var elements: [JSONAnchor] = []

    /// - Parameter count: how many elements all runs have.
    fileprivate mutating func append(
      _ run: JSONRun, from start: JSONAnchor, expecting count: Int
    ) {
      elements.reserveCapacity(count + count / 16)
      elements += run.elements.lazy.map { start.counting($0) }
    }
  }

  /// One value, and where it is.
  package struct Found: Sendable {
    package let value: JSONValue
    package let anchor: JSONAnchor
    package let pointer: String
  }

  package enum Shape: Sendable {
    case object, array, scalar
    /// Several values one after the other, each on lines of its own (NDJSON).
    case sequence
  }

  package private(set) var shape = Shape.scalar
  /// Whether a string or key in the document has escapes.
  package private(set) var hasEscapes = false
  /// The first keys of the root object, or of the first object of a root array, for messages.
  package fileprivate(set) var rootKeys: [String] = []
  /// The root values: one, or those of a sequence.
  package private(set) var roots = List(pointer: "")
  fileprivate var lists: [Request: [List]] = [:]
  fileprivate var values: [Request: [Found]] = [:]

  package func lists(at path: JSONPath) -> [List] { lists[.elements(path)] ?? [] }
  package func values(at path: JSONPath) -> [Found] { values[.values(path)] ?? [] }

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - workers: how many may read at once.
  ///   - smallestPart: how many bytes are worth being read apart.
  ///   - concurrently: calls its body for each of so many shards, at once where the machine can.
  /// - Throws: `JSONError` with the first fault; a UTF-8 byte order mark is none.
  package init(
    _ bytes: Span<UInt8>, requests: [Request], workers: Int = 1,
    smallestPart: Int = JSONRun.smallestPart,
    concurrently: JSONRun.Concurrency = { _, _ in }
  ) throws(JSONError) {
    let runs = JSONRun.ahead(
      in: bytes, workers: workers, smallestPart: smallestPart, concurrently)
    try self.init(bytes, requests: requests, passedOver: runs)
  }

  /// - Parameter runs: what was passed over ahead.
  init(_ bytes: Span<UInt8>, requests: [Request], passedOver runs: [JSONRun]) throws(JSONError) {
    let trie = Trie(requests)
    self.init()
    let hasMark =
      bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    let start = JSONAnchor(offset: hasMark ? 3 : 0, line: 1, column: 1)
    try JSONScanner.scan(bytes, from: start) { (scanner) throws(JSONError) in
      try refuseOtherEncodings(bytes, scanner)
      try read(&scanner, trie, runs, isEmpty: bytes.isEmpty)
    }
  }

  private init() {}

  private mutating func read(
    _ scanner: inout JSONScanner, _ trie: Trie, _ runs: [JSONRun], isEmpty: Bool
  ) throws(JSONError) {
    scanner.skipWhitespace()
    guard !scanner.isAtEnd else {
      throw scanner.error(
        isEmpty ? "the file is empty" : "the file holds nothing but white space")
    }
    if scanner.byte == 0x3C {
      throw scanner.error("this is HTML or XML, not JSON (a login page or an error page?)")
    }
    if scanner.matches(Array("-----BEGIN ".utf8), at: scanner.position) {
      throw scanner.error("this is PEM, not JSON; a listing of certificates is expected here")
    }
    shape = scanner.byte == 0x7B ? .object : scanner.byte == 0x5B ? .array : .scalar
    var walk = Walk(trie: trie, index: self, runs: runs)
    roots.elements.append(scanner.anchor)
    try walk.value(&scanner, nodes: [0], depth: 0)
    while true {
      let end = scanner.anchor
      scanner.skipWhitespace()
      if scanner.isAtEnd { break }
      guard shape != .scalar, shape != .array, scanner.byte == 0x7B,
        scanner.anchor.line > end.line
      else { throw scanner.unexpected("the end of the document") }
      shape = .sequence
      _ = try walk.passOver(&scanner, depth: 0, noting: true, in: &roots)
    }
    hasEscapes = scanner.sawEscapes
    let found = walk.index
    (lists, values, rootKeys) = (found.lists, found.values, found.rootKeys)
  }

  private func refuseOtherEncodings(
    _ bytes: Span<UInt8>, _ scanner: JSONScanner
  ) throws(JSONError) {
    guard bytes.count >= 2 else { return }
    let first = (bytes[0], bytes[1])
    if first == (0xFE, 0xFF) || first == (0xFF, 0xFE) || (first.0 == 0) != (first.1 == 0) {
      throw scanner.error("this is UTF-16; JSON must be saved as UTF-8")
    }
  }
}

/// The requests as a tree of steps, so that one walk serves them all.
private struct Trie {
  struct Node {
    var keys: [String: Int] = [:]
    var elements: [Int: Int] = [:]
    var allElements: Int?
    var allValues: Int?
    var wantsElements: [JSONIndex.Request] = []
    var wantsValues: [JSONIndex.Request] = []
  }

  private(set) var nodes = [Node()]

  init(_ requests: [JSONIndex.Request]) {
    for request in Set(requests) {
      switch request {
      case .elements(let path):
        let steps = path.steps.last == .elements ? path.steps.dropLast() : path.steps[...]
        nodes[insert(steps)].wantsElements.append(request)
      case .values(let path):
        nodes[insert(path.steps[...])].wantsValues.append(request)
      }
    }
  }

  private mutating func insert(_ steps: ArraySlice<JSONPath.Step>) -> Int {
    var node = 0
    for step in steps {
      let known: Int? =
        switch step {
        case .key(let key): nodes[node].keys[key]
        case .element(let index): nodes[node].elements[index]
        case .elements: nodes[node].allElements
        case .values: nodes[node].allValues
        }
      if let known {
        node = known
        continue
      }
      let next = nodes.count
      nodes.append(Node())
      switch step {
      case .key(let key): nodes[node].keys[key] = next
      case .element(let index): nodes[node].elements[index] = next
      case .elements: nodes[node].allElements = next
      case .values: nodes[node].allValues = next
      }
      node = next
    }
    return node
  }
}

/// Walks where a request leads, and skips all else.
private struct Walk {
  let trie: Trie
  var index: JSONIndex
  // The steps to the current value, as a JSON Pointer.
  private var pointer: [String] = []
  // In the order of the document.
  private let runs: [JSONRun]
  /// How many elements all runs have.
  private let passedOver: Int
  private var nextRun = 0

  init(trie: Trie, index: JSONIndex, runs: [JSONRun]) {
    self.trie = trie
    self.index = index
    self.runs = runs
    passedOver = runs.reduce(0) { $0 + $1.elements.count }
  }

  /// Passes over the element of an array, or the value of a sequence, that begins here, or over all of
  /// the run that it begins; says how many these are.
  ///
  /// - Parameter isWanted: whether to note in the list where they begin.
  @inline(__always)
  mutating func passOver(
    _ scanner: inout JSONScanner, depth: Int, noting isWanted: Bool, in list: inout JSONIndex.List
  ) throws(JSONError) -> Int {
    if let run = run(at: scanner.position, depth: depth) {
      if isWanted { list.append(run, from: scanner.anchor, expecting: passedOver) }
      scanner.goOn(at: run.end)
      return run.elements.count
    }
    if isWanted { list.elements.append(scanner.anchor) }
    try scanner.skipValue(depth: depth)
    return 1
  }

  /// The run that begins at an offset, where an element of an array does, or a value of a sequence.
  @inline(__always)
  private mutating func run(at offset: Int, depth: Int) -> JSONRun? {
    while nextRun < runs.count, runs[nextRun].start < offset { nextRun += 1 }
    guard nextRun < runs.count, runs[nextRun].start == offset, depth <= JSONRun.depth else {
      return nil
    }
    return runs[nextRun]
  }

  private var pointerText: String { pointer.map { "/" + $0 }.joined() }

  mutating func value(
    _ scanner: inout JSONScanner, nodes: [Int], depth: Int
  ) throws(JSONError) {
    let anchor = scanner.anchor
    let kind = JSONValue.Kind(firstByte: scanner.byte)
    let isInteresting = nodes.contains { node in
      let node = trie.nodes[node]
      return !node.keys.isEmpty || node.allValues != nil || !node.elements.isEmpty
        || node.allElements != nil || !node.wantsElements.isEmpty
    }
    let isFirst = depth == 0 || depth == 1 && index.shape == .array && pointer == ["0"]
    if kind == .object && (isInteresting || isFirst) {
      try object(&scanner, nodes: nodes, depth: depth, isNoted: isFirst)
    } else if kind == .array && isInteresting {
      try array(&scanner, nodes: nodes, depth: depth)
    } else {
      try scanner.skipValue(depth: depth)
    }
    for request in nodes.flatMap({ trie.nodes[$0].wantsValues }) {
      let value = JSONValue(
        kind: kind, isEscaped: kind == .string && scanner.sawEscape, start: anchor.offset,
        end: scanner.position, keyStart: anchor.offset)
      index.values[request, default: []].append(
        JSONIndex.Found(value: value, anchor: anchor, pointer: pointerText))
    }
  }

  private mutating func object(
    _ scanner: inout JSONScanner, nodes: [Int], depth: Int, isNoted: Bool
  ) throws(JSONError) {
    try scanner.checkDepth(depth)
    scanner.advance()
    scanner.skipWhitespace()
    if scanner.byte == 0x7D {
      scanner.advance()
      return
    }
    while true {
      let key = try self.key(&scanner)
      if isNoted && index.rootKeys.count < 50 { index.rootKeys.append(key) }
      let next = nodes.flatMap { node in
        [trie.nodes[node].keys[key], trie.nodes[node].allValues].compactMap { $0 }
      }
      pointer.append(JSONReading.pointerToken(key))
      try value(&scanner, nodes: next, depth: depth + 1)
      pointer.removeLast()
      scanner.skipWhitespace()
      if scanner.byte == 0x7D {
        scanner.advance()
        return
      }
      guard scanner.byte == 0x2C else { throw scanner.unexpected("',' or '}'") }
      scanner.advance()
      scanner.skipWhitespace()
      if scanner.byte == 0x7D {
        throw scanner.error("a comma before '}' is not allowed in JSON")
      }
    }
  }

  private func key(_ scanner: inout JSONScanner) throws(JSONError) -> String {
    let start = scanner.position
    guard scanner.byte == 0x22 else {
      throw scanner.unexpected("a key in quotation marks")
    }
    var probe = scanner
    try probe.skipString()
    let value = JSONValue(
      kind: .string, isEscaped: probe.sawEscape, start: start, end: probe.position,
      keyStart: start)
    try scanner.skipKey()
    return scanner.text(of: value)
  }

  private mutating func array(
    _ scanner: inout JSONScanner, nodes: [Int], depth: Int
  ) throws(JSONError) {
    let wanted = nodes.flatMap { trie.nodes[$0].wantsElements }
    let everyElement = nodes.flatMap { node in
      [trie.nodes[node].allElements, trie.nodes[node].allValues].compactMap { $0 }
    }
    let someElements = nodes.map { trie.nodes[$0].elements }.filter { !$0.isEmpty }
    let lastSingled = someElements.compactMap { $0.keys.max() }.max() ?? -1
    var list = JSONIndex.List(pointer: pointerText)
    try scanner.checkDepth(depth)
    scanner.advance()
    scanner.skipWhitespace()
    var position = 0
    while position > 0 || scanner.byte != 0x5D {
      if everyElement.isEmpty && position > lastSingled {
        position += try passOver(
          &scanner, depth: depth + 1, noting: !wanted.isEmpty, in: &list)
      } else {
        if !wanted.isEmpty { list.elements.append(scanner.anchor) }
        pointer.append(String(position))
        let next = everyElement + someElements.compactMap { $0[position] }
        try value(&scanner, nodes: next, depth: depth + 1)
        pointer.removeLast()
        position += 1
      }
      scanner.skipWhitespace()
      if scanner.byte == 0x5D { break }
      guard scanner.byte == 0x2C else { throw scanner.unexpected("',' or ']'") }
      scanner.advance()
      scanner.skipWhitespace()
      if scanner.byte == 0x5D {
        throw scanner.error("a comma before ']' is not allowed in JSON")
      }
    }
    scanner.advance()
    for request in wanted { index.lists[request, default: []].append(list) }
  }
}

extension JSONValue.Kind {
  init(firstByte byte: UInt8) {
    self =
      switch byte {
      case 0x7B: .object
      case 0x5B: .array
      case 0x22: .string
      case 0x74: .true
      case 0x66: .false
      case 0x6E: .null
      default: .number
      }
  }
}
