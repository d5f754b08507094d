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

  // A listing can have a word of its own in every record. Which kinds are kept must not depend on
  // how records are shared out among workers, so the first in alphabetical order are.
  private static let limit = 100

  private var counts: [Kind: Notice] = [:]
  // The facts of the current record that were noted already, by ordinal: a set of facts is another
  // room's, and to empty it for every record would be a call.
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
      return
    }
    let text = Self.text(kind, fact)
    if counts.count >= Self.limit {
      guard let last = counts.max(by: { $0.value.kind < $1.value.kind }), text < last.value.kind
      else { return }
      counts[last.key] = nil
    }
    counts[kind] = Notice(kind: text, first: location())
  }

  var notices: [Notice] { Array(counts.values) }

  private static func text(_ kind: Kind, _ fact: Fact) -> String {
    switch kind {
    case .zoneAssumed: "\(fact.name) names no time zone; UTC is assumed"
    case .unreadable(let fact): "\(fact.name) cannot be read"
    case .unmappedStatus(let word):
      "the status '\(QuotedText.of(word))' has no class in this format; it counts as other"
    case .unmappedOrigin(let word):
      "the origin '\(QuotedText.of(word))' is not mapped in this format"
    }
  }
}
