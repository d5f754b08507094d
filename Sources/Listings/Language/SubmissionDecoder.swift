import Certificates
import Documents
import SourceText

/// What a format says of its writing half: how a file is handed in to the source.
extension FormatDecoder {
  private static let submitKeys = ["takes", "private-key", "unique-names", "ways"]
  private static let wayKeys = ["url", "headers", "form", "json"]

  /// - Parameter request: how the source is asked for its listing, which says also as whom and with
  ///   which variables.
  mutating func submission(_ node: YAMLNode?, _ request: ListingRequest?) -> ListingSubmission? {
    guard let node else { return nil }
    guard isMapping(node, "with 'ways'", among: Self.submitKeys, "key of 'submit'") else {
      return nil
    }
    guard let request else {
      complain("'submit' needs a 'request', which says how the source is asked", at: node)
      return nil
    }
    for name in ListingSubmission.variables where request.variables[name] != nil {
      complain("'{\(name)}' is given by whoever submits, and cannot be one of 'vars'", at: node)
    }
    guard let waysNode = node["ways"], let ways = waysNode.entries, !ways.isEmpty else {
      complain("'submit' has no 'ways', of which each has a name and a 'url'", at: node)
      return nil
    }
    let carriesKey = flag(node["private-key"])
    return ListingSubmission(
      takes: takes(node, carriesKey: carriesKey), carriesKey: carriesKey,
      hasUniqueNames: flag(node["unique-names"]),
      ways: ways.compactMap { way(named: $0.key, $0.value, request) })
  }

  private mutating func takes(_ node: YAMLNode, carriesKey: Bool) -> [CertificateFormat] {
    guard let takes = node["takes"] else {
      complain("'submit' has no 'takes', the formats of files that the source takes", at: node)
      return []
    }
    return (takes.items ?? [takes]).compactMap { item in
      let names = CertificateFormat.allCases.map(\.rawValue)
      guard let format = choice(item, names).flatMap(CertificateFormat.init) else { return nil }
      if !carriesKey, format == .pkcs12 || format == .jks {
        complain("\(format.rawValue) is there to carry a key: say 'private-key: true'", at: item)
      }
      return format
    }
  }

  private mutating func way(
    named key: YAMLNode, _ node: YAMLNode, _ request: ListingRequest
  ) -> ListingSubmission.Way? {
    guard let name = text(key) else { return nil }
    guard isMapping(node, "with 'url'", among: Self.wayKeys, "key of a way to submit") else {
      return nil
    }
    guard let urlNode = node["url"] else {
      complain("the way has no 'url'", at: node)
      return nil
    }
    guard (node["form"] == nil) != (node["json"] == nil) else {
      complain("the way has one body: either 'form' or 'json'", at: node)
      return nil
    }
    guard let url = address(urlNode, variables: request.variables.keys.sorted()) else { return nil }
    let known = request.variables.keys.sorted() + ListingSubmission.variables
    let body: ListingSubmission.Body? =
      node["form"].map { .form(parts($0, known)) }
      ?? node["json"].flatMap { json($0, known) }.map { .json($0) }
    return body.map {
      ListingSubmission.Way(
        name: name, request: request.submitting(to: url, headers: templates(node["headers"])),
        body: $0)
    }
  }

  private mutating func parts(
    _ node: YAMLNode, _ known: [String]
  ) -> [ListingSubmission.Part] {
    guard let entries = node.entries else {
      complain("expected a mapping of the form's fields, found \(node.kindName)", at: node)
      return []
    }
    let parts = entries.compactMap { part(named: $0.key, $0.value, known) }
    if entries.count(where: { $0.value["file"] != nil }) != 1 {
      complain("one field of the form is the file: '{ file: MEDIA-TYPE }'", at: node)
    }
    return parts
  }

  private mutating func part(
    named key: YAMLNode, _ node: YAMLNode, _ known: [String]
  ) -> ListingSubmission.Part? {
    guard let name = text(key) else { return nil }
    guard let entries = node.entries else {
      return template(node, known).map { .init(name: name, content: .text($0), type: nil) }
    }
    if let file = node["file"] {
      for entry in entries { check(entry.key, among: ["file"], "key of a form's file") }
      return mediaType(file).map { .init(name: name, content: .file, type: $0) }
    }
    for entry in entries { check(entry.key, among: ["file", "json", "type"], "key of a field") }
    guard let json = node["json"] else {
      complain("the field is a text, or has one of 'file' and 'json'", at: node)
      return nil
    }
    let type = node["type"].flatMap { mediaType($0) }
    return self.json(json, known).map { .init(name: name, content: .json($0), type: type) }
  }

  /// `type/subtype`: nothing that could end the header it stands in.
  private mutating func mediaType(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    let isToken = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    if isToken, text.split(separator: "/", omittingEmptySubsequences: false).count == 2 {
      return text
    }
    complain("expected a media type, such as application/octet-stream", at: node)
    return nil
  }

  private mutating func json(
    _ node: YAMLNode, _ known: [String]
  ) -> ListingSubmission.JSONTemplate? {
    if let items = node.items { return .list(items.compactMap { json($0, known) }) }
    guard let entries = node.entries else { return template(node, known).map { .text($0) } }
    if let form = node["$file"] {
      for entry in entries { check(entry.key, among: ["$file"], "key beside '$file'") }
      let forms = ListingSubmission.FileForm.allCases.map(\.rawValue)
      return choice(form, forms).flatMap(ListingSubmission.FileForm.init).map { .file($0) }
    }
    return .object(
      entries.compactMap { entry in
        guard let key = text(entry.key), let value = json(entry.value, known) else { return nil }
        return (key, value)
      })
  }

  /// A text with gaps that are known to be filled.
  private mutating func template(_ node: YAMLNode, _ known: [String]) -> TextTemplate? {
    guard let template = template(node) else { return nil }
    checkVariables(of: template, among: known, at: node)
    return template
  }
}
