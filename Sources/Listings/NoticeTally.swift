import RuleEngine
import SourceText

/// Counts what is odd about records as their facts are read, once for each record and fact.
struct NoticeTally {
  enum Kind: Hashable {
    case zoneAssumed
    case unreadable(Fact)
    case unmappedStatus(String)
    case unmappedOrigin(String)
  }

  private var counts: [Kind: Notice] = [:]
  // The facts of the current record that were noted already, by ordinal.
  private var noted: UInt64 = 0

  /// Forgets which facts were noted: another record begins.
  mutating func turn() { noted = 0 }

  mutating func add(_ kind: Kind, _ fact: Fact, at location: () -> SourceLocation) {
    let bit = UInt64(1) << UInt64(fact.ordinal)
    guard noted & bit == 0 else { return }
    noted |= bit
    if var known = counts[kind] {
      known.count += 1
      counts[kind] = known
    } else if counts.count < 100 {
      counts[kind] = Notice(kind: Self.text(kind, fact), first: location())
    }
  }

  var notices: [Notice] { Array(counts.values) }

  private static func text(_ kind: Kind, _ fact: Fact) -> String {
    switch kind {
    case .zoneAssumed: "\(fact.rawValue) names no time zone; UTC is assumed"
    case .unreadable(let fact): "\(fact.rawValue) cannot be read"
    case .unmappedStatus(let word):
      "the status '\(word)' has no class in this format; it counts as other"
    case .unmappedOrigin(let word):
      "the origin '\(word)' is not mapped in this format"
    }
  }
}
