import OperatingSystem
import Plugins
import PolicyFiles
import RuleEngine
import SourceText

extension Project {
  /// The option that names the policies whose plugins count.
  static let policyOption = OptionSpecification(
    long: "policy", short: "p", valueName: "POLICY", isRepeatable: true,
    help: "A policy whose plugins count; without it those of .certgate.yaml")

  /// The option that allows all plugins of one run.
  static let allowPlugins = OptionSpecification(
    long: "allow-plugins",
    help: "Run the plugins that the policies name; without it only those that your own"
      + " configuration allows")

  /// The plugins of a run, as `--allow-plugins` and the user's own configuration allow them.
  func pluginCatalog(refusal: PluginCatalog.Refusal) throws(CommandError) -> PluginCatalog {
    let allowsAll = arguments.has(Self.allowPlugins.long)
    let place = userConfigurationPath
    let host = PluginHost(
      environment: session.environment, workingDirectory: session.workingDirectory,
      permissions: allowsAll ? nil : try userConfiguration(place).allowedPlugins)
    return PluginCatalog(
      host: host, refusal: refusal,
      configuration: place.map(shortened) ?? "$XDG_CONFIG_HOME/certgate/config.yaml")
  }

  /// Where the user's own configuration is, by the XDG Base Directory Specification; nil if the
  /// environment does not say.
  private var userConfigurationPath: String? {
    let name = "certgate/config.yaml"
    // The specification has relative paths ignored; so are those, lest a repository be meant.
    if let folder = session.environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return Paths.join(folder, name)
    }
    guard let home = session.environment["HOME"], home.hasPrefix("/") else { return nil }
    return Paths.join(Paths.join(home, ".config"), name)
  }

  private func shortened(_ path: String) -> String {
    guard let home = session.environment["HOME"], home.count > 1, path.hasPrefix(home + "/") else {
      return path
    }
    return "~" + path.dropFirst(home.count)
  }

  private func userConfiguration(_ path: String?) throws(CommandError) -> UserConfiguration {
    guard let path, kind(ofFile: path) != .missing else { return .empty }
    let (configuration, diagnostics) = UserConfiguration.read(
      try Self.bytes(path, named: path), path: path)
    guard let configuration else {
      throw .diagnostics(
        diagnostics, in: Escaping.terminal(path), colour: session.colours(session.error, arguments))
    }
    return configuration
  }
}
