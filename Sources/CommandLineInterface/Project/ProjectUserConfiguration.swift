import OperatingSystem
import PolicyFiles
import SourceText

/// What the user's own configuration grants, and no repository can.
extension Project {
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

  /// The configuration's place, as messages name it.
  var userConfigurationName: String {
    userConfigurationPath.map(shortened) ?? "$XDG_CONFIG_HOME/certgate/config.yaml"
  }

  private func shortened(_ path: String) -> String {
    guard let home = session.environment["HOME"], home.count > 1, path.hasPrefix(home + "/") else {
      return path
    }
    return "~" + path.dropFirst(home.count)
  }

  func userConfiguration() throws(CommandError) -> UserConfiguration {
    if let known = state.userConfiguration { return known }
    let configuration = try readUserConfiguration()
    state.userConfiguration = configuration
    return configuration
  }

  private func readUserConfiguration() throws(CommandError) -> UserConfiguration {
    guard let path = userConfigurationPath, kind(ofFile: path) != .missing else { return .empty }
    let (configuration, diagnostics) = UserConfiguration.read(
      try Self.bytes(path, named: path), path: path)
    guard let configuration else {
      throw .diagnostics(
        diagnostics, in: Escaping.terminal(path), colour: session.colours(session.error, arguments))
    }
    return configuration
  }
}
