import OperatingSystem
import RuleEngine

/// Which page of a longer listing a document says it is.
struct SavedPage: Hashable, Sendable {
  /// As the source counts: from 0 or from 1.
  let number: Int
  /// How many pages the listing has; nil if the page does not say.
  let pages: Int?
  /// How many items the listing has; nil if the page does not say.
  let total: Int?

  /// The number of a page: written as such, or as a parameter of the page's address.
  static func number(_ text: String, parameter: String?) -> Int? {
    if let number = Int(text) { return number }
    guard let parameter, let query = text.firstIndex(of: "?") else { return nil }
    let pairs = text[text.index(after: query)...].prefix { $0 != "#" }.split(separator: "&")
    for pair in pairs where pair.hasPrefix("\(parameter)=") {
      return Int(pair.dropFirst(parameter.count + 1))
    }
    return nil
  }

  /// What pages of one listing have in common.
  private struct Listing: Hashable {
    let folder: String
    let format: String?
    let pages: Int?
    let total: Int?
  }

  /// The inputs with the saved pages of a listing made one, where a folder holds every page of it
  /// once and they have as many items as they say; pages that do not fit together are left alone.
  static func joining(_ inputs: [Input]) -> [Input] {
    var listings: [Listing: [(page: SavedPage, input: Input)]] = [:]
    for input in inputs {
      guard let page = (input.records as? ListedRecords)?.page else { continue }
      let listing = Listing(
        folder: Paths.directory(of: input.place), format: input.format, pages: page.pages,
        total: page.total)
      listings[listing, default: []].append((page, input))
    }
    var joined: [Input] = []
    var parts: Set<ObjectIdentifier> = []
    for (listing, members) in listings {
      let members = members.sorted { $0.page.number < $1.page.number }
      guard isWhole(members, listing) else { continue }
      parts.formUnion(members.map { ObjectIdentifier($0.input) })
      joined.append(Input(pages: members.map(\.input)))
    }
    return inputs.filter { !parts.contains(ObjectIdentifier($0)) } + joined
  }

  private static func isWhole(
    _ members: [(page: SavedPage, input: Input)], _ listing: Listing
  ) -> Bool {
    guard members.count > 1, let first = members.first?.page.number, first == 0 || first == 1,
      members.map(\.page.number) == Array(first..<first + members.count)
    else { return false }
    let got = members.reduce(0) { $0 + $1.input.records.count }
    switch (listing.total, listing.pages) {
    case (let total?, let pages?): return got == total && members.count == pages
    case (let total?, nil): return got == total
    case (nil, let pages?): return members.count == pages
    case (nil, nil): return false
    }
  }
}

extension Input {
  /// All pages of one listing, in their order.
  fileprivate convenience init(pages: [Input]) {
    let rest = pages.count - 1
    self.init(
      place: "\(pages[0].place) and \(rest) more \(rest == 1 ? "page" : "pages")",
      pathInProject: pages[0].pathInProject, format: pages[0].format ?? "",
      records: JoinedRecords(pages.map(\.records)), completeness: .complete,
      notices: pages.flatMap(\.notices))
  }
}
