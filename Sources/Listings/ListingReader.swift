import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// Turns a document into an input: recognises its format, finds its records, judges whether it is
/// whole.
package struct ListingReader: Sendable {
  /// What came of a document.
  package enum Outcome: Sendable {
    case listing(Input)
    /// JSON, but no format knows it.
    case unrecognised(Diagnostic)
    /// Not readable, or a listing that says it failed.
    case failed(Diagnostic, format: String?)
  }

  private let formats: ListingFormats

  package init(formats: ListingFormats) {
    self.formats = formats
  }

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - place: the name reports show.
  ///   - pathInProject: the path that `match: { input: … }` is held against.
  ///   - format: the name of the format to read it by; nil to recognise it.
  ///   - workers: who reads a large document.
  package func read(
    _ bytes: FileBytes, place: String, pathInProject: String, as format: String? = nil,
    workers: Workers = .sequential
  ) -> Outcome {
    let candidates = format.map { name in formats[name].map { [$0] } ?? [] } ?? formats.all
    let document: Document
    do throws(JSONError) {
      document = try Document(bytes, place: place, for: candidates, workers)
    } catch {
      return .failed(Diagnostic(error, in: place), format: format)
    }
    let known = format == nil ? candidates.filter { document.isKnown(to: $0) } : candidates
    guard let chosen = known.first, known.count == 1 else {
      return .unrecognised(unrecognised(document, known.map(\.name)))
    }
    return document.read(by: chosen, pathInProject: pathInProject, workers: workers)
  }

  /// Reads one document by a format that it is of.
  package func read(
    _ bytes: FileBytes, place: String, pathInProject: String, by format: ListingFormat
  ) -> Outcome {
    do throws(JSONError) {
      return try Document(bytes, place: place, for: [format], .sequential)
        .read(by: format, pathInProject: pathInProject, workers: .sequential)
    } catch {
      return .failed(Diagnostic(error, in: place), format: format.name)
    }
  }

  private func unrecognised(_ document: Document, _ known: [String]) -> Diagnostic {
    let start = SourceLocation(path: document.place, line: 1, column: 1)
    if known.count > 1 {
      return Diagnostic(
        "more than one listing format knows this document: \(known.joined(separator: ", "))",
        at: start, notes: ["help: name one with --as, for example --as \(known[0])"])
    }
    return Diagnostic(
      "no listing format knows this document; \(document.outline)", at: start,
      notes: [
        "help: name its format with --as (one of \(formats.names.joined(separator: ", "))), "
          + "or describe it in a file and pass that with --formats"
      ])
  }
}

extension ListingFormat {
  /// All that must be found in a document to read it by this format.
  fileprivate var requests: [JSONIndex.Request] {
    var requests = items.joined().map { JSONIndex.Request.elements($0.path) }
    requests += items.joined().map { .values($0.listPath) }
    for key in recognise.joined() {
      requests += [.values(JSONPath(keys: [key])), .values(JSONPath(firstElementKey: key))]
    }
    if let failure {
      requests += failure.conditions.map { .values($0.path) }
      requests += [failure.code, failure.message].compactMap { $0 }.map { .values($0) }
    }
    if case .paged(let pages) = paging {
      requests += (pages.total + pages.pages + pages.next + pages.number).map { .values($0) }
    }
    return requests + completeness.map { .values($0) }
  }
}

extension JSONPath {
  fileprivate init(keys: [String]) {
    self.init(steps: keys.map { .key($0) }, description: keys.joined(separator: "."))
  }

  fileprivate init(firstElementKey key: String) {
    self.init(steps: [.element(0), .key(key)], description: "[0].\(key)")
  }
}

/// A document that was proven to be JSON, with what the formats asked of it.
private struct Document {
  let place: String
  let bytes: FileBytes
  let index: JSONIndex

  /// Looks through the bytes for what some formats ask of a document.
  init(
    _ bytes: FileBytes, place: String, for formats: [ListingFormat], _ workers: Workers
  ) throws(JSONError) {
    self.place = place
    self.bytes = bytes
    index = try bytes.withBytes { (span) throws(JSONError) in
      try JSONIndex(
        span, requests: formats.flatMap(\.requests), workers: workers.count,
        concurrently: workers.run)
    }
  }

  /// What is there, for a message: "its keys are: errors, messages".
  var outline: String {
    let keys =
      index.rootKeys.prefix(12).map { QuotedText.of($0) }.joined(separator: ", ")
      + (index.rootKeys.count > 12 ? ", …" : "")
    switch index.shape {
    case .scalar: return "it is a single value"
    case .array where keys.isEmpty: return "it is a list without objects"
    case .array: return "it is a list, whose first item has the keys: \(keys)"
    case .object, .sequence:
      return keys.isEmpty ? "it is an empty object" : "its keys are: \(keys)"
    }
  }

  func isKnown(to format: ListingFormat) -> Bool {
    format.recognise.contains { keys in
      !keys.isEmpty
        && keys.allSatisfy { key in
          switch index.shape {
          case .object, .sequence: !index.values(at: JSONPath(keys: [key])).isEmpty
          case .array: !index.values(at: JSONPath(firstElementKey: key)).isEmpty
          case .scalar: false
          }
        }
    }
  }

  func read(
    by format: ListingFormat, pathInProject: String, workers: Workers
  ) -> ListingReader.Outcome {
    if let failure = failure(format) { return .failed(failure, format: format.name) }
    if let fault = envelopeFault(format) { return .failed(fault, format: format.name) }
    guard let lists = lists(format) else {
      return .failed(missingItems(format), format: format.name)
    }
    let records = ListedRecords(
      place: place, bytes: bytes, format: format, lists: lists, hasEscapes: index.hasEscapes,
      signs: signs(format), workers: workers)
    let isEnveloped = lists.contains { $0.list.pointer != "" }
    return .listing(
      Input(
        place: place, pathInProject: pathInProject, format: format.name, records: records,
        completeness: completeness(
          format, got: records.count, isEnveloped: isEnveloped, workers)))
  }

  /// The listing's own word that it failed.
  private func failure(_ format: ListingFormat) -> Diagnostic? {
    guard let sign = format.failure else { return nil }
    for condition in sign.conditions {
      for found in index.values(at: condition.path) where condition.texts.contains(text(of: found))
      {
        let said = [sign.code, sign.message].compactMap { $0 }
          .compactMap { index.values(at: $0).first }.map { QuotedText.of(text(of: $0)) }
        let words = said.isEmpty ? "it does not say why" : said.joined(separator: " ")
        return Diagnostic(
          "the listing says that it failed: \(words)", at: location(of: found))
      }
    }
    return nil
  }

  private typealias Lists = [(list: JSONIndex.List, pointer: String?, constants: [Fact: String])]

  private func lists(_ format: ListingFormat) -> Lists? {
    if index.shape == .sequence { return [(index.roots, nil, [:])] }
    for alternative in format.items {
      let lists = alternative.flatMap { source in
        index.lists(at: source.path).map { ($0, Optional($0.pointer), source.set) }
      }
      if !lists.isEmpty { return lists }
    }
    let isEnvelope = format.items.joined().contains { source in
      !source.path.steps.isEmpty && !index.values(at: source.listPath).isEmpty
    }
    guard format.acceptsSingle, index.shape == .object, !isEnvelope else { return nil }
    return [(index.roots, nil, [:])]
  }

  /// What makes it uncertain which items are meant.
  private func envelopeFault(_ format: ListingFormat) -> Diagnostic? {
    for alternative in format.items {
      var taken = false
      for source in alternative where source.path.steps != [] {
        let found = index.values(at: source.listPath)
        taken = taken || found.contains { $0.value.kind == .array }
        if index.shape == .sequence && taken {
          return Diagnostic(
            "these are several listings, one after the other; save each in a file of its own",
            at: location(of: found[0]))
        }
        var places: [String: SourceLocation] = [:]
        for value in found {
          let location = location(of: value)
          if let first = places.updateValue(location, forKey: value.pointer) {
            return Diagnostic(
              "the key of the list '\(source.path)' stands there twice, first at "
                + "\(first.line):\(first.column)", at: location)
          }
        }
      }
      // All lists of a group are read: none may be something else.
      if taken,
        let odd = alternative.lazy.flatMap({ index.values(at: $0.listPath) }).first(
          where: { $0.value.kind != .array && $0.value.kind != .null })
      {
        return notAList(odd)
      }
      if taken { return nil }
    }
    return nil
  }

  private func notAList(_ found: JSONIndex.Found) -> Diagnostic {
    let path = QuotedText.of(found.pointer)
    return Diagnostic(
      "expected a list at '\(path)', found \(found.value.kindName)", at: location(of: found))
  }

  private func location(of found: JSONIndex.Found) -> SourceLocation {
    SourceLocation(
      path: place, line: Int(found.anchor.line), column: Int(found.anchor.column))
  }

  private func missingItems(_ format: ListingFormat) -> Diagnostic {
    let sources = format.items.joined()
    let paths = sources.map { "'\($0.path)'" }.joined(separator: " or ")
    let found = sources.lazy.compactMap { index.values(at: $0.listPath).first }
    if let found = found.first(where: { !$0.pointer.isEmpty }) { return notAList(found) }
    return Diagnostic(
      "there is no list at \(paths), where \(format.name) has its certificates; \(outline)",
      at: SourceLocation(path: place, line: 1, column: 1))
  }

  private func completeness(
    _ format: ListingFormat, got: Int, isEnveloped: Bool, _ workers: Workers
  ) -> Completeness {
    if let stated = statedCompleteness(format, workers) { return stated }
    switch format.paging {
    case .none: return .complete
    case .unstated: return .unknown("the format does not say how it is paged")
    case .paged(let paging):
      if index.shape == .sequence {
        return .unknown("single items show neither a total nor an end")
      }
      if let total = number(paging.total) {
        if got == total { return .complete }
        return got < total
          ? .incomplete(expected: total, got: got)
          : .unknown("it states a total of \(total) and holds \(got)")
      }
      if paging.next.lazy.flatMap({ index.values(at: $0) }).contains(where: { goesOn($0.value) }) {
        return .incomplete(expected: nil, got: got)
      }
      if let pages = number(paging.pages) {
        return pages > 1 ? .incomplete(expected: nil, got: got) : .complete
      }
      return .unknown(
        isEnveloped
          ? "it shows neither a total nor an end" : "a bare list shows neither a total nor an end")
    }
  }

  /// What the document says of the listing it is a page of.
  private func signs(_ format: ListingFormat) -> PageSigns {
    guard case .paged(let paging) = format.paging else { return PageSigns() }
    let written = paging.number.lazy.flatMap { index.values(at: $0) }.first
    let next = paging.next.lazy.flatMap { index.values(at: $0) }.first { goesOn($0.value) }
    return PageSigns(
      number: written.flatMap { PageSigns.number(text(of: $0), parameter: paging.parameter) },
      pages: number(paging.pages), total: number(paging.total), next: next.map { text(of: $0) })
  }

  /// Whether a link or cursor leads to more: neither null nor empty.
  private func goesOn(_ next: JSONValue) -> Bool {
    switch next.kind {
    case .string: next.end - next.start > 2
    case .number, .object, .array, .true, .duplicate: true
    case .absent, .null, .false: false
    }
  }

  /// The worst of what the document's own words say.
  private func statedCompleteness(_ format: ListingFormat, _ workers: Workers) -> Completeness? {
    let words = format.completeness.flatMap { index.values(at: $0) }.map(\.value)
    let stated = words.compactMap { CompletenessText.read($0, in: bytes) }
    let lines = index.shape == .sequence ? completenessOfLines(format, workers) : []
    return CompletenessText.worst(stated + lines)
  }

  /// Each line of a sequence can come from another listing.
  private func completenessOfLines(
    _ format: ListingFormat, _ workers: Workers
  ) -> [Completeness] {
    let keys = format.completeness.map { path in
      path.steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
    }
    guard !keys.isEmpty else { return [] }
    let projection = JSONProjection(keys)
    let anchors = index.roots.elements
    let part = 4096
    let found = workers.map(Array(stride(from: 0, to: anchors.count, by: part))) { start in
      var slots = Array(repeating: JSONValue.absent, count: projection.slotCount)
      var order = projection.unknownOrder
      var found: Set<Completeness> = []
      for anchor in anchors[start..<min(anchors.count, start + part)] {
        let isRead = bytes.withBytes {
          projection.read($0, at: anchor, into: &slots, order: &order)
        }
        guard isRead else { continue }
        found.formUnion(slots.compactMap { CompletenessText.read($0, in: bytes) })
      }
      return found
    }
    return Array(Set(found.joined()))
  }

  private func number(_ paths: [JSONPath]) -> Int? {
    paths.lazy.flatMap { index.values(at: $0) }.compactMap { Int(text(of: $0)) }.first
  }

  private func text(of found: JSONIndex.Found) -> String {
    bytes.withBytes { JSONReading.text(of: found.value, in: $0) }
  }
}

extension Diagnostic {
  fileprivate init(_ error: JSONError, in place: String) {
    self.init(
      error.message, at: SourceLocation(path: place, line: error.line, column: error.column))
  }
}
