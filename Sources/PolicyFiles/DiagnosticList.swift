import SourceText

/// The diagnostics of a load, as many as anyone reads.
struct DiagnosticList {
  /// A hostile file must not make more of them than can be printed.
  private static let limit = 100

  private(set) var count = 0
  private var kept: [Diagnostic] = []

  mutating func add(_ diagnostic: @autoclosure () -> Diagnostic) {
    count += 1
    if kept.count < Self.limit { kept.append(diagnostic()) }
  }

  /// By place, those without one first.
  var sorted: [Diagnostic] {
    let ordered = kept.enumerated().sorted { left, right in
      switch (left.element.location, right.element.location) {
      case (let a?, let b?) where a != b: a < b
      case (nil, _?): true
      case (_?, nil): false
      default: left.offset < right.offset
      }
    }.map(\.element)
    let rest = count - kept.count
    return rest == 0 ? ordered : ordered + [Diagnostic("\(rest) more errors are not shown")]
  }
}
