import RuleEngine

/// The failures of a run, by what reports show them under.
struct FailureIndex: Sendable {
  /// Those that concern no input that was judged.
  let general: [Failure]
  private let byInput: [String: [Failure]]

  init(_ report: Report) {
    let places = Set(report.evaluation.suites.map(\.input.place))
    general = report.failures.filter { !($0.input.map(places.contains) ?? false) }
    byInput = Dictionary(grouping: report.failures.filter { $0.input != nil }) { $0.input ?? "" }
  }

  func failures(of input: Input) -> [Failure] { byInput[input.place] ?? [] }
}
