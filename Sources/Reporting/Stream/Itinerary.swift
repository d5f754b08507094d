import RuleEngine

/// The way through the records of a run, suite by suite, in portions for workers.
struct Itinerary {
  /// Some records of one suite.
  struct Chunk {
    let suite: Int
    /// Indexes of records; for flagged ones, places in the suite's list of them.
    let range: Range<Int>
    let opensSuite: Bool
    let closesSuite: Bool
  }

  // Small enough that workers end together, large enough that a chunk outweighs its handling.
  private static let chunkSize = 512

  private let evaluation: Evaluation
  private let selection: RecordSelection

  init(_ evaluation: Evaluation, _ selection: RecordSelection) {
    self.evaluation = evaluation
    self.selection = selection
  }

  /// Some chunks each, of which there may be very many that are small.
  var portions: [[Chunk]] {
    var portions: [[Chunk]] = []
    var portion: [Chunk] = []
    var size = 0
    for chunk in chunks {
      portion.append(chunk)
      size += 1 + chunk.range.count
      if size < Self.chunkSize { continue }
      portions.append(portion)
      (portion, size) = ([], 0)
    }
    return portion.isEmpty ? portions : portions + [portion]
  }

  private var chunks: [Chunk] {
    var chunks: [Chunk] = []
    for suite in evaluation.suites.indices {
      let count = count(in: suite)
      var start = 0
      repeat {
        let end = min(count, start + Self.chunkSize)
        chunks.append(
          Chunk(
            suite: suite, range: start..<end, opensSuite: start == 0, closesSuite: end == count))
        start = end
      } while start < count
    }
    return chunks
  }

  private func count(in suite: Int) -> Int {
    let input = evaluation.suites[suite].input
    let records = input.isJudged ? input.records.count : 0
    return switch selection {
    case .none: 0
    case .flagged: evaluation.suites[suite].flagged.count
    case .every: records
    case .unjudged: evaluation.isFirst(ofItsInput: suite) ? records : 0
    }
  }
}

// Suites are ordered by input, then by policy.
extension Evaluation {
  func input(ofSuite suite: Int) -> Int { suite / max(1, policies.count) }

  func policy(ofSuite suite: Int) -> Int { suite % max(1, policies.count) }

  func isFirst(ofItsInput suite: Int) -> Bool { policy(ofSuite: suite) == 0 }

  /// The suites of one policy, input by input.
  func suites(ofPolicy policy: Int) -> [Suite] {
    stride(from: policy, to: suites.count, by: max(1, policies.count)).map { suites[$0] }
  }
}
