import OperatingSystem
import RuleEngine

/// Writes a report in several formats during one walk over the records.
///
/// Records are judged again, in words, by all workers at once, and only so far ahead of what is
/// written that memory does not grow with the report.
package struct ReportStream {
  /// A reporter, and where its bytes go.
  package struct Sink {
    fileprivate let reporter: any Reporter
    fileprivate let write: (Span<UInt8>) throws -> Void

    package init(_ reporter: any Reporter, write: @escaping (Span<UInt8>) throws -> Void) {
      self.reporter = reporter
      self.write = write
    }
  }

  private let evaluation: Evaluation
  private let workers: Workers

  package init(_ report: Report, workers: Workers) {
    evaluation = report.evaluation
    self.workers = workers
  }

  /// Writes all reports; a sink that throws ends its own report only.
  ///
  /// - Returns: for each sink the error that ended it, or nil.
  package func write(to sinks: [Sink]) -> [(any Error)?] {
    let outputs = sinks.map(Output.init)
    var unfinished = outputs
    while !unfinished.isEmpty {
      for output in unfinished { output.writeOpening() }
      walk(unfinished)
      for output in unfinished { output.writeClosing() }
      unfinished = unfinished.filter { $0.turnToContinuation() }
    }
    return outputs.map(\.error)
  }

  private func walk(_ outputs: [Output]) {
    let outputs = outputs.filter { $0.error == nil }
    guard let selection = outputs.map(\.reporter.selection).max() else { return }
    Rendering(evaluation, selection, for: outputs.map(\.reporter))
      .forEachPortion(workers: workers.count) { pages in
        for (output, page) in zip(outputs, pages) { output.write(page) }
        return outputs.contains { $0.error == nil }
      }
  }
}

/// One report as far as it is written.
private final class Output {
  private(set) var reporter: any Reporter
  var error: (any Error)?
  private let sink: (Span<UInt8>) throws -> Void
  private var hasEntries = false

  init(_ sink: ReportStream.Sink) {
    reporter = sink.reporter
    self.sink = sink.write
  }

  func writeOpening() {
    var text = ByteBuffer()
    reporter.appendOpening(to: &text)
    send(text)
  }

  func writeClosing() {
    var text = ByteBuffer()
    reporter.appendClosing(to: &text)
    send(text)
  }

  /// Writes entries, the first of all without its separator.
  func write(_ page: RenderedPage) {
    page.content.withLock { content in
      if !content.text.isEmpty {
        send(content.text, from: hasEntries ? 0 : reporter.separator.utf8.count)
        hasEntries = true
      }
      error = error ?? content.error
    }
  }

  /// Goes on to what follows, if anything does and all was well so far.
  func turnToContinuation() -> Bool {
    guard error == nil, let continuation = reporter.continuation else { return false }
    reporter = continuation
    hasEntries = false
    return true
  }

  private func send(_ text: borrowing ByteBuffer, from start: Int = 0) {
    guard error == nil, text.count > start else { return }
    do {
      try text.withBytes { try sink($0.extracting(start..<$0.count)) }
    } catch {
      self.error = error
    }
  }
}
