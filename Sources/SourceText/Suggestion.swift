/// The search for what a misspelt word was meant to be.
package enum Suggestion {
  /// Nobody misspells a longer name, and the distance costs the product of the lengths.
  private static let longest = 64

  // Two letters begin too many words to mean one of them.
  private static let shortestBeginning = 3

  /// The candidate nearest to a word, if it is within a third of their length in insertions,
  /// deletions, substitutions and swaps of neighbours, letter case aside; else the only one that
  /// begins with the word.
  ///
  /// Among equals the first in alphabetical order wins, so the answer does not depend on theirs.
  package static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
    guard let letters = folded(word) else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      guard let others = folded(candidate) else { continue }
      let length = max(letters.count, others.count)
      let limit = min(max(1, length / 3), length - 1)
      guard abs(letters.count - others.count) <= limit else { continue }
      let distance = distance(from: letters, to: others)
      guard distance <= limit else { continue }
      if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate ?? completion(of: letters, among: candidates)
  }

  private static func completion(
    of letters: [Unicode.Scalar], among candidates: some Sequence<String>
  ) -> String? {
    guard letters.count >= shortestBeginning else { return nil }
    let completions = Set(candidates.filter { folded($0)?.starts(with: letters) == true })
    return completions.count == 1 ? completions.first : nil
  }

  private static func folded(_ word: String) -> [Unicode.Scalar]? {
    guard word.unicodeScalars.prefix(longest + 1).count <= longest else { return nil }
    return Array(word.lowercased().unicodeScalars)
  }

  /// The optimal string alignment distance.
  private static func distance(from a: [Unicode.Scalar], to b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
