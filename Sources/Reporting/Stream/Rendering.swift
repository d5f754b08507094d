import OperatingSystem
import RuleEngine
import Synchronization

/// What an itinerary's portions of records come to in some reports: threads render them ahead of
/// whoever writes them.
final class Rendering: Sendable {
  // A thread costs more than rendering a few records.
  private static let recordsPerThread = 256
  // Some portions take longer than others, and so does writing.
  private static let portionsAhead = 8

  private let evaluation: Evaluation
  private let selection: RecordSelection
  private let reporters: [any Reporter]
  private let portions: [[Itinerary.Chunk]]
  /// Pages that were written, to be rendered on again.
  private let blanks = Mutex<[[RenderedPage]]>([])

  init(_ evaluation: Evaluation, _ selection: RecordSelection, for reporters: [any Reporter]) {
    self.evaluation = evaluation
    self.selection = selection
    self.reporters = reporters
    portions = Itinerary(evaluation, selection).portions
  }

  /// Shows the pages of portion after portion, one for each reporter, until there are no more or `visit`
  /// says that it has enough.
  func forEachPortion(workers: Int, _ visit: ([RenderedPage]) -> Bool) {
    let records = portions.joined().reduce(0) { $0 + $1.range.count }
    let makers = min(workers, records / Self.recordsPerThread)
    Conveyor.run(
      portions.count, makers: makers > 1 ? makers : 0, ahead: makers * Self.portionsAhead,
      maker: makeRenderer
    ) { next in
      while let pages = next(), visit(pages) { blanks.withLock { $0.append(pages) } }
    }
  }

  @Sendable private func makeRenderer() -> (Int) -> [RenderedPage] {
    let renderer = ChunkRenderer(evaluation, selection, for: reporters)
    return { [self] number in
      let blank = blanks.withLock { $0.popLast() }
      let pages = blank ?? reporters.map { _ in RenderedPage() }
      renderer.render(portions[number], on: pages)
      return pages
    }
  }
}
