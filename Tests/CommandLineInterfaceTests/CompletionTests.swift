import Glibc
import Testing

@testable import CommandLineInterface

@Suite struct CompletionTests {
  /// The exit status of a shell that reads a script.
  func status(of shell: String, reading script: String) -> Int32? {
    guard let pipe = unsafe popen(shell, "we") else { return nil }
    _ = unsafe fputs(script, pipe)
    return unsafe pclose(pipe)
  }

  @Test func bashAcceptsIt() {
    #expect(status(of: "bash -n", reading: Completion.script(for: sampleTool, shell: .bash)) == 0)
  }

  @Test(arguments: [
    ("certgate l", "lint"),
    ("certgate ''", "lint inspect rules explain policy diff completion"),
    ("certgate --color never pol", "policy"),
    ("certgate policy ''", "check show"),
    ("certgate policy check --s", "--strict"),
    ("certgate policy --", "--color --help --version"),
    ("certgate lint --p", "--policy --passes"),
    ("certgate lint --fail-on ''", "error warning note never"),
    ("certgate lint --fail-on = w", "warning"),
    ("certgate lint --fail-on =", "error warning note never"),
    ("certgate inspect -f n", "ndjson"),
    ("certgate completion ''", "bash zsh fish"),
    // The rest is left to bash, which completes names of files.
    ("certgate lint certs", ""),
    ("certgate lint --policy ''", ""),
  ])
  func bashCompletes(line: String, words: String) {
    let script = """
      \(Completion.script(for: sampleTool, shell: .bash))
      COMP_WORDS=(\(line)) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _certgate
      [[ "${COMPREPLY[*]}" == '\(words)' ]]
      """
    #expect(status(of: "bash", reading: script) == 0)
  }

  @Test func zshDescribesCommandsAndOptions() {
    let script = Completion.script(for: sampleTool, shell: .zsh)
    #expect(script.hasPrefix("#compdef certgate\n"))
    #expect(script.contains("\n        'lint:Judge inventories by policies'"))
    #expect(script.contains("\n        '-p:The policy to judge by'"))
    #expect(script.contains(#"'--help:Show this help'"#))
    #expect(
      script.contains(
        "\n    ('certgate lint --fail-on') compadd -- error warning note never; return ;;\n"))
    #expect(
      script.contains("\n    ('certgate lint --policy'|'certgate lint -p') _files; return ;;\n"))
  }

  @Test func fishDescribesCommandsAndOptions() {
    let script = Completion.script(for: sampleTool, shell: .fish)
    let lines = script.split(separator: "\n")
    let atLint = #"complete -c certgate -n "__certgate_at 'certgate lint'""#
    #expect(
      lines.contains(
        #"complete -c certgate -n "__certgate_at 'certgate'" -f -a 'lint'"#
          + " -d 'Judge inventories by policies'"))
    #expect(lines.contains("\(atLint) -l policy -s p -r -F -d 'The policy to judge by'"))
    #expect(
      lines.contains(
        "\(atLint) -l fail-on -x -a 'error warning note never'"
          + " -d 'The least severity that fails the run: this or worse'"))
    #expect(
      lines.contains(
        #"complete -c certgate -n "__certgate_at 'certgate explain'" -l help -s h"#
          + " -d 'Show this help'"))
  }
}
