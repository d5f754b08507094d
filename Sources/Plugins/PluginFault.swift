import OperatingSystem
import RuleEngine

/// Why a plugin did not do what it is there for.
package struct PluginFault: Error, Hashable, Sendable {
  /// What it did, or did not, as the rest of a sentence that begins with its name: `ended with
  /// status 3`.
  package let message: String
  /// More of it, a line each.
  package let notes: [String]
  /// All that breaches the protocol, where several things do.
  package let breaches: [String]

  init(_ message: String, notes: [String] = [], breaches: [String] = []) {
    self.message = message
    self.notes = notes
    self.breaches = breaches
  }

  /// The fault in one line.
  package var line: String {
    ([message] + notes).joined(separator: "; ")
  }
}

extension PluginFault {
  private static let linesQuoted = 5

  /// What is wrong with how a plugin ended; nil if nothing is.
  init?(_ result: Dialogue.Result, of plugin: PluginDeclaration, saidNothing: Bool) {
    switch result.ending {
    case .exited(status: 0) where result.tookAllInput: return nil
    case .exited(status: 0): self.init("stopped reading before the end of its input")
    case .exited(let status): self.init("ended with status \(status)")
    case .killed(let signal): self.init("was ended by signal \(signal)")
    case .outOfTime:
      self.init(
        "took longer than \(plugin.timeout)" + (saidNothing ? " and said nothing" : ""),
        notes: ["help: 'timeout' in the policy is how long it may take"])
    case .outputTooLong: self.init("printed more on standard output than it may")
    case .errorsTooLong: self.init("printed more on standard error than it may")
    case .leftSomethingBehind:
      self.init("ended and left a process behind that kept its output open")
    case .dismissed: self.init("said something that is no part of the protocol")
    }
  }

  /// The same fault with the last lines that the plugin printed on standard error.
  func quoting(_ errors: [UInt8]) -> PluginFault {
    let lines = String(decoding: errors.suffix(4096), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
    return PluginFault(
      message, notes: notes + lines.suffix(Self.linesQuoted).map { "it said: \($0.prefix(200))" })
  }
}
