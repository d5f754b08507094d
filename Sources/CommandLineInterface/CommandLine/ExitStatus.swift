/// What a run of the tool tells the shell.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  case success = 0
  case findings = 1
  case usage = 2
  case incomplete = 3

  /// What the status means, as a fragment for `--help`.
  package var meaning: String {
    switch self {
    case .success: "everything was looked at, and nothing at or above --fail-on was found"
    case .findings: "findings, and this is the whole list"
    case .usage: "the command line or a policy is wrong; nothing was judged"
    case .incomplete: "could not look at everything; outranks 1"
    }
  }

  /// What it means of a command that judges nothing.
  package var meaningWithoutJudgement: String {
    switch self {
    case .success: "done, and nothing was wrong"
    case .findings: meaning
    case .usage: "the command line, or a file of policies or formats, is wrong"
    case .incomplete: "could not look at everything"
    }
  }
}
