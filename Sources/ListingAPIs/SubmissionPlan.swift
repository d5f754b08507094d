import Listings
import Network

/// A file that is about to be handed in: the request that does it, and an account of it without
/// secrets.
package struct SubmissionPlan: Sendable {
  package let request: HTTPRequest
  /// Which of the format's ways to authenticate is used; nil if it has none.
  package let authorization: String?
  /// What no message may repeat: the credentials and the file's password.
  package let secrets: [String]
  /// What is sent, for people: each with a label.
  package let account: [(label: String, text: String)]

  /// - Throws: what is missing or not allowed, by name and never by value.
  package init(
    _ way: ListingSubmission.Way, _ file: SubmittedFile, format: String,
    _ context: RequestPlan.Context
  ) throws(RequestPlanError) {
    let plan = try RequestPlan(way.request, format: format, context, carriesSecrets: true)
    let texts = SubmissionTexts(
      filler: TemplateFiller(request: way.request, format: format, context: context), file: file)
    let body: [UInt8]
    let contentType: String
    var shown: [(label: String, text: String)] = []
    switch way.body {
    case .json(let template):
      let json = try texts.json(template)
      (body, contentType) = (json.sent, "application/json")
      shown.append(("body", json.shown))
      shown.append(("file", Self.account(of: file, type: nil)))
    case .form(let parts):
      var fields: [MultipartForm.Field] = []
      for part in parts {
        let (field, text) = try Self.field(part, texts)
        fields.append(field)
        shown.append(("field \(part.name)", text))
      }
      let form = MultipartForm(fields, seed: String(file.sha256.prefix(32)))
      (body, contentType) = (form.body, form.contentType)
    }
    var headers = plan.request.headers
    headers.add("Content-Type", contentType)
    request = HTTPRequest(.post, plan.request.url, headers: headers, body: body)
    authorization = plan.authorization
    let shownHeaders =
      plan.shownHeaders + [("Content-Type", contentType), ("Content-Length", "\(body.count)")]
    secrets = plan.secrets + (file.password.isEmpty ? [] : [file.password])
    let identity =
      plan.missingCredentials.map { "nobody yet: \($0)" } ?? plan.authorization
      ?? "nobody in particular"
    account =
      [("request", "POST \(plan.request.url.redacted)"), ("as", identity)]
      + shownHeaders.map { ("header", "\($0.name): \($0.value)") } + shown
  }

  private static func account(of file: SubmittedFile, type: String?) -> String {
    "\(file.name), \(type.map { $0 + ", " } ?? "")\(file.bytes.count) bytes, SHA-256 \(file.sha256)"
  }

  private static func field(
    _ part: ListingSubmission.Part, _ texts: SubmissionTexts
  ) throws(RequestPlanError) -> (field: MultipartForm.Field, shown: String) {
    let text: SubmissionText
    switch part.content {
    case .file:
      let file = texts.file
      let field = MultipartForm.Field(
        name: part.name, fileName: file.name, type: part.type, content: file.bytes)
      return (field, account(of: file, type: part.type))
    case .text(let template): text = try texts.text(template)
    case .json(let template): text = try texts.json(template)
    }
    let field = MultipartForm.Field(
      name: part.name, fileName: nil, type: part.type, content: text.sent)
    return (field, text.shown + (part.type.map { ", \($0)" } ?? ""))
  }
}
