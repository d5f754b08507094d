import Cryptography
import OperatingSystem
import RuleEngine

/// Renders chunks of records, one after the other; each thread has its own.
final class ChunkRenderer {
  private let evaluation: Evaluation
  private let selection: RecordSelection
  private let writers: [RecordWriter]
  private let showsEvidence: Bool
  private let fingerprints: Result<FindingFingerprints, OpenSSLError>
  /// What the suite of the last chunk is judged and read by.
  private var stage: (suite: Int, judge: SuiteJudge, reader: any RecordReader)?

  init(_ evaluation: Evaluation, _ selection: RecordSelection, for reporters: [any Reporter]) {
    self.evaluation = evaluation
    self.selection = selection
    writers = reporters.map { RecordWriter($0.separate) }
    showsEvidence = reporters.contains { $0.showsEvidenceOfPasses }
    fingerprints = Result { () throws(OpenSSLError) in try FindingFingerprints() }
  }

  /// Renders some chunks on pages of which there is one for each reporter.
  func render(_ chunks: [Itinerary.Chunk], on pages: [RenderedPage]) {
    for (writer, page) in zip(writers, pages) { writer.turn(to: page) }
    do throws(OpenSSLError) {
      for chunk in chunks {
        for writer in writers { writer.begin(chunk) }
        try forEachRecord(of: chunk) { judged in
          for index in writers.indices { writers[index].append(judged) }
        }
        for writer in writers { writer.end(chunk) }
      }
    } catch {
      for page in pages { page.content.withLock { $0.error = error } }
    }
  }

  private func forEachRecord(
    of chunk: Itinerary.Chunk, _ visit: (borrowing JudgedRecord) -> Void
  ) throws(OpenSSLError) {
    guard !chunk.range.isEmpty else { return }
    let fingerprints = try fingerprints.get()
    let suite = evaluation.suites[chunk.suite]
    let (judge, reader) = stage(of: chunk.suite)
    var judged = JudgedRecord(
      record: CertificateRecord(reader: reader, input: suite.input, index: 0), suite: chunk.suite,
      fingerprints: fingerprints)
    let input = evaluation.input(ofSuite: chunk.suite)
    for position in chunk.range {
      let flagged = selection == .flagged ? suite.flagged[position] : nil
      judged.record.move(to: flagged?.index ?? position)
      if reader.isDeleted { continue }
      fingerprints.turn()
      judged.labelBeyondName = evaluation.labels.labelBeyondName(of: judged.record, inInput: input)
      if selection != .unjudged {
        judge.judge(judged.record, checks: flagged?.checks, into: &judged.findings)
      }
      visit(judged)
    }
  }

  private func stage(of number: Int) -> (judge: SuiteJudge, reader: any RecordReader) {
    if let stage, stage.suite == number { return (stage.judge, stage.reader) }
    let suite = evaluation.suites[number]
    let judge = evaluation.makeJudge(of: suite, withEvidenceOfPasses: showsEvidence)
    let reader = suite.input.records.makeReader(reusing: stage?.reader)
    stage = (number, judge, reader)
    return (judge, reader)
  }
}

/// A reporter, and the page that it is at. A class, because a reporter that is taken from a list for
/// every record would be copied, and its parts counted.
private final class RecordWriter {
  private let reporter: any Reporter
  private var page = RenderedPage()

  init(_ reporter: any Reporter) {
    self.reporter = reporter
  }

  /// Turns to a page, which is blank then.
  func turn(to page: RenderedPage) {
    self.page = page
    page.content.withLock { content in
      content.text.removeAll()
      content.error = nil
    }
  }

  func begin(_ chunk: Itinerary.Chunk) {
    guard chunk.opensSuite else { return }
    page.content.withLock { reporter.appendOpening(ofSuite: chunk.suite, to: &$0.text) }
  }

  func end(_ chunk: Itinerary.Chunk) {
    guard chunk.closesSuite else { return }
    page.content.withLock { reporter.appendClosing(ofSuite: chunk.suite, to: &$0.text) }
  }

  func append(_ judged: borrowing JudgedRecord) {
    page.content.withLock { content in
      guard content.error == nil else { return }
      do throws(OpenSSLError) {
        try reporter.append(judged, to: &content.text)
      } catch {
        content.error = error
      }
    }
  }
}
