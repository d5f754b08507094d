import RuleEngine

/// What a document says of the listing it is a page of; nil for what it does not say.
package struct PageSigns: Hashable, Sendable {
  /// Which page it is, as the source counts: from 0 or from 1.
  package var number: Int?
  /// How many pages the listing has.
  package var pages: Int?
  /// How many items the listing has.
  package var total: Int?
  /// What leads to the next page: an address or a cursor.
  package var next: String?

  package init(
    number: Int? = nil, pages: Int? = nil, total: Int? = nil, next: String? = nil
  ) {
    self.number = number
    self.pages = pages
    self.total = total
    self.next = next
  }

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
}

extension Input {
  /// What the document says of the listing it is a page of; nothing for what is no page.
  package var pageSigns: PageSigns { (records as? ListedRecords)?.signs ?? PageSigns() }

  /// Whether the items of two documents are the same bytes.
  package func hasSameItems(as other: Input) -> Bool {
    guard let records = records as? ListedRecords, let others = other.records as? ListedRecords
    else { return false }
    return records.itemBytes == others.itemBytes
  }

  /// Several pages of one listing as one input, in their order.
  package convenience init(
    pages: [Input], place: String, pathInProject: String, completeness: Completeness,
    notices: [Notice] = []
  ) {
    self.init(
      place: place, pathInProject: pathInProject, format: pages.first?.format ?? "",
      records: JoinedRecords(pages.map(\.records)), completeness: completeness,
      notices: pages.flatMap(\.notices) + notices)
  }
}
