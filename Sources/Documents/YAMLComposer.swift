import SourceText

/// The building of nodes from events, with all that the language refuses noted on the way.
struct YAMLComposer: ~Copyable {
  private static let mostDiagnostics = 100

  private var events: YAMLEventStream
  private let text: YAMLText
  private var diagnostics: [Diagnostic] = []
  // Whether what was refused left a gap in the nodes.
  private var isBroken = false

  init(_ bytes: [UInt8], text: YAMLText) {
    events = YAMLEventStream(bytes)
    self.text = text
  }

  /// The root of the only document, with the faults that leave it whole; or all that is wrong with
  /// the text.
  mutating func document() throws(YAMLErrors) -> (root: YAMLNode, faults: [Diagnostic]) {
    var root: YAMLNode?
    do {
      root = try onlyRoot()
    } catch {
      diagnostics.append(error)
      isBroken = true
    }
    guard !isBroken else { throw YAMLErrors(diagnostics) }
    return (root ?? Self.null(at: .start), diagnostics)
  }

  /// The roots of all documents.
  mutating func documents() throws(YAMLErrors) -> [YAMLNode] {
    var roots: [YAMLNode] = []
    do {
      while let root = try nextRoot() { roots.append(root) }
    } catch {
      diagnostics.append(error)
      isBroken = true
    }
    guard !isBroken else { throw YAMLErrors(diagnostics) }
    return roots
  }

  private mutating func nextRoot() throws(Diagnostic) -> YAMLNode? {
    while true {
      let event = try next()
      switch event.kind {
      case .streamEnd: return nil
      case .frame: continue
      case .documentStart: return try node(from: try next(), depth: 0)
      case .scalar, .alias, .sequenceStart, .mappingStart, .collectionEnd:
        throw text.diagnostic(.error, "value outside of a document", at: event.start)
      }
    }
  }

  private mutating func onlyRoot() throws(Diagnostic) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try next()
      switch event.kind {
      case .streamEnd:
        return root
      case .frame:
        continue
      case .documentStart where root != nil:
        throw text.diagnostic(
          .error, "a second document starts here; a file holds one", at: event.start,
          length: event.length)
      case .documentStart:
        root = try node(from: try next(), depth: 0)
      case .scalar, .alias, .sequenceStart, .mappingStart, .collectionEnd:
        throw text.diagnostic(.error, "value outside of a document", at: event.start)
      }
    }
  }

  private mutating func node(
    from event: YAMLEvent, depth: Int
  ) throws(Diagnostic) -> YAMLNode {
    try refuseProperties(of: event)
    switch event.kind {
    case .scalar(let value, let plain):
      return YAMLNode(.scalar(value, plain: plain), from: event.start, to: event.end)
    case .sequenceStart:
      try checkDepth(depth, at: event)
      return try sequence(from: event, depth: depth + 1)
    case .mappingStart:
      try checkDepth(depth, at: event)
      return try mapping(from: event, depth: depth + 1)
    case .alias:
      try refuse(
        "alias", sigil: "*", at: event.start,
        help: "write the value out, or quote a text that begins with '*'")
      return Self.null(at: event.start)
    case .documentStart, .collectionEnd, .streamEnd, .frame:
      throw text.diagnostic(.error, "value expected", at: event.start)
    }
  }

  private mutating func sequence(
    from start: YAMLEvent, depth: Int
  ) throws(Diagnostic) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if case .collectionEnd = event.kind {
        return Self.collection(.sequence(items), from: start, to: event, last: items.last)
      }
      items.append(try node(from: event, depth: depth))
    }
  }

  private mutating func mapping(
    from start: YAMLEvent, depth: Int
  ) throws(Diagnostic) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var places: [String: YAMLMark] = [:]
    while true {
      let event = try next()
      if case .collectionEnd = event.kind {
        let last = entries.last?.value
        return Self.collection(.mapping(entries), from: start, to: event, last: last)
      }
      let key = try node(from: event, depth: depth)
      if case .alias = event.kind {
        // It is refused already, and names no key.
      } else if case .scalar(let name, let plain) = key.content {
        try checkKey(name, plain: plain, at: event, among: &places)
      } else {
        isBroken = true
        try report(
          text.diagnostic(.error, "a key must be text, not \(key.kindName)", at: event.start))
      }
      entries.append(YAMLEntry(key: key, value: try node(from: try next(), depth: depth)))
    }
  }

  private mutating func checkKey(
    _ name: String, plain: Bool, at event: YAMLEvent, among places: inout [String: YAMLMark]
  ) throws(Diagnostic) {
    if plain, name == "<<" {
      try refuse("merge key", sigil: "<", at: event.start, help: "write the keys out here")
    } else if let first = places[name] {
      try report(
        text.diagnostic(
          .error, "duplicate key '\(Self.shortened(name))'", at: event.start, length: event.length,
          notes: ["note: the first is at \(text.location(first))"]))
    } else {
      places[name] = event.start
    }
  }

  private func checkDepth(_ depth: Int, at event: YAMLEvent) throws(Diagnostic) {
    guard depth < YAMLDocument.depthLimit else {
      throw text.diagnostic(
        .error, "lists and mappings are nested deeper than \(YAMLDocument.depthLimit) levels",
        at: event.start)
    }
  }

  private mutating func refuseProperties(of event: YAMLEvent) throws(Diagnostic) {
    if event.hasAnchor {
      try refuse(
        "anchor", sigil: "&", at: event.start, help: "write the value out where it is used")
    }
    if event.hasTag {
      try refuse("tag", sigil: "!", at: event.start, help: "values are text until they are used")
    }
  }

  /// Reports a feature that is not part of the language, and shows it as it is written.
  private mutating func refuse(
    _ feature: String, sigil: Unicode.Scalar, at mark: YAMLMark, help: String
  ) throws(Diagnostic) {
    isBroken = true
    let (mark, token) = text.token(from: mark, sigil: sigil)
    try report(
      text.diagnostic(
        .error, "\(feature) '\(Self.shortened(token))' is not supported", at: mark,
        length: token.unicodeScalars.count, notes: ["help: \(help)"]))
  }

  private mutating func report(_ diagnostic: Diagnostic) throws(Diagnostic) {
    guard diagnostics.count < Self.mostDiagnostics else {
      throw Diagnostic("too many errors; the rest is not shown", at: diagnostic.location)
    }
    diagnostics.append(diagnostic)
  }

  private mutating func next() throws(Diagnostic) -> YAMLEvent {
    do {
      return try events.next()
    } catch {
      throw text.diagnostic(of: error)
    }
  }

  /// A collection; one in block style ends with its last value, for libyaml ends it only where the
  /// next token begins.
  private static func collection(
    _ content: YAMLNode.Content, from start: YAMLEvent, to end: YAMLEvent, last: YAMLNode?
  ) -> YAMLNode {
    let isWritten = end.start != end.end
    let lastMark = last.map { YAMLMark(line: $0.endLine, column: $0.endColumn) } ?? start.end
    return YAMLNode(content, from: start.start, to: isWritten ? end.end : lastMark)
  }

  private static func null(at mark: YAMLMark) -> YAMLNode {
    YAMLNode(.scalar("", plain: true), from: mark, to: mark)
  }

  private static func shortened(_ name: String) -> String {
    let start = name.unicodeScalars.prefix(61)
    return start.count < 61 ? name : String(start.dropLast()) + "…"
  }
}

extension YAMLNode {
  fileprivate init(_ content: Content, from start: YAMLMark, to end: YAMLMark) {
    self.init(
      content: content, line: start.line, column: start.column, endLine: end.line,
      endColumn: end.column)
  }
}
