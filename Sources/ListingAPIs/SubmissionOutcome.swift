import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// What became of a file that was handed in, as far as the answer tells.
package enum SubmissionOutcome: Sendable {
  /// The source has it.
  case accepted(ListedCertificate)
  /// The source does not have it, and says why.
  case refused(message: String, help: String?)
  /// Nothing was sent, because there was no way to.
  case unsent(message: String)
  /// It may have it, or not; a sentence that says why that is not known.
  case unclear(message: String)
}

/// Judges the answers to requests that handed a file in.
package struct SubmissionJudge: Sendable {
  let format: ListingFormat
  let reader: ListingReader
  /// The name that the source was to list the certificate under.
  let name: String
  let plan: SubmissionPlan
  let place: String

  package init(
    format: ListingFormat, reader: ListingReader, name: String, plan: SubmissionPlan,
    place: String
  ) {
    self.format = format
    self.reader = reader
    self.name = name
    self.plan = plan
    self.place = place
  }

  package func outcome(_ result: Result<HTTPResponse, HTTPError>) -> SubmissionOutcome {
    switch result {
    case .success(let answer): return outcome(answer)
    case .failure(.unclear(let reason)): return .unclear(message: Escaping.terminal(reason))
    case .failure(.redirectedSubmission(let status)):
      return .refused(
        message: Escaping.terminal("\(HTTPError.redirectedSubmission(status: status))"),
        help: "check the variables in the address, such as the host")
    case .failure(let error): return .unsent(message: Escaping.terminal("\(error)"))
    }
  }

  private func outcome(_ answer: HTTPResponse) -> SubmissionOutcome {
    switch answer.status {
    case 200, 201: break
    case 202...299:
      return .unclear(
        message: "the source answers \(answer.status), which does not say whether it is there yet")
    case 500...:
      return .unclear(
        message: refusal(answer)?.message ?? "the source answers \(answer.status)")
    default:
      let refusal = refusal(answer)
      return .refused(
        message: refusal?.message ?? "the source answers \(answer.status)",
        help: advice(answer.status) ?? refusal?.help)
    }
    if let refusal = refusal(answer) { return .unclear(message: refusal.message) }
    let read = reader.read(
      FileBytes(answer.body), place: place, pathInProject: place, as: format.name)
    switch read {
    case .listing(let input): return outcome(input)
    case .failed(let diagnostic, _), .unrecognised(let diagnostic):
      return .unclear(
        message: "the source answers \(answer.status), and the answer cannot be read: "
          + diagnostic.message)
    }
  }

  private func refusal(_ answer: HTTPResponse) -> Refusal? {
    Refusal(answer, authorization: plan.authorization, hiding: plan.secrets)
  }

  /// One certificate was handed in, so one that failed is this one.
  private func outcome(_ answer: Input) -> SubmissionOutcome {
    let records = answer.records.makeReader()
    var accepted: ListedCertificate?
    for index in 0..<answer.records.count {
      records.move(to: index)
      if records.status().value?.class == .failed {
        return .refused(
          message: "the source took the request and failed to save the certificate",
          help: "see that the password opens the file; ask the source's support otherwise")
      }
      if records.text(.name).value == name {
        accepted = ListedCertificate(records, comparedWith: nil)
      }
    }
    return accepted.map { .accepted($0) }
      ?? .unclear(message: "the source's answer does not name '\(Escaping.terminal(name))'")
  }

  /// What to do about an answer to a submission, where that is not what it is for a listing.
  private func advice(_ status: Int) -> String? {
    switch status {
    case 400, 422: "the source does not take the file as it is: check its password and its contents"
    case 403:
      plan.authorization.map {
        "it was sent \($0), which may not add certificates: check what it grants"
      }
    case 409: "the source has something under that name already: look at its listing"
    case 413: "the source takes no file as large as this one"
    case 415: "the source does not take files of this format this way"
    default: nil
    }
  }
}
