import Listings
import Network
import SourceText

/// Fills the gaps of the requests of one source.
struct TemplateFiller {
  let request: ListingRequest
  let format: String
  let context: RequestPlan.Context

  func address() throws(RequestPlanError) -> HTTPURL {
    guard var address = HTTPURL(try addressText()) else {
      throw RequestPlanError(
        "the address of \(format) is no address once its variables are filled in",
        help: "check \(request.url.variables.joined(separator: ", "))")
    }
    for (name, value) in request.query { address = address.setting(name, to: try text(value)) }
    return address
  }

  /// The address without its query.
  ///
  /// - Parameter kept: variables whose gaps stay gaps.
  func addressText(keeping kept: Set<String> = []) throws(RequestPlanError) -> String {
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
      case .variable(let name) where kept.contains(name): text += "{\(name)}"
      case .variable(let name):
        let value = try variable(name)
        guard !value.isEmpty else {
          throw RequestPlanError("the variable '\(name)' of \(format) is empty")
        }
        text += isInHost(name) ? value : PercentEncoding.encoded(value)
      }
    }
    return text
  }

  private func isInHost(_ name: String) -> Bool { request.variablesOfHost.contains(name) }

  /// A format's variable: the source's value, else the format's own.
  func variable(_ name: String) throws(RequestPlanError) -> String {
    if let value = context.variables[name] { return value }
    guard let template = request.variables[name] else { return "" }
    return try text(template)
  }

  func text(_ template: TextTemplate) throws(RequestPlanError) -> String {
    try checkEnvironment(template)
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let literal): text += literal
      case .environment(let name): text += try value(ofEnvironment: name)
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

  /// A value of the environment, which may be a secret.
  func value(ofEnvironment name: String) throws(RequestPlanError) -> String {
    guard let value = context.environment[name], !value.isEmpty else {
      throw RequestPlanError(
        "\(format) needs the environment variable \(name), which is not set")
    }
    return value
  }

  private func missing(in template: TextTemplate) -> [String] {
    template.environmentNames.filter { context.environment[$0]?.isEmpty ?? true }
  }

  func checkEnvironment(_ template: TextTemplate) throws(RequestPlanError) {
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

  /// The values of the environment that are sent, but for those that make the address.
  func secrets(of authorization: ListingRequest.Authorization?) -> [String] {
    let templates =
      (authorization?.templates ?? []) + (request.query + request.headers).map(\.value)
      + [request.body].compactMap { $0 }
    return templates.flatMap(\.environmentNames).compactMap { context.environment[$0] }.filter {
      !$0.isEmpty
    }
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
