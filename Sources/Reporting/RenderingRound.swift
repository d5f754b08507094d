import Cryptography
import OperatingSystem
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
  private let pages: [Page]
  private let next = Atomic(0)
  /// By reporter.
  private let errors: Mutex<[OpenSSLError?]>

  /// What one chunk comes to in one report.
  final class Page: Sendable {
    let text = Mutex(ByteBuffer())
  }

  /// - Parameter pages: what is rendered to, for each chunk and reporter; they are blank.
  init(
    _ chunks: [Itinerary.Chunk], of evaluation: Evaluation, _ selection: RecordSelection,
    for reporters: [any Reporter], on pages: [Page]
  ) {
    self.evaluation = evaluation
    self.selection = selection
    self.chunks = chunks
    self.reporters = reporters
    self.pages = pages
    errors = Mutex(Array(repeating: nil, count: reporters.count))
  }

  /// Renders all chunks.
  ///
  /// - Returns: for each reporter what ended it.
  func run(on workers: Workers) -> [OpenSSLError?] {
    let records = chunks.reduce(0) { $0 + $1.range.count }
    workers.run(max(1, min(workers.count, records / Self.recordsPerWorker))) { _ in
      do throws(OpenSSLError) {
        let fingerprints = try FindingFingerprints()
        while let chunk = takeChunk() { render(chunk, fingerprints) }
      } catch {
        errors.withLock { $0 = $0.map { $0 ?? error } }
      }
    }
    return errors.withLock { $0 }
  }

  private func takeChunk() -> Int? {
    let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return chunk < chunks.count ? chunk : nil
  }

  private func render(_ index: Int, _ fingerprints: FindingFingerprints) {
    let chunk = chunks[index]
    let pages = pages[index * reporters.count..<(index + 1) * reporters.count]
    var errors = [OpenSSLError?](repeating: nil, count: reporters.count)
    let writers = reporters.map(RecordWriter.init)
    for (reporter, page) in zip(reporters, pages) where chunk.opensSuite {
      page.text.withLock { reporter.appendOpening(ofSuite: chunk.suite, to: &$0) }
    }
    forEachRecord(of: chunk, fingerprints) { judged in
      for number in writers.indices where errors[number] == nil {
        do throws(OpenSSLError) {
          try pages[pages.startIndex + number].text.withLock { (text) throws(OpenSSLError) in
            try writers[number].append(judged, to: &text)
          }
        } catch {
          errors[number] = error
        }
      }
    }
    for (reporter, page) in zip(reporters, pages) where chunk.closesSuite {
      page.text.withLock { reporter.appendClosing(ofSuite: chunk.suite, to: &$0) }
    }
    self.errors.withLock { all in all = zip(all, errors).map { $0 ?? $1 } }
  }

  private func forEachRecord(
    of chunk: Itinerary.Chunk, _ fingerprints: FindingFingerprints,
    _ visit: (borrowing JudgedRecord) -> Void
  ) {
    guard !chunk.range.isEmpty else { return }
    let suite = evaluation.suites[chunk.suite]
    let showsEvidence = reporters.contains { $0.showsEvidenceOfPasses }
    let judge = evaluation.makeJudge(of: suite, withEvidenceOfPasses: showsEvidence)
    let reader = suite.input.records.makeReader()
    var judged = JudgedRecord(
      record: CertificateRecord(reader: reader, input: suite.input, index: 0), suite: chunk.suite,
      fingerprints: fingerprints)
    for position in chunk.range {
      let isFlagged = selection == .flagged
      judged.record.move(to: isFlagged ? Int(suite.flagged[position]) : position)
      if reader.isDeleted { continue }
      fingerprints.turn()
      judged.labelBeyondName = evaluation.labels.labelBeyondName(of: judged.record)
      if selection != .unjudged {
        judge.judge(
          judged.record, checks: isFlagged ? suite.flaggedChecks[position] : nil,
          into: &judged.findings)
      }
      visit(judged)
    }
  }
}

/// A reporter that stays where it is: taken from a list for every record it would be copied, and its
/// parts counted, for which workers wait for each other.
private final class RecordWriter {
  private let reporter: any Reporter

  init(_ reporter: any Reporter) {
    self.reporter = reporter
  }

  func append(
    _ judged: borrowing JudgedRecord, to text: inout ByteBuffer
  ) throws(OpenSSLError) {
    try reporter.append(judged, to: &text)
  }
}
