import OperatingSystem
import Reporting
import RuleEngine
import SourceText

/// A report that was asked for: its format, and where it goes.
struct ReportTarget {
  let format: String
  /// Nil for standard output.
  let file: String?

  /// What `-f` names; text on standard output if it is not given.
  static func targets(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> [ReportTarget] {
    let values = arguments.values("format")
    if values.isEmpty { return [ReportTarget(format: "text", file: nil)] }
    var targets: [ReportTarget] = []
    for value in values {
      let parts = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let file = parts.count > 1 ? String(parts[1]) : nil
      if file?.isEmpty == true {
        throw .usage("-f \(value) names no file", help: "write -f \(parts[0]):report.\(parts[0])")
      }
      targets.append(ReportTarget(format: String(parts[0]), file: file))
    }
    if targets.filter({ $0.file == nil }).count > 1 {
      throw .usage(
        "only one report can go to standard output",
        help:
          "give the others a file, for example -f \(targets[targets.count - 1].format):out/report")
    }
    let files = targets.compactMap(\.file).map {
      Paths.normalised($0, relativeTo: session.workingDirectory)
    }
    for (index, file) in files.enumerated() where files[..<index].contains(file) {
      throw .usage("two reports would be written to \(Escaping.terminal(file))")
    }
    return targets
  }

  /// Writes a report to all targets during one walk over its records. False if any could not be
  /// written; the others are, all the same.
  static func write(
    _ report: Report, to targets: [ReportTarget], passes: Bool, maxFindings: Int,
    _ arguments: ParsedArguments, _ session: Session
  ) -> Bool {
    var wereWritten = true
    var open: [(sink: ReportStream.Sink, target: ReportTarget, file: ReportFile?)] = []
    for target in targets {
      var options = ReporterOptions()
      options.passes = passes
      options.maxFindings = maxFindings
      if target.file == nil {
        options.isTerminal = session.output.isTerminal
        options.colour = session.colours(session.output, arguments)
      }
      guard let reporter = Reporters.make(target.format, for: report, options) else { continue }
      do {
        if let path = target.file {
          let file = try ReportFile(
            path: Paths.absolute(path, relativeTo: session.workingDirectory))
          open.append((ReportStream.Sink(reporter) { try file.write($0) }, target, file))
        } else {
          open.append(
            (ReportStream.Sink(reporter) { try session.output.write($0) }, target, nil))
        }
      } catch {
        target.complain(error, session)
        wereWritten = false
      }
    }
    let errors = ReportStream(report, workers: session.workers).write(to: open.map(\.sink))
    for (entry, error) in zip(open, errors) {
      do {
        if let error { throw error }
        try entry.file?.commit()
      } catch {
        entry.target.complain(error, session)
        wereWritten = false
      }
    }
    return wereWritten
  }

  private func complain(_ error: any Error, _ session: Session) {
    if let error = error as? SystemError, file == nil {
      for line in CommandError.output(error).lines { session.complain(line) }
      return
    }
    let what = file.map { "the \(format) report \(Escaping.terminal($0))" } ?? "the report"
    session.complain(
      "certgate: error: \(what) was not written: \(Escaping.terminal("\(error)"))")
  }
}
