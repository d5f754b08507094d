import Plugins
import RuleEngine
import SourceText

/// What comes of trying out a plugin for its author: what it does well, and every breach of the
/// protocol.
struct PluginExamination {
  /// What was tried, and what came of it, a line each.
  private(set) var successes: [String] = []
  private(set) var breaches: [String] = []
  private let plugin: PluginDeclaration
  private let host: PluginHost

  init(_ plugin: PluginDeclaration, _ host: PluginHost) {
    self.plugin = plugin
    self.host = host
    do throws(PluginFault) {
      let description = try host.describe(plugin)
      let rules = description.rules.count
      successes.append(
        "describe: \(description.name) \(description.version), protocol \(PluginProtocol.version), "
          + "\(rules) \(rules == 1 ? "rule" : "rules")")
      judgeNothing(description)
      for rule in description.rules { judgeExamples(of: rule) }
    } catch {
      breaches +=
        error.breaches.isEmpty
        ? [line("describe", error)] : error.breaches.map { "describe: \($0)" }
    }
  }

  private func line(_ what: String, _ fault: PluginFault) -> String {
    "\(what): the plugin \(fault.line)"
  }

  /// A run without records, as of an empty listing.
  private mutating func judgeNothing(_ description: PluginDescription) {
    do throws(PluginFault) {
      _ = try host.check(plugin, [], Inventory([]), at: RuleExample.instant)
      successes.append("check: answers when there is nothing to judge")
    } catch {
      breaches.append(line("check without records", error))
    }
  }

  private mutating func judgeExamples(of rule: PluginRule) {
    let breachesBefore = breaches.count
    for example in rule.passing + rule.flagged { judge(example, of: rule) }
    let (passing, flagged) = (rule.passing.count, rule.flagged.count)
    if breaches.count == breachesBefore, passing + flagged > 0 {
      successes.append("\(rule.id): \(passing) passing and \(flagged) flagged, as its examples say")
    }
    for (count, kind) in [(passing, "passes"), (flagged, "is flagged")] where count == 0 {
      successes.append(
        "\(rule.id): has no example that \(kind); an example is documentation and test")
    }
  }

  private mutating func judge(_ example: PluginRule.Example, of rule: PluginRule) {
    let what = "\(rule.id), \"\(example.example.title)\""
    do {
      let messages = try messages(of: example, of: rule)
      guard messages != example.example.messages else { return }
      breaches.append(
        "\(what): says \(quoted(messages)), and the example expects"
          + " \(quoted(example.example.messages))")
    } catch let fault as PluginFault {
      breaches.append(line(what, fault))
    } catch let error as OptionError {
      let option = error.option.map { "option '\($0)': " } ?? ""
      breaches.append("\(what): \(option)\(error.message)")
    } catch {
      let message = (error as? Diagnostic)?.message ?? "\(error)"
      breaches.append("\(what): its records cannot be read: \(message)")
    }
  }

  private func messages(of example: PluginRule.Example, of rule: PluginRule) throws -> [String] {
    let names = rule.options.map(\.declaration.name)
    if let unknown = example.inputs.keys.sorted().first(where: { !names.contains($0) }) {
      throw OptionError("the rule has no such option", option: unknown)
    }
    let configured = try rule.definition(of: plugin.name).configured(by: Options(example.inputs))
    let check = Check(id: configured.documentation.id, rule: configured)
    let inventory = try Trial.inventory(ofRecords: example.example.records, place: "example.json")
    let answers = try host.check(plugin, [check], inventory, at: RuleExample.instant)
    let policy = Policy(id: "example", path: "", checks: [check]).answered {
      answers.answers[$0.id]
    }
    let results = Trial(policy, inventory, at: RuleExample.instant).outcomes.flatMap(\.results)
    return results.filter { $0.outcome != .pass }.map(\.message)
      + answers.failures.map { "failed: \($0.message)" }
  }

  private func quoted(_ messages: [String]) -> String {
    messages.isEmpty ? "nothing" : messages.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
