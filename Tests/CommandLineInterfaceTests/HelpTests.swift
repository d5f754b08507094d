import Testing

@testable import CommandLineInterface

@Suite struct HelpTests {
  @Test func toolTeachesOnOneScreen() {
    let expected = """
      OVERVIEW: Hold certificate inventories against policies

      USAGE: certgate COMMAND [ARGUMENT...]
             certgate --help | --version

      EXAMPLES:
        certgate lint -p policy.yaml certs.json  Judge an inventory
        certgate inspect certs.json              See what certgate reads in it
        certgate policy check policy.yaml        Find mistakes in a policy

      COMMANDS:
        lint        Judge inventories by policies
        inspect     Show what is read from inputs
        rules       List the rules
        explain     Explain a rule
        policy      Check and show policies
        diff        Compare two inventories
        completion  Print a script that completes command lines

      EXIT STATUS:
        0  everything was looked at, and nothing at or above --fail-on was found
        1  findings, and this is the whole list
        2  the command line or a policy is wrong; nothing was judged
        3  could not look at everything; outranks 1

      Run 'certgate COMMAND --help' for the options of a command.

      """
    #expect(Help.text(for: sampleTool, path: []) == expected)
  }

  @Test func commandShowsEverything() {
    let expected = """
      OVERVIEW: Judge inventories by policies

      Every certificate of every INPUT is held against every check of the policies.
      What a check needs and an input does not say is never counted as a pass.

      A policy is a YAML file:

        certgate: 1
        policy: payments

      USAGE: certgate lint [OPTIONS] INPUT...

      ARGUMENTS:
        INPUT                       A file, a folder, a glob, or - for standard input

      OPTIONS:
        -p, --policy FILE           The policy to judge by (default: that of
                                    .certgate.yaml; repeatable)
            --fail-on SEVERITY      The least severity that fails the run: this or
                                    worse (values: error, warning, note, never;
                                    default: error)
            --at TIME               Judge as of another instant, and mark the report

      REPORT OPTIONS:
        -f, --format FORMAT[:FILE]  How to report, and where (values: text, json,
                                    junit; repeatable)
        -a, --passes                Report passes too
        -q, --quiet                 Print only the summary

      COMMON OPTIONS:
            --color WHEN            Colour the text (values: auto, always, never;
                                    default: auto)
        -h, --help                  Show this help
            --version               Show the version

      EXAMPLES:
        # Judge a folder, and write a report that the build server shows
        certgate lint --policy payments.yaml --format junit:out/report.xml inventory/
        # Judge as of the new year
        certgate lint --at 2027-01-01 certs.json

      EXIT STATUS:
        0  everything was looked at, and nothing at or above --fail-on was found
        1  findings, and this is the whole list
        2  the command line or a policy is wrong; nothing was judged
        3  could not look at everything; outranks 1

      """
    #expect(Help.text(for: sampleTool, path: ["lint"]) == expected)
  }

  @Test func groupListsItsCommands() {
    let expected = """
      OVERVIEW: Check and show policies

      USAGE: certgate policy COMMAND [ARGUMENT...]

      COMMANDS:
        check  Report every mistake in policies
        show   Show a policy as it takes effect

      Run 'certgate policy COMMAND --help' for the options of a command.

      """
    #expect(Help.text(for: sampleTool, path: ["policy"]) == expected)
  }

  @Test func commandOfAGroup() {
    let expected = """
      OVERVIEW: Report every mistake in policies

      USAGE: certgate policy check [OPTIONS] FILE...

      ARGUMENTS:
        FILE              A policy file

      OPTIONS:
        -s, --strict      Refuse warnings too

      COMMON OPTIONS:
            --color WHEN  Colour the text (values: auto, always, never; default: auto)
        -h, --help        Show this help
            --version     Show the version

      EXIT STATUS:
        0  done, and nothing was wrong
        2  the command line, or a file of policies or formats, is wrong

      """
    #expect(Help.text(for: sampleTool, path: ["policy", "check"]) == expected)
  }

  @Test func wrapsToTheWidth() {
    let text = Help.text(for: sampleTool, path: ["policy", "check"], width: 40)
    let expected = """
      OVERVIEW: Report every mistake in
      policies

      USAGE: certgate policy check [OPTIONS] FILE...

      ARGUMENTS:
        FILE           A policy file

      OPTIONS:
        -s, --strict   Refuse warnings too

      COMMON OPTIONS:
            --color WHEN
                       Colour the text
                       (values: auto, always,
                       never; default: auto)
        -h, --help     Show this help
            --version  Show the version

      EXIT STATUS:
        0  done, and nothing was wrong
        2  the command line, or a file of
           policies or formats, is wrong

      """
    #expect(text == expected)
  }

  /// A terminal too narrow or too wide to read well gets the nearest width that is not.
  @Test func keepsToReadableWidths() {
    func text(_ width: Int) -> String { Help.text(for: sampleTool, path: ["lint"], width: width) }
    #expect(text(.min) == text(40))
    #expect(text(40) != text(100))
    #expect(text(100) == text(.max))
  }

  @Test(arguments: sampleTool.places.map(\.path), [40, 57, 80, 100])
  func staysInsideTheWidth(path: [String], width: Int) {
    let commandLines = sampleTool.places.flatMap(\.command.examples).flatMap {
      ["  \($0.line)", "  # \($0.purpose)"]
    }
    let text = Help.text(for: sampleTool, path: path, width: width)
    for line in text.split(separator: "\n") where !commandLines.contains(String(line)) {
      #expect(line.last != " ")
      #expect(line.count <= width || line.hasPrefix("USAGE: ") || line.hasPrefix("Run "), "\(line)")
    }
  }

  @Test func colourSetsOnlyHeadingsInBold() {
    let plain = Help.text(for: sampleTool, path: ["lint"])
    let coloured = Help.text(for: sampleTool, path: ["lint"], colour: true)
    #expect(coloured.hasPrefix("\u{1B}[1mOVERVIEW:\u{1B}[0m Judge inventories by policies\n"))
    #expect(coloured.contains("\n\u{1B}[1mREPORT OPTIONS:\u{1B}[0m\n"))
    let stripped = coloured.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
    #expect(stripped == plain)
  }

  @Test func pathThatGoesOnTooFarGivesTheLastCommand() {
    let text = Help.text(for: sampleTool, path: ["policy", "check", "more"])
    #expect(text == Help.text(for: sampleTool, path: ["policy", "check"]))
  }

  @Test func exitStatusesHaveTheMeaningsTheyPromise() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3])
    #expect(Set(ExitStatus.allCases.map(\.meaning)).count == 4)
    let help = Help.text(for: CommandLineTool.root, path: ["submit"])
    #expect(
      help.contains("  1  findings at or above --fail-on, or the name is taken; nothing was sent"))
  }
}
