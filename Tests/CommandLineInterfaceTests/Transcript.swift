import OperatingSystem

/// Commands and what they print, as a person would copy them from a terminal:
///
///     $ certgate lint …
///     the output, then the errors
///     [exit 1]
///
/// `$ cd FOLDER` goes to a folder of the repository; a line `[exit 0]` may be left out.
struct Transcript {
  struct Step: Equatable {
    let command: String
    let expected: String
  }

  let steps: [Step]

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
  }

  /// Runs the commands and puts down what they print.
  func played() -> Transcript {
    var tool = Tool()
    return Transcript(
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

  private init(steps: [Step]) {
    self.steps = steps
  }

  var text: String {
    steps.map { step in
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
