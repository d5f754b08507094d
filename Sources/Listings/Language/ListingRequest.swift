/// How a source is asked for its listing: the live half of a format.
package struct ListingRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  /// One way to show who asks.
  package enum Authorization: Sendable {
    case bearer(TextTemplate)
    case headers([(name: String, value: TextTemplate)])
    case basic(user: TextTemplate, password: TextTemplate)

    /// What it is called where it is spoken of; never a value.
    package var name: String {
      switch self {
      case .bearer: "a bearer token"
      case .headers(let headers): headers.map(\.name).joined(separator: " and ")
      case .basic: "user and password"
      }
    }

    package var templates: [TextTemplate] {
      switch self {
      case .bearer(let token): [token]
      case .headers(let headers): headers.map(\.value)
      case .basic(let user, let password): [user, password]
      }
    }
  }

  /// At most so many requests in so many seconds.
  package struct Rate: Hashable, Sendable {
    package let requests: Int
    package let seconds: Int

    package init(requests: Int, seconds: Int) {
      self.requests = requests
      self.seconds = seconds
    }
  }

  package let method: Method
  package let url: TextTemplate
  package let query: [(name: String, value: TextTemplate)]
  package let headers: [(name: String, value: TextTemplate)]
  package let body: TextTemplate?
  /// In order of preference: the first whose variables are all set is sent.
  package let authorizations: [Authorization]
  package let rate: Rate?
  /// How often a request that failed for the moment is tried again, at most.
  package let retries: Int
  /// The values of the format's own variables, unless a source gives others.
  package let variables: [String: TextTemplate]

  /// The same source asked to take something, as the same user, at another address.
  func submitting(
    to url: TextTemplate, headers: [(name: String, value: TextTemplate)]
  ) -> ListingRequest {
    ListingRequest(
      method: .post, url: url, query: [], headers: headers, body: nil,
      authorizations: authorizations, rate: rate, retries: 0, variables: variables)
  }

  /// The same source asked for something else.
  func asking(_ url: TextTemplate) -> ListingRequest {
    ListingRequest(
      method: .get, url: url, query: [], headers: headers, body: nil,
      authorizations: authorizations, rate: rate, retries: retries, variables: variables)
  }

  /// The names of the variables that make the host.
  package var variablesOfHost: Set<String> {
    var names: Set<String> = []
    var text = ""
    for part in url.parts {
      if case .text(let literal) = part { text += literal }
      // The host ends with the first slash behind the scheme's two.
      let slashes = text.split(separator: "/", omittingEmptySubsequences: false).count - 1
      if slashes > 2 { break }
      if case .variable(let name) = part { names.insert(name) }
    }
    return names
  }
}
