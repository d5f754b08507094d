import Listings
import Network
import SourceText

/// A format's request with everything filled in: what to ask, where, and as whom.
package struct RequestPlan: Sendable {
  package let request: HTTPRequest
  /// Which of the format's ways to authenticate is used; nil if it has none.
  package let authorization: String?
  /// The values of the environment that it proves itself by.
  package let secrets: [String]
  /// What would have to be set, where a rehearsal lacks credentials.
  let missingCredentials: String?
  /// The headers with nothing in them that may be a secret.
  let shownHeaders: [(name: String, value: String)]

  /// What fills the gaps of a request.
  package struct Context: Sendable {
    /// The environment, whose values may be secrets.
    package let environment: [String: String]
    /// Values for the format's variables that the source gives.
    package let variables: [String: String]
    /// Whether whoever wrote the format may name variables of the environment.
    package let mayReadEnvironment: Bool
    /// Hosts that may be sent credentials although a file of the repository chose them.
    package let allowedHosts: Set<String>
    /// Whether the source's variables were written by the user, not by the repository.
    package let variablesAreTheUsers: Bool
    /// Whether nothing is going to be sent, so that credentials may be missing.
    package let isRehearsal: Bool

    package init(
      environment: [String: String], variables: [String: String] = [:],
      mayReadEnvironment: Bool = true, allowedHosts: Set<String> = [],
      variablesAreTheUsers: Bool = true, isRehearsal: Bool = false
    ) {
      self.environment = environment
      self.variables = variables
      self.mayReadEnvironment = mayReadEnvironment
      self.allowedHosts = allowedHosts
      self.variablesAreTheUsers = variablesAreTheUsers
      self.isRehearsal = isRehearsal
    }
  }

  /// A request that was made before, and is answered from what was kept of it.
  init(repeating request: HTTPRequest, authorization: String?) {
    self.request = request
    self.authorization = authorization
    secrets = []
    missingCredentials = nil
    shownHeaders = []
  }

  /// - Parameter carriesSecrets: whether its body is as secret as credentials are.
  /// - Throws: what is missing or not allowed, by name and never by value.
  package init(
    _ request: ListingRequest, format: String, _ context: Context, carriesSecrets: Bool = false
  ) throws(RequestPlanError) {
    let filler = TemplateFiller(request: request, format: format, context: context)
    let address = try filler.address()
    var authorization: ListingRequest.Authorization?
    var missing: String?
    if !request.authorizations.isEmpty {
      do throws(RequestPlanError) {
        authorization = try filler.authorization()
      } catch {
        guard context.isRehearsal else { throw error }
        missing = error.help
      }
    }
    missingCredentials = missing
    secrets = filler.secrets(of: authorization)
    if authorization != nil || carriesSecrets { try filler.checkHost(address) }
    self.authorization = authorization?.name
    var headers = try filler.headers()
    let hidden = request.headers.filter { !$0.value.environmentNames.isEmpty }.map(\.name)
    var shown = headers.fields.map { field in
      (field.name, hidden.contains(field.name) ? SubmissionText.hidden : field.value)
    }
    for (name, value) in try filler.credentials(authorization) {
      headers.add(name, value)
      shown.append((name, SubmissionText.hidden))
    }
    shownHeaders = shown
    let body = try request.body.map { (body) throws(RequestPlanError) in try filler.text(body) }
    self.request = HTTPRequest(
      request.method == .get ? .get : .post, address, headers: headers,
      body: Array((body ?? "").utf8))
  }
}

/// Why a request cannot be made: a sentence that holds no secret, and what to do.
package struct RequestPlanError: Error, Hashable, Sendable {
  package let message: String
  package let help: String?

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
