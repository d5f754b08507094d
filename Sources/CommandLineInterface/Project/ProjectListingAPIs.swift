import Cryptography
import ListingAPIs
import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// The listing APIs among what a project reads.
extension Project {
  /// The options that say how sources on the network are asked.
  static let networkOptions =
    [
      OptionSpecification(
        long: "allow-host", valueName: "HOST", isRepeatable: true,
        help: "Send credentials to this host although a file of the repository names it",
        section: "network"),
      OptionSpecification(
        long: "ca-file", valueName: "FILE", isRepeatable: true,
        help:
          "Trust these authorities (PEM) instead of the system's: for chain-trust, and when asking a listing API",
        section: "network"),
      OptionSpecification(
        long: "timeout", valueName: "SECONDS",
        help:
          "What an endpoint or an answer of a listing API may take, from the lookup of the name on",
        defaultDescription: "5 for an endpoint, 30 for an answer", section: "network"),
      OptionSpecification(
        long: "offline", help: "Refuse to read anything over the network", section: "network"),
      recordOption,
    ] + clientIdentityOptions

  /// A whole listing takes at most so many seconds.
  private static let budget = 600.0

  static func isListingAPI(_ source: String) -> Bool { source.hasPrefix(ListingSource.scheme) }

  /// Asks the listing APIs among the sources.
  ///
  /// - Parameter areTheUsers: whether the user named them, or a file that may come with a
  ///   repository did.
  func readListingAPIs(
    among sources: [String], formats: ListingFormats, areTheUsers: Bool
  ) throws(CommandError) -> [Input] {
    let named = sources.filter(Self.isListingAPI)
    guard !named.isEmpty else { return [] }
    var inputs: [Input] = []
    for name in named {
      let api = try listingAPI(name, formats: formats, isTheUsers: areTheUsers)
      inputs.append(
        arguments.has("offline") ? refused(api.place) : input(of: api) { $0.input() })
    }
    return inputs
  }

  /// What `--offline` makes of a source on the network.
  func refused(_ place: String) -> Input {
    Input(place: place, failure: Diagnostic("--offline refuses the network"))
  }

  /// A listing API that is known, and what it may be told.
  struct ListingAPI {
    let place: String
    let format: ListingFormat
    let request: ListingRequest
    let formats: ListingFormats
    let context: RequestPlan.Context
    let identity: ClientIdentity?
    /// Seconds for one answer.
    let timeout: Double

    func plan() throws(RequestPlanError) -> RequestPlan {
      try RequestPlan(request, format: format.name, context)
    }

    func details(of listing: RequestPlan) throws(RequestPlanError) -> DetailPlan? {
      guard let detail = format.detail else { return nil }
      return try DetailPlan(detail, format: format.name, context, of: listing)
    }
  }

  /// - Parameter isRehearsal: whether nothing is going to be sent.
  func listingAPI(
    _ name: String, formats: ListingFormats, isTheUsers: Bool, isRehearsal: Bool = false
  ) throws(CommandError) -> ListingAPI {
    guard let source = ListingSource(name), let format = formats[source.format] else {
      let near = Suggestion.closest(
        to: String(name.dropFirst(ListingSource.scheme.count)), in: formats.names)
      throw .usage(
        "'\(Escaping.terminal(name))' is no listing API"
          + (near.map { "; did you mean '\(ListingSource.scheme)\($0)'?" } ?? ""),
        help: "write listing:NAME, where NAME is one of \(formats.names.joined(separator: ", "))")
    }
    guard let request = format.request else {
      throw .usage(
        "the format '\(format.name)' does not say how its source is asked",
        help: "save the listing to a file, or give the format a 'request'")
    }
    let allowed = try userConfiguration().allowedHosts + arguments.values("allow-host")
    return ListingAPI(
      place: source.place, format: format, request: request, formats: formats,
      context: RequestPlan.Context(
        environment: session.environment, variables: source.variables,
        mayReadEnvironment: format.isTrusted,
        allowedHosts: Set(allowed.map { $0.lowercased() }), variablesAreTheUsers: isTheUsers,
        isRehearsal: isRehearsal),
      identity: try clientIdentity(), timeout: try timeout(default: 30))
  }

  /// What one thing that is asked may take, in seconds.
  func timeout(default usual: Double) throws(CommandError) -> Double {
    try number("timeout", default: usual, in: 0.001...3600, "seconds, at most 3600")
  }

  func number<Number: LosslessStringConvertible & Comparable>(
    _ option: String, default usual: Number, in range: ClosedRange<Number>, _ expected: String
  ) throws(CommandError) -> Number {
    guard let text = arguments.value(option) else { return usual }
    guard let number = Number(text), range.contains(number) else {
      throw .usage("'\(Escaping.terminal(text))' is no value for --\(option): it takes \(expected)")
    }
    return number
  }

  /// What a walk over the API gives, or why there is none.
  func input(of api: ListingAPI, _ read: (ListingWalk) -> Input) -> Input {
    do throws(RequestPlanError) {
      let plan = try api.plan()
      let details = try api.details(of: plan)
      let transport = recording(
        try transport(for: api.request, of: api), of: api, plan.request, details,
        authorization: plan.authorization, secrets: plan.secrets)
      return read(
        ListingWalk(
          format: api.format, plan: plan, details: details,
          reader: ListingReader(formats: api.formats), transport: transport, place: api.place))
    } catch {
      return Input(
        place: api.place,
        failure: Diagnostic(error.message, notes: error.help.map { ["help: \($0)"] } ?? []),
        format: api.format.name)
    }
  }

  func transport(
    for request: ListingRequest, of api: ListingAPI
  ) throws(RequestPlanError) -> HTTPListingTransport {
    let anchors = trustAnchors
    let proxies = Proxies(environment: session.environment)
    let resolver: NameResolver
    do {
      resolver = try NameResolver()
    } catch {
      throw RequestPlanError("\(error)")
    }
    return HTTPListingTransport(
      rate: request.rate, until: Deadline(after: Self.budget), pacing: session.pacing
    ) { pacing in
      var configuration = HTTPClient.Configuration(
        anchors: anchors, userAgent: "certgate/\(CommandLineTool.version)")
      configuration.identity = api.identity
      configuration.timeout = api.timeout
      configuration.proxies = proxies
      configuration.retries.attempts = request.retries + 1
      return HTTPClient(configuration, resolver: resolver, pacing: pacing)
    }
  }
}
