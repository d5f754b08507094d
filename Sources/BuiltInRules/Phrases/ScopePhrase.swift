import RuleEngine

extension Scope {
  /// "in this listing", as messages end.
  var phrase: String {
    switch self {
    case .listing: "in this listing"
    case .owner: "under this owner"
    case .inventory: "in the inventory"
    }
  }
}
