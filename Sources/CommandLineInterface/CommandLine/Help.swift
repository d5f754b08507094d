/// The help of a command, as text for a terminal.
package enum Help {
  /// The page for the command at a path below the tool, ending in a newline.
  ///
  /// A path that goes on past the last command it names gives the page of that command.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal; pages use 40 to 100 of them.
  ///   - colour: Whether headings are set in bold.
  package static func text(
    for root: CommandSpecification, path: [String], width: Int = 80, colour: Bool = false
  ) -> String {
    guard let place = root.places.last(where: { path.starts(with: $0.path) }) else { return "" }
    let page = HelpPage(
      name: root.spelling(of: place.path), place: place, width: max(40, min(width, 100)),
      colour: colour)
    return page.sections.joined(separator: "\n\n") + "\n"
  }
}

/// A page of help as it is laid out: sections of aligned rows.
private struct HelpPage {
  typealias Row = (label: String, text: String)

  let name: String
  let place: CommandSpecification.Place
  let width: Int
  let colour: Bool

  private var command: CommandSpecification { place.command }

  var sections: [String] {
    ([overview, discussion, usage] + argumentsAndOptions
      + [examples, commands, exitStatuses, footer]).compactMap { $0 }
  }

  private var overview: String {
    let text = "OVERVIEW: \(command.summary)".wrapped(to: width).joined(separator: "\n")
    return heading("OVERVIEW") + text.dropFirst("OVERVIEW:".count)
  }

  private var discussion: String? {
    var paragraphs: [[Substring]] = [[]]
    for line in command.discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    let texts = paragraphs.filter { !$0.isEmpty }.map { lines in
      let isVerbatim = lines[0].hasPrefix("  ")
      let text = lines.joined(separator: isVerbatim ? "\n" : " ")
      return isVerbatim ? text : text.wrapped(to: width).joined(separator: "\n")
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
  }

  private var usage: String {
    if command.isGroup {
      let first = heading("USAGE") + " \(name) COMMAND [ARGUMENT...]"
      return place.path.isEmpty ? first + "\n       \(name) --help | --version" : first
    }
    return heading("USAGE")
      + ([" \(name)", "[OPTIONS]"] + command.positionals.map(\.usage)).joined(separator: " ")
  }

  /// A group lists no options: they are those of its commands.
  private var argumentsAndOptions: [String?] {
    guard !command.isGroup else { return [] }
    let arguments: [Row] = command.positionals.map { ($0.name, $0.description) }
    let options = place.options.map { (section: $0.section, row: Row($0.label, $0.description)) }
    var titles: [String] = []
    for option in options where !titles.contains(option.section) { titles.append(option.section) }
    let column = labelColumn(of: arguments + options.map(\.row))
    return [table("ARGUMENTS", arguments, column: column)]
      + titles.map { title in
        let rows = options.filter { $0.section == title }.map(\.row)
        return table(title.uppercased(), rows, column: column)
      }
  }

  private var examples: String? {
    let rows: [Row] = command.examples.map { ($0.line, $0.purpose) }
    let column = rows.map(\.label.count).max() ?? 0
    let fitsInColumns = rows.allSatisfy { column + $0.text.count + 4 <= width }
    if fitsInColumns { return table("EXAMPLES", rows, column: column) }
    let lines = rows.map { "  # \($0.text)\n  \($0.label)" }
    return ([heading("EXAMPLES")] + lines).joined(separator: "\n")
  }

  private var commands: String? {
    let rows: [Row] = command.subcommands.map { ($0.name, $0.summary) }
    return table("COMMANDS", rows, column: labelColumn(of: rows))
  }

  private var exitStatuses: String? {
    let judges = command.exitStatuses.contains(.findings)
    let rows: [Row] = command.exitStatuses.map { status in
      let meaning = judges ? status.meaning : status.meaningWithoutJudgement
      return (String(status.rawValue), command.exitMeanings[status] ?? meaning)
    }
    return table("EXIT STATUS", rows, column: labelColumn(of: rows))
  }

  private var footer: String? {
    guard command.isGroup else { return nil }
    return "Run '\(name) COMMAND --help' for the options of a command."
  }
}

// MARK: Layout

extension HelpPage {
  private func heading(_ title: String) -> String {
    colour ? "\u{1B}[1m\(title):\u{1B}[0m" : "\(title):"
  }

  /// The width that labels share; a longer label has a line to itself.
  private func labelColumn(of rows: [Row]) -> Int {
    let limit = width / 3
    return rows.map(\.label.count).filter { $0 <= limit }.max() ?? limit
  }

  private func table(_ title: String, _ rows: [Row], column: Int) -> String? {
    guard !rows.isEmpty else { return nil }
    let margin = String(repeating: " ", count: column + 4)
    var lines = [heading(title)]
    for row in rows {
      var texts = row.text.wrapped(to: width - margin.count)
      let label = "  \(row.label)"
      if row.label.count <= column, !texts.isEmpty {
        lines.append(label + margin.dropFirst(label.count) + texts.removeFirst())
      } else {
        lines.append(label)
      }
      lines += texts.map { margin + $0 }
    }
    return lines.joined(separator: "\n")
  }
}

extension Positional {
  fileprivate var description: String {
    choices.isEmpty ? help : "\(help) (values: \(choices.joined(separator: ", ")))"
  }
}

extension OptionSpecification {
  fileprivate var label: String {
    let prefix = short.map { "-\($0), " } ?? "    "
    return "\(prefix)--\(long)" + (valueName.map { " \($0)" } ?? "")
  }

  fileprivate var description: String {
    var notes: [String] = []
    if !choices.isEmpty { notes.append("values: \(choices.joined(separator: ", "))") }
    if let defaultDescription { notes.append("default: \(defaultDescription)") }
    if isRepeatable, valueName != nil { notes.append("repeatable") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}
