import RuleEngine
import SourceText

/// What the files read so far say of one plugin.
struct PluginDraft {
  static let timeout = Option<Duration>.duration(
    PluginKey.timeout.rawValue, default: "60s", PluginKey.timeout.summary)

  let place: PlacedNode
  /// Whether nothing that was said of it is an error.
  var isSound = true
  private(set) var command: [String] = []
  /// The folder of the file that names the command.
  private var folder = "."
  private var sha256: String?
  private var timeoutInput: OptionInput?

  init(place: PlacedNode) {
    self.place = place
  }

  /// Nil if what was said of it is wrong, which has been reported.
  func declaration(_ name: String) -> PluginDeclaration? {
    let options = Options(timeoutInput.map { ["timeout": $0] } ?? [:])
    guard let timeout = try? options[Self.timeout] else { return nil }
    return PluginDeclaration(
      name: name, command: command, folder: folder, sha256: sha256, timeout: timeout,
      location: place.location)
  }

  /// Lays what a file says over what is here; null changes nothing.
  mutating func merge(
    _ value: PlacedNode, of file: PolicyFile, _ diagnostics: inout DiagnosticList
  ) {
    if value.isNull { return }
    guard let entries = value.entries else {
      diagnostics.add(
        value.error(
          "expected a mapping, found \(value.found)",
          notes: ["help: a plugin takes \(PluginKey.names)"]))
      return
    }
    for entry in entries {
      switch PluginKey(rawValue: entry.name) {
      case .command?: readCommand(entry.value, of: file, &diagnostics)
      case .sha256?: readDigest(entry.value, &diagnostics)
      case .timeout?: readTimeout(entry.value, &diagnostics)
      case nil:
        let suggestion = Suggestion.closest(
          to: entry.name, in: PluginKey.allCases.map(\.rawValue))
        diagnostics.add(
          entry.key.error(
            "unknown key \(quoted(entry.name)) for a plugin", suggestion: suggestion,
            notes: suggestion == nil ? ["help: a plugin takes \(PluginKey.names)"] : []))
      }
    }
  }

  private mutating func readCommand(
    _ value: PlacedNode, of file: PolicyFile, _ diagnostics: inout DiagnosticList
  ) {
    guard value.entries == nil, !value.isNull, value.items?.isEmpty != true else {
      diagnostics.add(
        value.error(
          "expected a program and its arguments, found \(value.entries == nil ? "nothing" : "a mapping")",
          notes: ["help: write a list, such as [./plugins/checks, --fast]: no shell reads it"]))
      return
    }
    let texts = value.texts(&diagnostics)
    if let first = texts.first, first.text.isEmpty {
      diagnostics.add(first.node.error("expected a program, found an empty text"))
      return
    }
    // One text is one program, as it is for a list of one: whoever writes more expects a shell.
    if let only = value.scalar, only.contains(where: \.isWhitespace) {
      diagnostics.add(
        value.error(
          "a command is not split into words",
          notes: ["help: write a list, such as [./plugins/checks, --fast]: no shell reads it"]))
      return
    }
    command = texts.map(\.text)
    folder = resolved(".", besideFile: file.reference.description)
  }

  private mutating func readDigest(_ value: PlacedNode, _ diagnostics: inout DiagnosticList) {
    sha256 = nil
    guard !value.isNull, let text = value.text(&diagnostics) else { return }
    sha256 = SHA256Text.digits(text)
    if sha256 == nil {
      diagnostics.add(
        value.error("\(quoted(text)) is not a SHA-256 digest: 64 hexadecimal digits"))
    }
  }

  private mutating func readTimeout(_ value: PlacedNode, _ diagnostics: inout DiagnosticList) {
    timeoutInput = nil
    guard !value.isNull, let text = value.text(&diagnostics) else { return }
    do {
      try Self.timeout.declaration.check(.text(text))
      timeoutInput = .text(text)
    } catch {
      diagnostics.add(value.error(error))
    }
  }
}
