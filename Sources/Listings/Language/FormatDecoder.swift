import Documents
import RuleEngine
import SourceText

/// Reads listing formats from YAML; what is wrong is said all at once.
struct FormatDecoder {
  private let document: YAMLDocument
  private let isTrusted: Bool
  private var found: [Diagnostic] = []

  /// What is wrong, in the order of the file.
  var diagnostics: [Diagnostic] {
    found.sorted { left, right in
      guard let first = left.location, let second = right.location else { return false }
      return first < second
    }
  }

  private static let keys = [
    "completeness", "fail-if", "fields", "items", "origin-map", "paging", "recognise", "secret",
    "single", "skip-if", "status-map", "absent", "vars", "request", "submit", "detail",
  ]
  private static let detailKeys = ["url", "item", "fields", "secret"]
  private static let fieldKeys = [
    "path", "class", "split", "strip", "decode", "format", "zone", "radix",
  ]

  /// - Parameter isTrusted: whether the file ships or is the user's own.
  init(_ document: YAMLDocument, isTrusted: Bool) {
    self.document = document
    self.isTrusted = isTrusted
  }

  /// - Parameter known: the names that are taken.
  mutating func formats(besides known: [String]) -> [ListingFormat] {
    guard let entries = document.root.entries else {
      complain("expected a mapping of format names to formats", at: document.root)
      return []
    }
    for entry in entries where known.contains(entry.key.scalar ?? "") {
      complain("there is already a format '\(entry.key.scalar ?? "")'", at: entry.key)
    }
    return entries.compactMap { format(named: $0.key, $0.value) }
  }

  private mutating func format(named key: YAMLNode, _ node: YAMLNode) -> ListingFormat? {
    let name = key.scalar ?? ""
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
    if !isName { complain("a format's name is made of a-z, 0-9 and '-'", at: key) }
    guard isMapping(node, "that describes the format", among: Self.keys, "key of a listing format")
    else { return nil }
    guard let fieldsNode = node["fields"] else {
      complain("format '\(name)' has no 'fields'", at: key)
      return nil
    }
    let items = node["items"].map { itemAlternatives($0) }
    if items == nil {
      complain("format '\(name)' has no 'items'; '$' is the whole document", at: key)
    }
    if let items, items.joined().isEmpty, let node = node["items"], found.isEmpty {
      complain("'items' names no path; '$' is the whole document", at: node)
    }
    let request = request(node["request"], variables: node["vars"])
    let words = Words(
      statusClasses: words(node["status-map"], to: Status.Class.allCases.map(\.rawValue))
        .compactMapValues(Status.Class.init(rawValue:)),
      origins: words(node["origin-map"], to: ["managed", "uploaded"]),
      secrets: paths(node["secret"]))
    return ListingFormat(
      name: name, isTrusted: isTrusted, request: request,
      submission: submission(node["submit"], request),
      detail: detail(node["detail"], named: name, request, words),
      paging: paging(node["paging"], isLive: node["request"] != nil),
      recognise: recognise(node["recognise"]),
      items: items ?? [], acceptsSingle: flag(node["single"]),
      absentIsUnspoken: choice(node["absent"], ["missing", "unspoken"]) == "unspoken",
      failure: node["fail-if"].flatMap { failureSign($0) },
      skip: conditions(node["skip-if"]), fields: fields(fieldsNode),
      statusClasses: words.statusClasses, origins: words.origins, secrets: words.secrets,
      completeness: paths(node["completeness"]))
  }

  /// What a format's words mean, in its listing and in the details of its records.
  private struct Words {
    let statusClasses: [String: Status.Class]
    let origins: [String: String]
    let secrets: [JSONPath]
  }

  private mutating func detail(
    _ node: YAMLNode?, named name: String, _ request: ListingRequest?, _ words: Words
  ) -> ListingDetail? {
    guard let node else { return nil }
    guard let request else {
      complain("'detail' needs a 'request', which says how the source is asked", at: node)
      return nil
    }
    guard isMapping(node, "with 'url'", among: Self.detailKeys, "key of 'detail'") else {
      return nil
    }
    guard let fields = node["fields"] else {
      complain("the detail has no 'fields'", at: node)
      return nil
    }
    guard let address = detailAddress(node, request) else { return nil }
    let item = paths(node["item"]).first
    return ListingDetail(
      request: request.asking(address),
      format: ListingFormat(
        name: name, isTrusted: isTrusted, request: nil, submission: nil, detail: nil,
        paging: .none, recognise: [],
        items: [[ListingFormat.ItemSource(path: JSONPath(steps: [], description: "$"), set: [:])]],
        acceptsSingle: true, absentIsUnspoken: false, failure: nil, skip: [],
        fields: self.fields(fields).mapValues { $0.within(item) },
        statusClasses: words.statusClasses, origins: words.origins,
        secrets: words.secrets + paths(node["secret"]).map { $0.within(item) }, completeness: []))
  }

  // MARK: Parts

  private mutating func recognise(_ node: YAMLNode?) -> [[String]] {
    guard let node else { return [] }
    guard let items = node.items else {
      complain("expected a list of keys, or a list of such lists", at: node)
      return []
    }
    if items.contains(where: { $0.items != nil }) { return items.map { texts($0) } }
    return [texts(node)]
  }

  private mutating func itemAlternatives(_ node: YAMLNode) -> [[ListingFormat.ItemSource]] {
    guard let alternatives = node.items else { return [itemSources(node)] }
    return alternatives.map { itemSources($0) }
  }

  private mutating func itemSources(_ node: YAMLNode) -> [ListingFormat.ItemSource] {
    if let group = node.items { return group.flatMap { itemSources($0) } }
    guard let entries = node.entries else {
      return paths(node).map { ListingFormat.ItemSource(path: $0, set: [:]) }
    }
    for entry in entries { check(entry.key, among: ["path", "set"], "key of 'items'") }
    var constants: [Fact: String] = [:]
    if node["path"] == nil { complain("the items have no 'path'", at: node) }
    if let set = node["set"], set.entries == nil {
      complain("expected a mapping of facts to texts, found \(set.kindName)", at: set)
    }
    for entry in node["set"]?.entries ?? [] {
      guard let fact = fact(entry.key) else { continue }
      if fact.kind != .text && fact.kind != .status {
        complain(
          "only text facts and 'status' can be set; '\(fact.name)' is none", at: entry.key)
      }
      constants[fact] = text(entry.value)
    }
    return paths(node["path"]).map { ListingFormat.ItemSource(path: $0, set: constants) }
  }

  private mutating func failureSign(_ node: YAMLNode) -> ListingFormat.FailureSign? {
    guard isMapping(node, "with 'when'", among: ["when", "code", "message"], "key of 'fail-if'")
    else { return nil }
    guard node["when"] != nil else {
      complain("'fail-if' has no 'when'", at: node)
      return nil
    }
    return ListingFormat.FailureSign(
      conditions: conditions(node["when"]), code: paths(node["code"]).first,
      message: paths(node["message"]).first)
  }

  private mutating func conditions(_ node: YAMLNode?) -> [ListingFormat.Condition] {
    guard let node else { return [] }
    guard let entries = node.entries else {
      complain("expected a mapping of paths to values, found \(node.kindName)", at: node)
      return []
    }
    return entries.compactMap { entry in
      guard let path = paths(entry.key).first else { return nil }
      return ListingFormat.Condition(path: path, texts: texts(entry.value))
    }
  }

  private mutating func fields(_ node: YAMLNode) -> [Fact: ListingFormat.FieldMapping] {
    guard let entries = node.entries else {
      complain("expected a mapping of facts to paths, found \(node.kindName)", at: node)
      return [:]
    }
    if entries.isEmpty { complain("'fields' names no fact", at: node) }
    var fields: [Fact: ListingFormat.FieldMapping] = [:]
    for entry in entries {
      guard let fact = fact(entry.key) else { continue }
      fields[fact] = field(entry.value, for: fact)
    }
    return fields
  }

  private mutating func field(
    _ node: YAMLNode, for fact: Fact
  ) -> ListingFormat.FieldMapping {
    guard let entries = node.entries else { return ListingFormat.FieldMapping(paths: paths(node)) }
    for entry in entries { check(entry.key, among: Self.fieldKeys, "key of a field") }
    if node["path"] == nil { complain("the field has no 'path'", at: node) }
    var field = ListingFormat.FieldMapping(paths: paths(node["path"]))
    field.classPaths = option("class", of: node, for: fact, [.status]).map { paths($0) } ?? []
    field.split = option("split", of: node, for: fact, [.texts, .fingerprints])
      .flatMap { nonEmpty($0) }
    field.strip = node["strip"].flatMap { nonEmpty($0) }
    field.isBase64 = choice(node["decode"], ["base64"]) != nil
    if let format = option("format", of: node, for: fact, [.time]) {
      field.time = timeFormat(format)
    }
    if let zone = option("zone", of: node, for: fact, [.time]) { field.zone = self.zone(zone) }
    if let radix = node["radix"] {
      if fact != .serial { complain("'radix' is for 'serial' only", at: radix) }
      field.radix = choice(radix, ["10", "16"]).flatMap { Int($0) }
    }
    return field
  }

  /// The value of a field's option that makes sense for some kinds of facts only.
  private mutating func option(
    _ key: String, of node: YAMLNode, for fact: Fact, _ kinds: [Fact.Kind]
  ) -> YAMLNode? {
    guard let value = node[key], !kinds.contains(fact.kind) else { return node[key] }
    let wanted = kinds.map { "'\($0.rawValue)'" }.joined(separator: " or ")
    complain(
      "'\(key)' is for facts of the kind \(wanted); '\(fact.name)' is of the kind "
        + "'\(fact.kind.rawValue)'", at: value)
    return nil
  }

  private mutating func timeFormat(_ node: YAMLNode) -> TimeFormat {
    switch text(node) {
    case nil, "auto", "rfc3339", "date": return .automatic
    case "epoch": return .epochSeconds
    case "epoch-ms": return .epochMilliseconds
    case let pattern?:
      // A year of two digits, or a month's whole name, would make every date unreadable or wrong.
      let isWhole = ["yyyy", "M", "d"].allSatisfy { pattern.contains($0) }
      if !isWhole || pattern.contains("MMMM") || pattern.contains("yyyyy") {
        complain(
          "expected auto, epoch, epoch-ms or a pattern with a day, a month and a year of four "
            + "digits, such as 'dd MMM yyyy'", at: node)
      }
      return .pattern(pattern)
    }
  }

  private mutating func zone(_ node: YAMLNode) -> Int? {
    guard let text = text(node) else { return nil }
    if text == "UTC" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" && $0 != "+" && $0 != "-" }
    if let sign = text.first, sign == "+" || sign == "-", digits.count == 4, text.count < 7,
      let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours < 24,
      minutes < 60
    {
      return (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
    }
    complain("expected UTC or an offset such as +02:00", at: node)
    return nil
  }

  /// `class: [word, …]` as word to class, words lower-cased.
  private mutating func words(_ node: YAMLNode?, to classes: [String]) -> [String: String] {
    guard let node else { return [:] }
    guard let entries = node.entries else {
      complain("expected a mapping of classes to lists of words", at: node)
      return [:]
    }
    var words: [String: String] = [:]
    for entry in entries {
      check(entry.key, among: classes, "class")
      for word in texts(entry.value) { words[word.lowercased()] = entry.key.scalar }
    }
    return words
  }

  // MARK: Scalars

  private mutating func fact(_ node: YAMLNode) -> Fact? {
    if let fact = node.scalar.flatMap(Fact.init(named:)) { return fact }
    check(node, among: Fact.allCases.map(\.name), "fact")
    return nil
  }

  mutating func paths(_ node: YAMLNode?) -> [JSONPath] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { (item) -> JSONPath? in
      guard let text = text(item) else { return nil }
      do throws(JSONPath.SyntaxError) {
        return try JSONPath(text)
      } catch {
        complain(
          "'\(text)' is no path: \(error.message) (character \(error.offset + 1))", at: item)
        return nil
      }
    }
  }

  mutating func texts(_ node: YAMLNode) -> [String] {
    (node.items ?? [node]).compactMap { text($0) }
  }

  mutating func text(_ node: YAMLNode) -> String? {
    if let text = node.scalar { return text }
    complain("expected text, found \(node.kindName)", at: node)
    return nil
  }

  mutating func nonEmpty(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    if text.isEmpty { complain("the text must not be empty", at: node) }
    return text
  }

  mutating func flag(_ node: YAMLNode?) -> Bool {
    choice(node, ["true", "false"]) == "true"
  }

  mutating func choice(_ node: YAMLNode?, _ words: [String]) -> String? {
    guard let node, let text = text(node) else { return nil }
    if words.contains(text) { return text }
    complain("'\(text)' is not \(words.joined(separator: " or "))", at: node)
    return nil
  }

  /// Whether a node is a mapping; all of its keys must be known.
  ///
  /// - Parameter expected: what it is a mapping of or with.
  mutating func isMapping(
    _ node: YAMLNode, _ expected: String, among keys: [String], _ what: String
  ) -> Bool {
    guard let entries = node.entries else {
      complain("expected a mapping \(expected), found \(node.kindName)", at: node)
      return false
    }
    for entry in entries { check(entry.key, among: keys, what) }
    return true
  }

  mutating func check(_ key: YAMLNode, among words: [String], _ what: String) {
    guard let word = key.scalar, !words.contains(word) else { return }
    if let close = Suggestion.closest(to: word, in: words) {
      complain("unknown \(what) '\(word)'; did you mean '\(close)'?", at: key)
    } else {
      complain(
        "unknown \(what) '\(word)'", at: key,
        notes: ["help: one of \(words.sorted().joined(separator: ", "))"])
    }
  }

  mutating func complain(_ message: String, at node: YAMLNode, notes: [String] = []) {
    found.append(document.diagnostic(message, at: node, notes: notes))
  }
}

extension ListingFormat.FieldMapping {
  /// The same field of what stands at a path.
  fileprivate func within(_ item: JSONPath?) -> ListingFormat.FieldMapping {
    var field = self
    field.paths = paths.map { $0.within(item) }
    field.classPaths = classPaths.map { $0.within(item) }
    return field
  }
}

extension JSONPath {
  /// The same way from what stands at a path.
  fileprivate func within(_ item: JSONPath?) -> JSONPath {
    item.map { JSONPath(steps: $0.steps + steps, description: "\($0).\(self)") } ?? self
  }
}
