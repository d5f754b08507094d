import Certificates

/// How a file of certificates is handed in to a source: the writing half of a format.
package struct ListingSubmission: Sendable {
  /// The formats of files that the source takes.
  package let takes: [CertificateFormat]
  /// Whether a file is there to carry the private key; else one that does is not sent.
  package let carriesKey: Bool
  /// Whether the source gives no two certificates one name.
  package let hasUniqueNames: Bool
  /// In order of preference.
  package let ways: [Way]

  /// One of the requests by which a source takes files.
  package struct Way: Sendable {
    package let name: String
    /// A POST without its body.
    package let request: ListingRequest
    package let body: Body
  }

  package enum Body: Sendable {
    /// `multipart/form-data` (RFC 7578), in this order.
    case form([Part])
    case json(JSONTemplate)
  }

  /// One field of a form.
  package struct Part: Sendable {
    package enum Content: Sendable {
      case file
      case text(TextTemplate)
      case json(JSONTemplate)
    }

    package let name: String
    package let content: Content
    /// Its media type, if it is told.
    package let type: String?
  }

  /// A JSON value with gaps.
  package indirect enum JSONTemplate: Sendable {
    case text(TextTemplate)
    case list([JSONTemplate])
    case object([(key: String, value: JSONTemplate)])
    case file(FileForm)
  }

  /// How a file stands in JSON.
  package enum FileForm: String, CaseIterable, Sendable {
    case base64
    /// A list of its bytes, each a number from 0 to 255.
    case numbers
    /// A text, for files that are one.
    case text
  }

  /// What fills gaps besides a format's own variables.
  package static let variables = ["name", "password"]
}
