import Listings
import Network
import SourceText

/// A format's request with everything filled in: what to ask, where, and as whom.
package struct RequestPlan: Sendable {
  package let request: HTTPRequest
  /// Which of the format's ways to authenticate is used; nil if it has none.
  package let authorization: String?

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

    package init(
      environment: [String: String], variables: [String: String] = [:],
      mayReadEnvironment: Bool = true, allowedHosts: Set<String> = [],
      variablesAreTheUsers: Bool = true
    ) {
      self.environment = environment
      self.variables = variables
      self.mayReadEnvironment = mayReadEnvironment
      self.allowedHosts = allowedHosts
      self.variablesAreTheUsers = variablesAreTheUsers
    }
  }

  /// - Throws: what is missing or not allowed, by name and never by value.
  package init(
    _ request: ListingRequest, format: String, _ context: Context
  ) throws(RequestPlanError) {
    let filler = Filler(request: request, format: format, context: context)
    let address = try filler.address()
    var authorization: ListingRequest.Authorization?
    if !request.authorizations.isEmpty {
      authorization = try filler.authorization()
      try filler.checkHost(address)
    }
    self.authorization = authorization?.name
    var headers = try filler.headers()
    for (name, value) in try filler.credentials(authorization) { headers.add(name, value) }
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

/// Fills the gaps of one request.
private struct Filler {
  let request: ListingRequest
  let format: String
  let context: RequestPlan.Context

  func address() throws(RequestPlanError) -> HTTPURL {
    for name in context.variables.keys.sorted() where request.variables[name] == nil {
      let known = request.variables.keys.sorted()
      let near = Suggestion.closest(to: name, in: known)
      throw RequestPlanError(
        "\(format) has no variable '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        help: known.isEmpty ? nil : "its variables: \(known.joined(separator: ", "))")
    }
    var text = ""
    for part in request.url.parts {
      switch part {
      case .text(let literal): text += literal
      case .environment: continue
      case .variable(let name):
        let value = try variable(name)
        guard !value.isEmpty else {
          throw RequestPlanError("the variable '\(name)' of \(format) is empty")
        }
        text += isInHost(name) ? value : PercentEncoding.encoded(value)
      }
    }
    guard var address = HTTPURL(text) else {
      throw RequestPlanError(
        "the address of \(format) is no address once its variables are filled in",
        help: "check \(request.url.variables.joined(separator: ", "))")
    }
    for (name, value) in request.query { address = address.setting(name, to: try self.text(value)) }
    return address
  }

  private func isInHost(_ name: String) -> Bool { request.variablesOfHost.contains(name) }

  /// A format's variable: the source's value, else the format's own.
  private func variable(_ name: String) throws(RequestPlanError) -> String {
    if let value = context.variables[name] { return value }
    guard let template = request.variables[name] else { return "" }
    return try text(template)
  }

  func text(_ template: TextTemplate) throws(RequestPlanError) -> String {
    try checkEnvironment(template)
    if let missing = missing(in: template).first {
      throw RequestPlanError(
        "\(format) needs the environment variable \(missing), which is not set")
    }
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let literal): text += literal
      case .environment(let name): text += context.environment[name] ?? ""
      case .variable(let name): text += try variable(name)
      }
    }
    // A line break would begin a header of its own.
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw RequestPlanError(
        "a value that \(format) sends holds a line break or another control character",
        help: template.environmentNames.isEmpty
          ? nil : "check \(template.environmentNames.joined(separator: ", "))")
    }
    return text
  }

  private func missing(in template: TextTemplate) -> [String] {
    template.environmentNames.filter { context.environment[$0]?.isEmpty ?? true }
  }

  private func checkEnvironment(_ template: TextTemplate) throws(RequestPlanError) {
    guard !context.mayReadEnvironment, let name = template.environmentNames.first else { return }
    throw RequestPlanError(
      "\(format) asks for the environment variable \(name), which only a format of your own "
        + "configuration may read",
      help: "move the format to a file that your own config.yaml names under 'formats:'")
  }

  func headers() throws(RequestPlanError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in request.headers { headers.add(name, try text(value)) }
    if headers["Accept"] == nil { headers.add("Accept", "application/json") }
    return headers
  }

  /// The first way to authenticate whose variables are all set.
  func authorization() throws(RequestPlanError) -> ListingRequest.Authorization {
    for authorization in request.authorizations {
      for template in authorization.templates { try checkEnvironment(template) }
      if authorization.templates.allSatisfy({ missing(in: $0).isEmpty }) { return authorization }
    }
    let ways = request.authorizations.map { authorization in
      authorization.templates.flatMap(\.environmentNames).joined(separator: " and ")
    }
    throw RequestPlanError(
      "no credentials for \(format): the environment has none of what it can be asked with",
      help: "set \(ways.joined(separator: ", or "))")
  }

  func credentials(
    _ authorization: ListingRequest.Authorization?
  ) throws(RequestPlanError) -> [(name: String, value: String)] {
    switch authorization {
    case nil: return []
    case .bearer(let token): return [("Authorization", "Bearer " + (try text(token)))]
    case .headers(let headers):
      var filled: [(name: String, value: String)] = []
      for (name, value) in headers { filled.append((name, try text(value))) }
      return filled
    case .basic(let user, let password):
      let pair = Array("\(try text(user)):\(try text(password))".utf8)
      return [("Authorization", BasicAuthorization.value(pair))]
    }
  }

  /// A host that a file of the repository chose gets credentials only if the user says so.
  func checkHost(_ address: HTTPURL) throws(RequestPlanError) {
    let isChosen =
      !context.mayReadEnvironment
      || !context.variablesAreTheUsers
        && !request.variablesOfHost.isDisjoint(with: context.variables.keys)
    guard isChosen, !context.allowedHosts.contains(address.origin.host) else { return }
    throw RequestPlanError(
      "a file of the repository chooses the host \(Escaping.terminal(address.origin.host)), which is "
        + "therefore sent no credentials",
      help:
        "if you trust it, pass --allow-host \(Escaping.terminal(address.origin.host)), or name it "
        + "under 'allowed-hosts:' in your own config.yaml")
  }
}
