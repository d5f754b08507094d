import Listings
import SourceText

/// A text as it is sent, and as it may be shown.
struct SubmissionText {
  static let hidden = "(not shown)"

  var sent: [UInt8] = []
  var shown = ""

  mutating func append(_ text: String) {
    sent += text.utf8
    shown += text
  }
}

/// Makes the bodies of requests that hand a file in.
struct SubmissionTexts {
  let filler: TemplateFiller
  let file: SubmittedFile

  /// A text with its gaps filled. What holds the password or a value of the environment is not shown.
  func text(_ template: TextTemplate) throws(RequestPlanError) -> SubmissionText {
    try filler.checkEnvironment(template)
    var sent = ""
    var isSecret = false
    for part in template.parts {
      switch part {
      case .text(let literal): sent += literal
      case .variable("name"): sent += file.listedName
      case .variable("password"):
        sent += file.password
        isSecret = true
      case .variable(let name): sent += try filler.variable(name)
      case .environment(let name):
        sent += try filler.value(ofEnvironment: name)
        isSecret = true
      }
    }
    return SubmissionText(
      sent: Array(sent.utf8), shown: isSecret ? SubmissionText.hidden : sent)
  }

  func json(
    _ template: ListingSubmission.JSONTemplate
  ) throws(RequestPlanError) -> SubmissionText {
    var json = SubmissionText()
    try append(template, to: &json)
    return json
  }

  private func append(
    _ template: ListingSubmission.JSONTemplate, to json: inout SubmissionText
  ) throws(RequestPlanError) {
    switch template {
    case .text(let template):
      let text = try text(template)
      json.sent += JSONString.quoted(String(decoding: text.sent, as: UTF8.self)).utf8
      json.shown += JSONString.quoted(text.shown)
    case .list(let items):
      json.append("[")
      for (index, item) in items.enumerated() {
        if index > 0 { json.append(",") }
        try append(item, to: &json)
      }
      json.append("]")
    case .object(let members):
      json.append("{")
      for (index, member) in members.enumerated() {
        json.append((index > 0 ? "," : "") + JSONString.quoted(member.key) + ":")
        try append(member.value, to: &json)
      }
      json.append("}")
    case .file(let form): try append(form, to: &json)
    }
  }

  private func append(
    _ form: ListingSubmission.FileForm, to json: inout SubmissionText
  ) throws(RequestPlanError) {
    switch form {
    case .base64:
      json.sent += JSONString.quoted(Base64.encoded(file.bytes)).utf8
    case .numbers:
      json.sent.append(UInt8(ascii: "["))
      for (index, byte) in file.bytes.enumerated() {
        if index > 0 { json.sent.append(UInt8(ascii: ",")) }
        json.sent.appendDecimal(Int(byte))
      }
      json.sent.append(UInt8(ascii: "]"))
    case .text:
      guard let text = String(validating: file.bytes, as: UTF8.self) else {
        throw RequestPlanError("the file is sent as a text, and is none")
      }
      json.sent += JSONString.quoted(text).utf8
    }
    json.shown += "(the file, \(form.rawValue))"
  }
}
