import Documents
import Listings
import Network
import SourceText

/// What an answer that is no listing means, and what to do about it.
struct Refusal {
  let message: String
  let help: String?

  /// Nil for an answer that may be a listing.
  ///
  /// - Parameter secrets: what the source may repeat and the message must not.
  init?(_ answer: HTTPResponse, authorization: String?, hiding secrets: [String]) {
    if (200...299).contains(answer.status) {
      guard let kind = Refusal.pageKind(answer) else { return nil }
      message = "the source answers with \(kind) instead of JSON"
      help = "a login page or a proxy may stand in front of it; check the address and the access"
      return
    }
    let words = ProblemText.of(SecretWords(secrets).hidden(in: answer.body))
    let said = words.map { ": \($0)" } ?? ""
    message = "the source answers \(answer.status)\(Refusal.phrase(answer.status))\(said)"
    help = Refusal.advice(answer, authorization)
  }

  private static func advice(_ answer: HTTPResponse, _ authorization: String?) -> String? {
    switch answer.status {
    case 401:
      authorization.map { "it was sent \($0): check that it is current and meant for this source" }
        ?? "the format names no way to authenticate"
    case 403:
      authorization.map {
        "it was sent \($0), which may not read this listing: check what it grants"
      }
    case 404, 410: "check the variables in the address, such as the account"
    case 429, 503:
      answer.headers["Retry-After"].map { "it asks to come back after \(Escaping.terminal($0))" }
        ?? "it asks to come back later"
    case 500...: "the failure is the source's own; try again later"
    default: nil
    }
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 400: " (bad request)"
    case 401: " (not authenticated)"
    case 403: " (not allowed)"
    case 404: " (not found)"
    case 409: " (conflict)"
    case 413: " (too large)"
    case 415: " (unsupported type)"
    case 422: " (not acceptable as it is)"
    case 429: " (too many requests)"
    case 500: " (internal error)"
    case 502: " (bad gateway)"
    case 503: " (unavailable)"
    case 504: " (gateway timeout)"
    default: ""
    }
  }

  /// "an HTML page", if that is what came.
  private static func pageKind(_ answer: HTTPResponse) -> String? {
    let start = answer.body.drop { $0 <= 0x20 }.prefix(16)
    if start.first == UInt8(ascii: "<") {
      let text = String(decoding: start, as: UTF8.self).lowercased()
      return text.hasPrefix("<!doctype html") || text.hasPrefix("<html") ? "an HTML page" : "markup"
    }
    return nil
  }
}

/// The words of an error document: Hydra's, RFC 9457's, and those of vendors.
enum ProblemText {
  private static let paths = [
    "hydra:description", "detail", "errors[].message", "violations[].message", "title",
    "hydra:title", "message", "error_description", "error.message", "error",
  ].compactMap { try? JSONPath($0) }

  /// The first text under a known key, shortened and escaped; nil if there is none.
  static func of(_ body: [UInt8]) -> String? {
    guard
      let index = try? JSONIndex(body.span, requests: paths.map { JSONIndex.Request.values($0) })
    else { return nil }
    for path in paths {
      for found in index.values(at: path) where found.value.kind == .string {
        let text = JSONReading.text(of: found.value, in: body.span)
        if !text.isEmpty { return QuotedText.of(text) }
      }
    }
    return nil
  }
}
