import Endpoints
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// The TLS endpoints among what a project reads.
extension Project {
  /// The options that say which endpoints are asked, and how.
  static let endpointOptions = [
    OptionSpecification(
      long: "targets", valueName: "FILE", isRepeatable: true,
      help: "A file of TLS endpoints, one a line: HOST[:PORT] or tls://…", section: "endpoints"),
    OptionSpecification(
      long: "jobs", valueName: "N", help: "Ask so many endpoints at a time",
      defaultDescription: "64", section: "endpoints"),
  ]

  /// The endpoints of `--targets`, and those among the sources.
  func endpoints(among sources: [String]) throws(CommandError) -> [EndpointAddress] {
    var addresses: [EndpointAddress] = []
    for source in sources where Self.isEndpoint(source) {
      do {
        addresses.append(try EndpointAddress(source))
      } catch {
        throw .usage(
          "'\(Escaping.terminal(source))' is no endpoint: \(Escaping.terminal(error.message))",
          help: error.help)
      }
    }
    var diagnostics: [Diagnostic] = []
    for path in arguments.values("targets") {
      let bytes = try Self.bytes(
        Paths.absolute(path, relativeTo: session.workingDirectory), named: path)
      let (targets, problems) = TargetList.read(bytes, path: path)
      addresses += targets
      diagnostics += problems
    }
    guard diagnostics.isEmpty else {
      throw .diagnostics(
        diagnostics, in: "the targets", colour: session.colours(session.error, arguments))
    }
    return addresses
  }

  static func isEndpoint(_ source: String) -> Bool {
    source.lowercased().hasPrefix(EndpointAddress.scheme)
  }

  /// Asks the endpoints for their certificates.
  func read(_ endpoints: [EndpointAddress]) throws(CommandError) -> [Input] {
    let reader = try endpointReader()
    guard !endpoints.isEmpty else { return [] }
    if arguments.has("offline") { return endpoints.map { refused($0.place) } }
    var progress = EndpointProgress(startingAt: Clock.monotonic())
    let inputs = reader.read(endpoints) { hasFailed, count in
      let line = progress.line(after: hasFailed, of: count, now: Clock.monotonic())
      if let line, session.error.isTerminal { session.show(line) }
    }
    if progress.isShown, session.error.isTerminal { session.show(EndpointProgress.nothing) }
    return inputs
  }

  /// Asks one endpoint, and says what it answered besides its certificate.
  func probe(
    endpoint source: String
  ) throws(CommandError) -> (input: Input, account: EndpointAccount?) {
    let reader = try endpointReader()
    let address = try endpoints(among: [source])[0]
    return arguments.has("offline") ? (refused(address.place), nil) : reader.probe(address)
  }

  private func endpointReader() throws(CommandError) -> EndpointReader {
    let jobs = try number("jobs", default: 64, in: 1...1000, "a whole number from 1 to 1000")
    let timeout = try timeout(default: 5)
    let identity = try clientIdentity()
    do throws(SystemError) {
      return EndpointReader(
        EndpointProber(
          resolver: try NameResolver(), identity: identity, jobs: jobs, timeout: timeout))
    } catch {
      throw .usage("\(error)")
    }
  }
}
