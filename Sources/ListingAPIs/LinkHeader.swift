import Network

/// The links of an answer's headers (RFC 8288).
enum LinkHeader {
  /// The target of the first link of a relation; nil if there is none.
  static func target(of relation: String, in answer: HTTPResponse?) -> String? {
    for value in answer?.headers.values("Link") ?? [] {
      for link in links(in: value) where link.relations.contains(relation.lowercased()) {
        return link.target
      }
    }
    return nil
  }

  private static func links(in value: String) -> [(target: String, relations: [String])] {
    var links: [(String, [String])] = []
    var rest = value[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let target = String(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      // Parameters go on to the comma before the next target.
      let parameters = rest.prefix { $0 != "<" }
      rest = rest[parameters.endIndex...]
      links.append((target, relations(in: parameters)))
    }
    return links
  }

  private static func relations(in parameters: Substring) -> [String] {
    for parameter in parameters.split(separator: ";") {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "rel" else { continue }
      return parts[1].lowercased().split { " \",".contains($0) }.map(String.init)
    }
    return []
  }
}
