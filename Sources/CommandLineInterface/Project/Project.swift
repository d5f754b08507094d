import BuiltInRules
import Certificates
import Listings
import OperatingSystem
import Patterns
import PolicyFiles
import PolicyPacks
import RuleEngine
import SourceText

/// The project the tool runs in: its root, and what its configuration names.
struct Project {
  static let configurationName = ".certgate.yaml"

  /// The folder of the configuration, or the working directory.
  let root: String
  let configuration: Configuration?
  let session: Session
  let arguments: ParsedArguments
  let state = ProjectState()

  /// Looks for the configuration from the working directory up to the repository's root.
  init(_ arguments: ParsedArguments, _ session: Session) throws(CommandError) {
    self.session = session
    self.arguments = arguments
    guard let path = Self.configurationPath(from: session.workingDirectory) else {
      root = session.workingDirectory
      configuration = nil
      return
    }
    root = Paths.directory(of: path)
    let place = Paths.normalised(path, relativeTo: session.workingDirectory)
    let (configuration, diagnostics) = Configuration.read(
      try Self.bytes(path, named: place), path: place)
    guard let configuration else {
      throw .diagnostics(
        diagnostics, in: place, colour: session.colours(session.error, arguments))
    }
    self.configuration = configuration
  }

  /// Folders above the working directory count only inside a repository.
  private static func configurationPath(from start: String) -> String? {
    var folder = start
    var found: String?
    while true {
      let candidate = Paths.join(folder, configurationName)
      if found == nil, kind(ofFile: candidate) == .regular { found = candidate }
      if kind(ofFile: Paths.join(folder, ".git")) != .missing { return found }
      let parent = Paths.directory(of: folder)
      if parent == folder || folder == "/" { break }
      folder = parent
    }
    let here = Paths.join(start, configurationName)
    return kind(ofFile: here) == .regular ? here : nil
  }

  static func bytes(_ path: String, named name: String) throws(CommandError) -> [UInt8] {
    do {
      return try contents(of: path, named: name)
    } catch {
      throw .usage(Escaping.terminal(error.description))
    }
  }

  /// The bytes of a file; an error speaks of it by the name that the user gave it.
  private static func contents(
    of path: String, named name: String
  ) throws(SystemError) -> [UInt8] {
    do {
      let contents = try FileBytes.contents(ofFile: path)
      return contents.bytes(in: 0..<contents.count)
    } catch {
      throw SystemError(error.operation, path: name, code: error.code)
    }
  }

  // MARK: Policies

  /// - Parameter plugins: says what the rules of plugins are.
  func policyLoader(_ plugins: PluginCatalog) -> PolicyLoader {
    let directory = session.workingDirectory
    return PolicyLoader(
      rules: BuiltInRules.all, packs: PolicyPacks.all, plugins: plugins.rules,
      readFile: { path in
        try Self.contents(of: Paths.absolute(path, relativeTo: directory), named: path)
      })
  }

  /// What names the policies: `--policy`, else the configuration.
  var policyReferences: [String] {
    let given = arguments.values("policy")
    return given.isEmpty ? configuration?.policies.map(\.text) ?? [] : given
  }

  /// The policies that `--policy` names, else those of the configuration.
  func policies(_ plugins: PluginCatalog) throws(CommandError) -> [Policy] {
    let references = policyReferences
    guard !references.isEmpty else {
      let packs = PolicyPacks.all.map { "certgate:\($0.name)" }.joined(separator: ", ")
      throw .usage(
        "no policy: neither --policy nor a \(Self.configurationName) names one",
        help: "start with one that ships with certgate (\(packs)), for example "
          + "'certgate lint --policy certgate:baseline …'")
    }
    var policies: [Policy] = []
    var diagnostics: [Diagnostic] = []
    let loader = policyLoader(plugins)
    for reference in references {
      let (policy, problems) = loader.load(reference)
      diagnostics += problems
      if let policy { policies.append(policy) }
    }
    guard policies.count == references.count else {
      let broken = references.count - policies.count
      throw .diagnostics(
        diagnostics, in: broken == 1 ? "1 policy" : "\(broken) policies",
        colour: session.colours(session.error, arguments))
    }
    for (index, policy) in policies.enumerated() {
      if let twin = policies[..<index].first(where: { $0.id == policy.id }) {
        throw .usage(
          "the policies \(twin.path) and \(policy.path) have the same id '\(policy.id)'",
          help: "give each policy of a run an id of its own")
      }
    }
    return policies
  }

  // MARK: Sources

  /// The shipped formats and those of `--formats`, else of the configuration.
  func formats() throws(CommandError) -> ListingFormats {
    let given = arguments.values("formats")
    let paths = given.isEmpty ? configuration?.formats.map(\.text) ?? [] : given
    let files = try contents(of: paths)
    let trusted = try contents(of: userConfiguration().formats)
    do {
      return try ListingFormats(files: files, trusted: trusted)
    } catch {
      throw .diagnostics(
        error.diagnostics, in: "the listing formats",
        colour: session.colours(session.error, arguments))
    }
  }

  private func contents(
    of paths: [String]
  ) throws(CommandError) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    for path in paths {
      let place = Paths.absolute(path, relativeTo: session.workingDirectory)
      files.append((path, try Self.bytes(place, named: path)))
    }
    return files
  }

  /// Reads what the arguments name, else what the configuration does.
  func inventory() throws(CommandError) -> Inventory {
    let given = arguments.positionals
    let isAnythingGiven = !given.isEmpty || !arguments.values("targets").isEmpty
    let sources = isAnythingGiven ? given : configuration?.sources.map(\.text) ?? []
    guard isAnythingGiven || !sources.isEmpty else {
      throw .usage(
        "nothing to read: name files, folders, endpoints, or '-' for standard input",
        help: "or list them under 'sources:' in \(Self.configurationName)")
    }
    return try inventory(
      of: sources, as: arguments.value("as"), areTheUsers: !arguments.positionals.isEmpty)
  }

  /// - Parameters:
  ///   - format: the name of the format to read everything by; nil to recognise it.
  ///   - areTheUsers: whether the user named the sources, or a file that may come with a repository.
  func inventory(
    of sources: [String], as format: String? = nil, areTheUsers: Bool = true
  ) throws(CommandError) -> Inventory {
    let endpoints = try endpoints(among: sources)
    try checkRecording(of: sources)
    let formats = try formats()
    var live = try readListingAPIs(among: sources, formats: formats, areTheUsers: areTheUsers)
    let recordings = sources.filter(isRecording)
    for recording in recordings { live += try inputs(ofRecording: recording, formats: formats) }
    let reader = SourceReader(
      listings: ListingReader(formats: formats),
      as: try known(format, among: formats.names + CertificateFormat.allCases.map(\.rawValue)),
      excluding: try excluded(), passwords: try passwords(),
      workingDirectory: session.workingDirectory, projectRoot: root)
    let files = sources.filter {
      !Self.isListingAPI($0) && !Self.isEndpoint($0) && !recordings.contains($0)
    }
    let result = reader.read(files, workers: session.workers)
    note(
      result.skipped, "file holds neither certificates nor a listing and was",
      "files hold neither certificates nor a listing and were")
    note(
      result.special, "pipe, socket or device was", "pipes, sockets and devices were")
    note(
      result.aliases, "name of a file that is read under another was",
      "names of files that are read under another were")
    note(
      result.superseded, "file that certbot has superseded was",
      "files that certbot has superseded were")
    return Inventory(result.inventory.inputs + live + (try read(endpoints)))
  }

  /// The name of a format, if there is one of that name.
  func known(
    _ format: String?, among names: [String]
  ) throws(CommandError) -> String? {
    guard let format, !names.contains(format) else { return format }
    let near = Suggestion.closest(to: format, in: names)
    throw .usage(
      "unknown format '\(Escaping.terminal(format))'"
        + (near.map { "; did you mean '\($0)'?" } ?? ""),
      help: "one of \(names.joined(separator: ", "))")
  }

  /// The patterns of `--exclude`: of places, and of what is below them; one without a slash fits at
  /// any depth.
  private func excluded() throws(CommandError) -> [Glob] {
    var patterns: [Glob] = []
    for text in arguments.values("exclude") {
      let path =
        text.contains("/")
        ? Paths.normalised(text, relativeTo: session.workingDirectory) : "**/" + text
      do {
        patterns.append(try Glob(path, kind: .path, caseSensitive: true))
        patterns.append(try Glob(path + "/**", kind: .path, caseSensitive: true))
      } catch {
        throw .usage(
          "'\(Escaping.terminal(text))' is no pattern for --exclude: \(error.message)")
      }
    }
    return patterns
  }

  /// The password that the options name; a person at a terminal is asked where none is named.
  private func passwords() throws(CommandError) -> StorePasswords {
    try givenPassword().map { StorePasswords(given: $0) }
      ?? StorePasswords(ask: session.askPassword)
  }

  /// The password that the options name; nil if they name none.
  func givenPassword() throws(CommandError) -> String? {
    let variable = arguments.value("password-env")
    let file = arguments.value("password-file")
    if variable != nil, file != nil {
      throw .usage("--password-env and --password-file exclude each other")
    }
    if let variable {
      guard let password = session.environment[variable] else {
        throw .usage("--password-env: there is no variable '\(Escaping.terminal(variable))'")
      }
      return password
    }
    if let file {
      let path = Paths.absolute(file, relativeTo: session.workingDirectory)
      let bytes = try Self.bytes(path, named: file)
      // Editors end the only line of a file.
      let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      return String(decoding: line, as: UTF8.self)
    }
    return nil
  }

  /// Says how many things were left out, and which is the first.
  private func note(_ skipped: [String], _ one: String, _ many: String) {
    guard let first = skipped.first else { return }
    session.complain(
      "certgate: note: \(skipped.count) \(skipped.count == 1 ? one : many) skipped "
        + "(first: \(Escaping.terminal(first)))")
  }
}
