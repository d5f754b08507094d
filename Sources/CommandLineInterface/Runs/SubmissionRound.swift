import ListingAPIs
import Network
import RuleEngine
import SourceText

/// What follows once a file was judged and nothing stands against it: it is handed in, or it is said
/// why not.
struct SubmissionRound {
  let project: Project
  let submission: Project.Submission
  let plan: SubmissionPlan
  /// What the source had under the name before; nil if it was not asked.
  let namesakes: [ListedCertificate]?

  private var session: Session { project.session }
  private var name: String { "'\(Escaping.terminal(submission.name))'" }

  func finish(isDryRun: Bool) -> ExitStatus {
    if namesakes == nil {
      session.complain(
        "certgate: note: nothing was compared with the listing, which was not read: --offline")
    }
    if let same = namesakes?.first(where: { $0.likeness == .same }) {
      session.complain(
        "\(name) is there already, and is the same certificate (\(told(same))); nothing was sent")
      return .success
    }
    if submission.hasUniqueNames, let other = namesakes?.first {
      let doubt =
        other.likeness == .untold ? ", and the listing does not tell whether it is the same" : ""
      return fail(
        .findings, "the name \(name) is taken (\(told(other)))\(doubt); nothing was sent",
        help: "choose another --name, or have that certificate deleted first")
    }
    if isDryRun {
      session.complain("would be sent:")
      for line in plan.account {
        let padding = String(repeating: " ", count: max(1, 18 - line.label.count))
        session.complain(
          "  \(Escaping.terminal(line.label))\(padding)\(Escaping.terminal(line.text))")
      }
      session.complain("nothing was sent: --dry-run")
      return .success
    }
    switch project.send(submission, plan) {
    case .accepted(let listed):
      session.complain("submitted: \(submission.api.format.name) has \(name) now (\(told(listed)))")
      return .success
    case .refused(let message, let help):
      return fail(.incomplete, "not submitted: \(message)", help: help)
    case .unsent(let message):
      return fail(.incomplete, "not submitted: \(message)", help: "nothing was sent")
    case .unclear(let message): return lookAgain(message)
    }
  }

  /// After an answer that leaves it open, the source's listing decides; nothing is sent twice.
  private func lookAgain(_ reason: String) -> ExitStatus {
    session.complain("certgate: note: the answer is unclear: \(reason)")
    let after = project.input(of: submission.api) { $0.input() }
    guard after.failure == nil, case .complete = after.completeness else {
      let why = after.failure.map { ": \($0.message)" } ?? " as a whole"
      return fail(
        .incomplete,
        "it is not known whether \(name) was submitted: the listing cannot be read either\(why)",
        help: "look at the listing before you submit again: certgate inspect "
          + Escaping.terminal(submission.api.place))
    }
    let found = ListedCertificate.all(
      named: submission.name, in: after, comparedWith: submission.certificate)
    let candidates = found.filter { $0.likeness != .other && $0.status?.class != .failed }
    guard found.count > namesakes?.count ?? 0, let listed = candidates.last else {
      return fail(
        .incomplete, "not submitted: the listing was read again, and \(name) is not there",
        help: "nothing was sent a second time; submit again once the source is well")
    }
    session.complain(
      "submitted: the listing was read again, and has \(name) now (\(told(listed)))")
    return .success
  }

  /// "id 42, status Available, listing:liveperson-mtls:3".
  private func told(_ listed: ListedCertificate) -> String {
    let parts = [
      listed.id.map { "id \($0)" }, listed.status.map { "status \($0.text)" },
      listed.likeness == .same ? "same fingerprint" : nil,
    ]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    return Escaping.terminal(text.isEmpty ? listed.location.description : text)
  }

  private func fail(_ status: ExitStatus, _ message: String, help: String? = nil) -> ExitStatus {
    session.complain("certgate: error: \(message)")
    if let help { session.complain("help: \(help)") }
    return status
  }
}
