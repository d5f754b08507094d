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
  func pluginCatalog(for purpose: PluginCatalog.Purpose) throws(CommandError) -> PluginCatalog {
    let allowsAll = arguments.has(Self.allowPlugins.long)
    let host = PluginHost(
      environment: session.environment, workingDirectory: session.workingDirectory,
      permissions: allowsAll ? nil : try userConfiguration().allowedPlugins)
    return PluginCatalog(
      host: host, for: purpose,
      configuration: userConfigurationName)
  }
}
