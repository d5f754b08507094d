import OperatingSystem

/// Commands and what they print, as a person would copy them from a terminal:
///
///     $ certgate lint …
///     the output, then the errors
///     [exit 1]
///
/// `$ cd FOLDER` goes to a folder of the repository; a line `[exit 0]` may be left out. Above the
/// first command, `# needs PROGRAM` says what must be there for it to be played.
struct Transcript {
  struct Step: Equatable {
    let command: String
    let expected: String
  }

  let steps: [Step]
  /// The programs, beside certgate, without which the commands do something else.
  let needs: [String]

  init(_ text: String) {
    var steps: [Step] = []
    var command: String?
    var expected: [Substring] = []
    func finish() {
      guard let command else { return }
      while expected.last?.isEmpty == true { expected.removeLast() }
      steps.append(Step(command: command, expected: expected.joined(separator: "\n")))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ ") {
        finish()
        command = String(line.dropFirst(2))
        expected = []
      } else {
        expected.append(line)
      }
    }
    finish()
    self.steps = steps
    let mark = "# needs "
    needs = text.split(separator: "\n").prefix { $0.hasPrefix(mark) }.map {
      String($0.dropFirst(mark.count))
    }
  }

  /// Whether all that is needed is in the search path.
  var canBePlayed: Bool {
    let folders = (ProcessEnvironment.variables()["PATH"] ?? "").split(separator: ":")
    return needs.allSatisfy { program in
      folders.contains { isExecutable(Paths.join(String($0), program)) }
    }
  }

  /// Runs the commands and puts down what they print.
  func played() -> Transcript {
    var tool = Tool()
    if !needs.isEmpty {
      // What is needed may itself need to find its way.
      tool.environment = ProcessEnvironment.variables().filter {
        ["PATH", "HOME"].contains($0.key)
      }
    }
    return Transcript(
      needs: needs,
      steps: steps.map { step in
        if step.command.hasPrefix("cd ") {
          tool.workingDirectory = Paths.join(Tool.repository, String(step.command.dropFirst(3)))
          return Step(command: step.command, expected: "")
        }
        let arguments = Transcript.words(of: step.command)
        guard arguments.first == "certgate" else {
          return Step(command: step.command, expected: "not a command of certgate")
        }
        return Step(
          command: step.command,
          expected: Transcript.text(of: tool.run(Array(arguments.dropFirst()))))
      })
  }

  private init(needs: [String], steps: [Step]) {
    self.needs = needs
    self.steps = steps
  }

  var text: String {
    needs.map { "# needs \($0)\n" }.joined()
      + steps.map { step in
        "$ \(step.command)\n" + (step.expected.isEmpty ? "" : step.expected + "\n")
      }.joined(separator: "\n")
  }

  private static func text(of outcome: Tool.Outcome) -> String {
    var text = outcome.output
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += outcome.errors
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    if outcome.status != 0 { text += "[exit \(outcome.status)]\n" }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// The words of a command line; single and double quotation marks group.
  static func words(of line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return words
  }
}
