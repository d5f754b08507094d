import OperatingSystem
import Plugins
import PolicyFiles
import RuleEngine
import SourceText

/// The plugins of a run: what may be run of them, and what their rules are, asked once however many
/// policies use them.
final class PluginCatalog {
  /// What the rules are asked for.
  enum Purpose {
    /// To judge by them: a policy with a plugin that may not run cannot be used.
    case judging
    /// To tell of them: the checks of plugins that may not run are passed over.
    case telling
  }

  let host: PluginHost
  /// Those that were not asked because they may not run.
  private(set) var passedOver: [PluginDeclaration] = []
  private let purpose: Purpose
  /// Where the user's own configuration is, or would be.
  private let configuration: String
  private var known: [PluginDeclaration: PluginRules] = [:]

  init(host: PluginHost, for purpose: Purpose, configuration: String) {
    self.host = host
    self.purpose = purpose
    self.configuration = configuration
  }

  func rules(of plugin: PluginDeclaration) -> PluginRules {
    if let rules = known[plugin] { return rules }
    let rules = ask(plugin)
    known[plugin] = rules
    return rules
  }

  private func ask(_ plugin: PluginDeclaration) -> PluginRules {
    do throws(PluginFault) {
      let program = try host.program(of: plugin)
      guard host.allows(program) else {
        if purpose == .judging {
          return .refused("plugin '\(plugin.name)' is not allowed to run", help: help(program))
        }
        passedOver.append(plugin)
        return .notAsked
      }
      let description = try host.describe(plugin, isToCheck: purpose == .judging)
      return .known(description.rules.map { $0.definition(of: plugin.name) })
    } catch {
      return .failed(error.message, notes: error.notes)
    }
  }

  /// How to allow a program that may not run.
  func help(_ program: PluginProgram) -> String {
    "--allow-plugins allows it for one run; for always, add to 'allow-plugins:' in "
      + "\(configuration): \(Self.entry(program))"
  }

  /// What allows a program in the user's own configuration.
  static func entry(_ program: PluginProgram) -> String {
    if program.arguments.isEmpty { return "sha256:\(program.sha256)" }
    let arguments = program.arguments.map { "\"\($0)\"" }.joined(separator: ", ")
    return "{ program: \"sha256:\(program.sha256)\", arguments: [\(arguments)] }"
  }
}
