import RuleEngine

/// The report formats by name.
package enum Reporters {
  private typealias Maker = @Sendable (Report, ReporterOptions) -> any Reporter

  private static let makers: [(name: String, make: Maker)] = [
    ("text", { TextReporter($0, $1) }),
    ("json", { JSONReporter($0, $1) }),
    ("junit", { report, _ in JUnitReporter(report) }),
  ]

  package static let names = makers.map(\.name)

  /// Nil if there is no such format.
  package static func make(
    _ name: String, for report: Report, _ options: ReporterOptions
  ) -> (any Reporter)? {
    makers.first { $0.name == name }?.make(report, options)
  }
}
