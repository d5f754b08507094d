/// Scripts that complete the tool's command lines in a shell.
package enum Completion {
  package enum Shell: String, Sendable, CaseIterable {
    case bash, zsh, fish
  }

  /// The script for a shell to source, ending in a newline.
  package static func script(for root: CommandSpecification, shell: Shell) -> String {
    let tree = CompletionTree(root: root)
    return switch shell {
    case .bash: tree.bash
    case .zsh: tree.zsh
    case .fish: tree.fish
    }
  }
}

/// The commands as the scripts ask for them, by the words of the line so far.
private struct CompletionTree {
  let root: CommandSpecification
  let places: [CommandSpecification.Place]

  init(root: CommandSpecification) {
    self.root = root
    places = root.places
  }

  private func line(_ place: CommandSpecification.Place, _ word: String = "") -> String {
    quoted(root.spelling(of: place.path) + (word.isEmpty ? "" : " \(word)"))
  }

  /// The lines that end in a command, as alternatives of a shell's pattern.
  private func commandLines(separator: String) -> String {
    places.dropFirst().map { line($0) }.joined(separator: separator)
  }

  /// The options of a place that take a value, with every spelling.
  private func valued(
    _ place: CommandSpecification.Place
  ) -> [(line: String, choices: [String])] {
    place.options.filter { $0.valueName != nil }.map { option in
      (option.spellings.map { line(place, $0) }.joined(separator: "|"), option.choices)
    }
  }

  /// The words that may follow a command, other than its options.
  private func words(_ place: CommandSpecification.Place) -> [String] {
    place.command.subcommands.map(\.name) + place.command.positionals.flatMap(\.choices)
  }

  var bash: String {
    let values = places.flatMap(valued).map { line, choices in
      "    \(line)) words=\(quoted(choices)) ;;"
    }
    let commands = places.map { place in
      """
            \(line(place)))
              words=\(quoted(words(place)))
              options=\(quoted(place.options.flatMap(\.spellings))) ;;
      """
    }
    return """
      # bash completion for \(root.name)
      _\(root.name)() {
        local line=\(root.name) word=${COMP_WORDS[COMP_CWORD]} i words='' options=''
        local previous=${COMP_WORDS[COMP_CWORD - 1]}
        for ((i = 1; i < COMP_CWORD; i++)); do
          case "$line ${COMP_WORDS[i]}" in
            \(commandLines(separator: "|"))) line+=" ${COMP_WORDS[i]}" ;;
          esac
        done
        # Readline splits --option=value into three words.
        if [[ $word == '=' ]]; then
          word=''
        elif [[ $previous == '=' ]]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        case "$line $previous" in
      \(values.joined(separator: "\n"))
          *)
            case $line in
      \(commands.joined(separator: "\n"))
            esac
            if [[ $word == -* ]]; then words=$options; fi ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      }
      complete -o default -F _\(root.name) \(root.name)

      """
  }

  var zsh: String {
    let values = places.flatMap(valued).map { line, choices in
      let action = choices.isEmpty ? "_files" : "compadd -- \(choices.joined(separator: " "))"
      return "    (\(line)) \(action); return ;;"
    }
    let cases = places.map { place in
      let options = place.options.flatMap { option in
        option.spellings.map { "\n        \(quoted("\($0):\(option.help)"))" }
      }
      let commands = place.command.subcommands.map {
        "\n        \(quoted("\($0.name):\($0.summary)"))"
      }
      let choices = place.command.positionals.flatMap(\.choices).map { " \(quoted($0))" }
      return """
            (\(line(place)))
              flags=(\(options.joined()))
              arguments=(\((commands + choices).joined())) ;;
        """
    }
    return """
      #compdef \(root.name)
      _\(root.name)() {
        local line=\(root.name) previous=$words[CURRENT-1] i
        local -a flags arguments
        for ((i = 2; i < CURRENT; i++)); do
          case "$line $words[i]" in
            (\(commandLines(separator: "|"))) line+=" $words[i]" ;;
          esac
        done
        if [[ $PREFIX == --*=* ]]; then
          previous=${PREFIX%%=*}
          compset -P '*='
        fi
        case "$line $previous" in
      \(values.joined(separator: "\n"))
        esac
        case $line in
      \(cases.joined(separator: "\n"))
        esac
        if [[ $PREFIX == -* ]]; then
          _describe -o option flags
        elif (($#arguments)); then
          _describe argument arguments
        else
          _files
        fi
      }
      if [[ $funcstack[1] == _\(root.name) ]]; then
        _\(root.name) "$@"
      else
        compdef _\(root.name) \(root.name)
      fi

      """
  }

  var fish: String {
    let lines = places.flatMap { place in
      let start = "complete -c \(root.name) -n \"__\(root.name)_at \(line(place))\" "
      let words =
        place.command.subcommands.map { "-f -a \(quoted($0.name)) -d \(quoted($0.summary))" }
        + place.command.positionals.flatMap(\.choices).map { "-f -a \(quoted($0))" }
      let options = place.options.map { option in
        let names = "-l \(option.long)" + (option.short.map { " -s \($0)" } ?? "")
        let choices = option.choices.isEmpty ? " -r -F" : " -x -a \(quoted(option.choices))"
        let value = option.valueName == nil ? "" : choices
        return "\(names)\(value) -d \(quoted(option.help))"
      }
      return (words + options).map { start + $0 }
    }
    return """
      # fish completion for \(root.name)
      function __\(root.name)_at
        set -l line \(root.name)
        for word in (commandline -opc)
          switch "$line $word"
            case \(commandLines(separator: " "))
              set line "$line $word"
          end
        end
        test "$line" = "$argv[1]"
      end
      \(lines.joined(separator: "\n"))

      """
  }
}

extension CompletionTree {
  private func quoted(_ words: [String]) -> String { quoted(words.joined(separator: " ")) }

  private func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }
}

extension OptionSpecification {
  fileprivate var spellings: [String] {
    ["--\(long)"] + (short.map { ["-\($0)"] } ?? [])
  }
}
