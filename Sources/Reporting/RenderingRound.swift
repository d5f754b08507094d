import Cryptography
import RuleEngine
import Synchronization

/// What the workers render at once: some chunks of records, each for all reporters.
final class RenderingRound: Sendable {
  // A thread costs more than rendering a few records.
  private static let recordsPerWorker = 256

  private let evaluation: Evaluation
  private let selection: RecordSelection
  private let chunks: [Itinerary.Chunk]
  private let reporters: [any Reporter]
  private let next = Atomic(0)
  private let results: Mutex<Results>

  private struct Results {
    /// By chunk and reporter.
    var pages: [[UInt8]]
    /// By reporter.
    var errors: [OpenSSLError?]
  }

  /// - Parameter buffers: what pages are written to, for each chunk and reporter.
  init(
    _ chunks: [Itinerary.Chunk], of evaluation: Evaluation, _ selection: RecordSelection,
    for reporters: [any Reporter], buffers: [[UInt8]]
  ) {
    self.evaluation = evaluation
    self.selection = selection
    self.chunks = chunks
    self.reporters = reporters
    results = Mutex(
      Results(pages: buffers, errors: Array(repeating: nil, count: reporters.count)))
  }

  /// Renders all chunks.
  ///
  /// - Returns: the pages by chunk and reporter, and for each reporter what ended it.
  func run(on workers: Workers) -> (pages: [[UInt8]], errors: [OpenSSLError?]) {
    let records = chunks.reduce(0) { $0 + $1.range.count }
    workers.run(max(1, min(workers.count, records / Self.recordsPerWorker))) { _ in
      do throws(OpenSSLError) {
        let fingerprints = try FindingFingerprints()
        while let chunk = takeChunk() { render(chunk, fingerprints) }
      } catch {
        results.withLock { $0.errors = $0.errors.map { $0 ?? error } }
      }
    }
    return results.withLock { ($0.pages, $0.errors) }
  }

  private func takeChunk() -> Int? {
    let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return chunk < chunks.count ? chunk : nil
  }

  private func render(_ index: Int, _ fingerprints: FindingFingerprints) {
    let chunk = chunks[index]
    var pages = takePages(ofChunk: index)
    var errors = [OpenSSLError?](repeating: nil, count: reporters.count)
    for (number, reporter) in reporters.enumerated() where chunk.opensSuite {
      reporter.appendOpening(ofSuite: chunk.suite, to: &pages[number])
    }
    forEachRecord(of: chunk, fingerprints) { judged in
      for (number, reporter) in reporters.enumerated() where errors[number] == nil {
        do throws(OpenSSLError) {
          try reporter.append(judged, to: &pages[number])
        } catch {
          errors[number] = error
        }
      }
    }
    for (number, reporter) in reporters.enumerated() where chunk.closesSuite {
      reporter.appendClosing(ofSuite: chunk.suite, to: &pages[number])
    }
    let start = index * reporters.count
    results.withLock { results in
      for (number, page) in pages.enumerated() {
        results.pages[start + number] = page
        results.errors[number] = results.errors[number] ?? errors[number]
      }
    }
  }

  /// Takes the buffers out, so that nobody else holds them and they are written in place.
  private func takePages(ofChunk index: Int) -> [[UInt8]] {
    let range = index * reporters.count..<(index + 1) * reporters.count
    return results.withLock { results in
      let pages = Array(results.pages[range])
      for page in range { results.pages[page] = [] }
      return pages
    }
  }

  private func forEachRecord(
    of chunk: Itinerary.Chunk, _ fingerprints: FindingFingerprints, _ visit: (JudgedRecord) -> Void
  ) {
    guard !chunk.range.isEmpty else { return }
    let suite = evaluation.suites[chunk.suite]
    let showsEvidence = reporters.contains { $0.showsEvidenceOfPasses }
    let reader = suite.input.records.makeReader()
    for position in chunk.range {
      let isFlagged = selection == .flagged
      let index = isFlagged ? Int(suite.flagged[position]) : position
      reader.move(to: index)
      if reader.isDeleted { continue }
      let record = CertificateRecord(reader: reader, input: suite.input, index: index)
      fingerprints.turn()
      visit(
        JudgedRecord(
          record: record, labelBeyondName: evaluation.labels.labelBeyondName(of: record),
          suite: chunk.suite,
          outcomes: selection == .unjudged
            ? []
            : evaluation.outcomes(
              of: record, in: suite, checks: isFlagged ? suite.flaggedChecks[position] : nil,
              withEvidenceOfPasses: showsEvidence),
          fingerprints: fingerprints))
    }
  }
}
