import Documents
import RuleEngine
import SourceText

/// What a format says of its live half: how a source is asked, and how it hands out pages.
extension FormatDecoder {
  private static let requestKeys = [
    "url", "method", "query", "headers", "body", "auth", "rate", "retry",
  ]
  private static let pagingKeys = [
    "page", "number", "size", "start", "pages", "total", "offset", "next", "link", "cursor", "send",
  ]

  mutating func request(_ node: YAMLNode?, variables: YAMLNode?) -> ListingRequest? {
    guard let node else {
      if let variables { complain("'vars' are for a 'request', and there is none", at: variables) }
      return nil
    }
    guard isMapping(node, "with 'url'", among: Self.requestKeys, "key of 'request'") else {
      return nil
    }
    let known = templates(variables)
    for (name, template) in known where !template.variables.isEmpty {
      if let variables { complain("'\(name)' is made of other variables", at: variables) }
    }
    guard let urlNode = node["url"] else {
      complain("the request has no 'url'", at: node)
      return nil
    }
    guard let url = address(urlNode, variables: known.map(\.name)) else { return nil }
    let method = choice(node["method"], ["GET", "POST"]).flatMap(ListingRequest.Method.init)
    return ListingRequest(
      method: method ?? .get, url: url, query: templates(node["query"]),
      headers: templates(node["headers"]), body: node["body"].flatMap { template($0) },
      authorizations: authorizations(node["auth"]), rate: rate(node["rate"]),
      retries: count(node["retry"], in: 0...10) ?? 3,
      variables: Dictionary(known.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// - Parameter isLive: whether pages are asked for, and not only read from files.
  mutating func paging(_ node: YAMLNode?, isLive: Bool) -> ListingFormat.Paging {
    guard let node else { return .unstated }
    if node.scalar == "none" { return .none }
    guard let entries = node.entries else {
      complain("expected 'none' or a mapping, found \(node.kindName)", at: node)
      return .unstated
    }
    for entry in entries { check(entry.key, among: Self.pagingKeys, "key of 'paging'") }
    // A cursor in a header is not part of a saved answer.
    let cursor = node["cursor"].flatMap { $0.entries == nil ? $0 : nil }
    let size = node["size"].flatMap { texts(of: $0, "a parameter and how many to ask for") }
    return .paged(
      ListingFormat.Pages(
        total: paths(node["total"]), pages: paths(node["pages"]),
        next: paths(node["next"]) + paths(cursor), number: paths(node["number"]),
        parameter: node["page"].flatMap { text($0) }, step: step(node, isLive: isLive),
        size: size?.first.map { ($0.name, $0.value) }))
  }

  private mutating func step(_ node: YAMLNode, isLive: Bool) -> PageStep {
    // The address of the next page wins over its number.
    if node["next"] != nil { return .address }
    if let page = node["page"] {
      return .number(
        parameter: text(page) ?? "", first: count(node["start"], in: 0...1) ?? 1)
    }
    if let offset = node["offset"] { return .offset(parameter: text(offset) ?? "") }
    if let link = node["link"] { return .link(relation: text(link) ?? "next") }
    guard let cursor = node["cursor"] else { return .unstated }
    guard let send = node["send"] else {
      guard isLive else { return .unstated }
      complain(
        "'cursor' needs 'send', the query parameter or header that carries it back", at: node)
      return .unstated
    }
    let carrier = texts(of: send, "query or header, and its name")?.first
    var from = PageStep.Cursor.document
    if cursor.entries != nil, let header = texts(of: cursor, "header and its name")?.first {
      from = .header(header.value)
    }
    switch carrier?.name {
    case "query": return .cursor(from: from, to: .query(carrier?.value ?? ""))
    case "header": return .cursor(from: from, to: .header(carrier?.value ?? ""))
    default:
      complain("expected 'query' or 'header' and its name", at: send)
      return .unstated
    }
  }

  // MARK: Parts

  private mutating func authorizations(_ node: YAMLNode?) -> [ListingRequest.Authorization] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { item in
      guard let entry = item.entries?.first, item.entries?.count == 1 else {
        complain("expected one of bearer, header and basic, with its value", at: item)
        return nil
      }
      switch entry.key.scalar {
      case "bearer": return template(entry.value).map { .bearer($0) }
      case "header": return .headers(templates(entry.value))
      case "basic":
        guard let user = entry.value["user"].flatMap({ template($0) }),
          let password = entry.value["password"].flatMap({ template($0) })
        else {
          complain("'basic' has a 'user' and a 'password'", at: entry.value)
          return nil
        }
        return .basic(user: user, password: password)
      default:
        check(entry.key, among: ["bearer", "header", "basic"], "way to authenticate")
        return nil
      }
    }
  }

  /// `10/s`, `1200/5m`.
  private mutating func rate(_ node: YAMLNode?) -> ListingRequest.Rate? {
    guard let node, let text = text(node) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let units = ["s": 1, "m": 60, "h": 3600]
    if parts.count == 2, let requests = Int(parts[0]), requests > 0, let unit = parts[1].last,
      let seconds = units[String(unit)],
      let times = parts[1].count == 1 ? 1 : Int(parts[1].dropLast()), (1...1000).contains(times)
    {
      return ListingRequest.Rate(requests: requests, seconds: times * seconds)
    }
    complain("expected requests in a time, such as 10/s or 1200/5m", at: node)
    return nil
  }

  private mutating func count(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Int? {
    guard let node, let text = text(node) else { return nil }
    if let count = Int(text), range.contains(count) { return count }
    complain(
      "expected a whole number from \(range.lowerBound) to \(range.upperBound)", at: node)
    return nil
  }

  /// The address of the details, with gaps for what the listing says of a record as well.
  mutating func detailAddress(_ node: YAMLNode, _ request: ListingRequest) -> TextTemplate? {
    guard let urlNode = node["url"] else {
      complain("the detail has no 'url'", at: node)
      return nil
    }
    for name in ListingDetail.gaps where request.variables[name] != nil {
      complain("'{\(name)}' is what the listing says, and cannot be one of 'vars'", at: urlNode)
    }
    let known = request.variables.keys.sorted() + ListingDetail.gaps
    guard let url = address(urlNode, variables: known) else { return nil }
    let isOfRecord = url.variables.contains { ListingDetail.gaps.contains($0) }
    if !isOfRecord || !request.asking(url).variablesOfHost.isDisjoint(with: ListingDetail.gaps) {
      complain(
        "the path of the address holds one of {\(ListingDetail.gaps.joined(separator: "}, {"))}",
        at: urlNode)
    }
    return url
  }

  /// The address of a request, with gaps for the format's variables.
  mutating func address(_ node: YAMLNode, variables: [String]) -> TextTemplate? {
    guard let url = template(node) else { return nil }
    checkScheme(url, at: node)
    checkVariables(of: url, among: variables, at: node)
    return url
  }

  mutating func checkVariables(
    of template: TextTemplate, among names: [String], at node: YAMLNode
  ) {
    for name in template.variables where !names.contains(name) {
      let near = Suggestion.closest(to: name, in: names)
      complain(
        "'{\(name)}' is not among 'vars'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        at: node)
    }
  }

  private mutating func checkScheme(_ url: TextTemplate, at node: YAMLNode) {
    guard case .text(let start)? = url.parts.first,
      start.hasPrefix("https://") || start.hasPrefix("http://")
    else {
      complain("the address must begin with https://", at: node)
      return
    }
    if let variable = url.environmentNames.first {
      complain(
        "'${\(variable)}' cannot stand in the address itself: make it one of 'vars'", at: node)
    }
    // Credentials and certificates are worth as much as what they travel through.
    let isLoopback = ["127.0.0.1", "[::1]", "localhost"].contains { host in
      start.hasPrefix("http://\(host)/") || start.hasPrefix("http://\(host):")
    }
    if start.hasPrefix("http://"), !isLoopback {
      complain("only this machine itself is asked without TLS: write https://", at: node)
    }
  }

  mutating func template(_ node: YAMLNode) -> TextTemplate? {
    guard let text = text(node) else { return nil }
    do throws(TextTemplate.SyntaxError) {
      return try TextTemplate(text)
    } catch {
      complain(error.message, at: node)
      return nil
    }
  }

  mutating func templates(_ node: YAMLNode?) -> [(name: String, value: TextTemplate)] {
    guard let node else { return [] }
    guard let entries = node.entries else {
      complain("expected a mapping of names to texts, found \(node.kindName)", at: node)
      return []
    }
    return entries.compactMap { entry in
      guard let name = text(entry.key), let value = template(entry.value) else { return nil }
      return (name, value)
    }
  }

  private mutating func texts(
    of node: YAMLNode, _ expected: String
  ) -> [(name: String, value: String)]? {
    guard let entries = node.entries, entries.count == 1 else {
      complain("expected \(expected)", at: node)
      return nil
    }
    return entries.compactMap { entry in
      guard let name = text(entry.key), let value = text(entry.value) else { return nil }
      return (name, value)
    }
  }
}
