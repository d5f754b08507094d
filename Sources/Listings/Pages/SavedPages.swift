import OperatingSystem
import RuleEngine

/// Saved pages, put together again where they are all of their listing.
enum SavedPages {
  /// What pages of one listing have in common.
  private struct Listing: Hashable {
    let folder: String
    let format: String?
    let pages: Int?
    let total: Int?
  }

  private struct Page {
    let number: Int
    let input: Input
  }

  /// The inputs with the saved pages of a listing made one, where a folder holds every page of it
  /// once and they have as many items as they say; pages that do not fit together are left alone.
  static func joining(_ inputs: [Input]) -> [Input] {
    var listings: [Listing: [Page]] = [:]
    for input in inputs {
      let signs = input.pageSigns
      guard let number = signs.number else { continue }
      let listing = Listing(
        folder: Paths.directory(of: input.place), format: input.format, pages: signs.pages,
        total: signs.total)
      listings[listing, default: []].append(Page(number: number, input: input))
    }
    var joined: [Input] = []
    var parts: Set<ObjectIdentifier> = []
    for (listing, members) in listings {
      let pages = members.sorted { $0.number < $1.number }
      guard isWhole(pages, listing) else { continue }
      parts.formUnion(pages.map { ObjectIdentifier($0.input) })
      let rest = pages.count - 1
      let first = pages[0].input
      joined.append(
        Input(
          pages: pages.map(\.input),
          place: "\(first.place) and \(rest) more \(rest == 1 ? "page" : "pages")",
          pathInProject: first.pathInProject, completeness: .complete))
    }
    return inputs.filter { !parts.contains(ObjectIdentifier($0)) } + joined
  }

  private static func isWhole(_ pages: [Page], _ listing: Listing) -> Bool {
    guard pages.count > 1, let first = pages.first?.number, first == 0 || first == 1,
      pages.map(\.number) == Array(first..<first + pages.count)
    else { return false }
    let got = pages.reduce(0) { $0 + $1.input.records.count }
    switch (listing.total, listing.pages) {
    case (let total?, let count?): return got == total && pages.count == count
    case (let total?, nil): return got == total
    case (nil, let count?): return pages.count == count
    case (nil, nil): return false
    }
  }
}
