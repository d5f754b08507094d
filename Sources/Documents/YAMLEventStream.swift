import CYAML

/// A place in a YAML text, counted from 1 in lines and Unicode scalars.
struct YAMLMark: Equatable {
  static let start = YAMLMark(line: 1, column: 1)

  let line: Int
  let column: Int
}

/// One step of a YAML text, as a value that owes nothing to libyaml.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case scalar(String, plain: Bool)
    case alias
    case sequenceStart
    case mappingStart
    case collectionEnd
    case streamEnd
    /// What only frames a document.
    case frame
  }

  let kind: Kind
  var hasAnchor = false
  var hasTag = false
  let start: YAMLMark
  let end: YAMLMark

  /// How many scalars it takes if it stands in one line, else 1.
  var length: Int { start.line == end.line ? end.column - start.column : 1 }
}

/// What libyaml has against a text.
struct YAMLProblem: Error {
  let problem: String
  let mark: YAMLMark
  /// What was being read, and where that began.
  let context: String?
  let contextMark: YAMLMark
}

/// The owner of a libyaml parser and of the bytes that it reads.
@safe struct YAMLEventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// A copy, because libyaml keeps a pointer to its input between calls.
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    unsafe parser = .allocate(capacity: 1)
    unsafe input = .allocate(capacity: max(1, bytes.count))
    _ = unsafe input.initialize(from: bytes)
    // Without memory the parser holds an error, and its first event is none.
    guard unsafe yaml_parser_initialize(parser) == 1 else { return }
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  mutating func next() throws(YAMLProblem) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { unsafe yaml_event_delete(&event) }
    let start = unsafe YAMLMark(event.start_mark)
    let end = unsafe YAMLMark(event.end_mark)
    switch unsafe event.type {
    case YAML_NO_EVENT:
      throw problem
    case YAML_STREAM_END_EVENT:
      return YAMLEvent(kind: .streamEnd, start: start, end: end)
    case YAML_DOCUMENT_START_EVENT:
      return YAMLEvent(kind: .documentStart, start: start, end: end)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias, start: start, end: end)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let plain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      return unsafe YAMLEvent(
        kind: .scalar(String(decoding: value, as: UTF8.self), plain: plain),
        hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil, start: start, end: end)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = unsafe event.data.sequence_start
      return unsafe YAMLEvent(
        kind: .sequenceStart, hasAnchor: sequence.anchor != nil, hasTag: sequence.tag != nil,
        start: start, end: end)
    case YAML_MAPPING_START_EVENT:
      let mapping = unsafe event.data.mapping_start
      return unsafe YAMLEvent(
        kind: .mappingStart, hasAnchor: mapping.anchor != nil, hasTag: mapping.tag != nil,
        start: start, end: end)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return YAMLEvent(kind: .collectionEnd, start: start, end: end)
    default:
      return YAMLEvent(kind: .frame, start: start, end: end)
    }
  }

  private var problem: YAMLProblem {
    let state = unsafe parser.pointee
    return unsafe YAMLProblem(
      problem: state.problem.map { unsafe String(cString: $0) } ?? "out of memory",
      mark: YAMLMark(state.problem_mark),
      context: state.context.map { unsafe String(cString: $0) },
      contextMark: YAMLMark(state.context_mark))
  }
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) {
    line = Int(clamping: mark.line) + 1
    column = Int(clamping: mark.column) + 1
  }
}
