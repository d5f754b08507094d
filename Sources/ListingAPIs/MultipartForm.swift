/// The fields of a `multipart/form-data` body (RFC 7578).
struct MultipartForm {
  struct Field {
    let name: String
    /// For a file.
    let fileName: String?
    let type: String?
    let content: [UInt8]
  }

  let fields: [Field]
  /// What stands between the fields, and in none of them.
  let boundary: String

  /// - Parameter seed: letters and digits that the boundary is made of, as every request is to be the
  ///   same that is made of the same.
  init(_ fields: [Field], seed: String) {
    self.fields = fields
    var number = 0
    var boundary = "certgate-\(seed)"
    while fields.contains(where: {
      $0.content.firstIndex(of: Array("--\(boundary)".utf8), from: 0) != nil
    }) {
      number += 1
      boundary = "certgate-\(seed)-\(number)"
    }
    self.boundary = boundary
  }

  var contentType: String { "multipart/form-data; boundary=\(boundary)" }

  var body: [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(fields.reduce(1024) { $0 + $1.content.count + 512 })
    for field in fields {
      body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"".utf8
      body += Self.quoted(field.name).utf8
      if let fileName = field.fileName {
        body += "\"; filename=\"".utf8
        body += Self.quoted(fileName).utf8
      }
      body += "\"\r\n".utf8
      if let type = field.type { body += "Content-Type: \(type)\r\n".utf8 }
      body += "\r\n".utf8
      body += field.content
      body += "\r\n".utf8
    }
    body += "--\(boundary)--\r\n".utf8
    return body
  }

  /// A name as browsers write it between quotation marks (WHATWG HTML, multipart/form-data): what
  /// would end it, percent-encoded.
  private static func quoted(_ name: String) -> String {
    name.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
      .replacing("\r\n", with: "%0D%0A")
  }
}
