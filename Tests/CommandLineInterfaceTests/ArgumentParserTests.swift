import Testing

@testable import CommandLineInterface

@Suite struct ArgumentParserTests {
  let parser = ArgumentParser(root: sampleTool)

  /// Arguments without blanks or quotes, as a shell would split them; `''` is an empty one.
  func split(_ line: String) -> [String] {
    line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
  }

  @Test(
    arguments: [
      ("lint a.json", ["lint"], ["a.json"], [:]),
      ("lint a b c", ["lint"], ["a", "b", "c"], [:]),
      ("lint -", ["lint"], ["-"], [:]),
      ("lint help", ["lint"], ["help"], [:]),
      ("rules", ["rules"], [], [:]),
      ("inspect", ["inspect"], [], [:]),
      ("policy check x", ["policy", "check"], ["x"], [:]),
      ("policy show", ["policy", "show"], [], [:]),
      ("diff a b", ["diff"], ["a", "b"], [:]),
      ("completion zsh", ["completion"], ["zsh"], [:]),
      // Values, attached and detached.
      ("lint --policy=p.yaml a", ["lint"], ["a"], ["policy": ["p.yaml"]]),
      ("lint --policy p.yaml a", ["lint"], ["a"], ["policy": ["p.yaml"]]),
      ("lint --policy=a=b a", ["lint"], ["a"], ["policy": ["a=b"]]),
      ("lint -pp.yaml a", ["lint"], ["a"], ["policy": ["p.yaml"]]),
      ("lint -p=p.yaml a", ["lint"], ["a"], ["policy": ["p.yaml"]]),
      ("lint -p p.yaml a", ["lint"], ["a"], ["policy": ["p.yaml"]]),
      ("lint -p - a", ["lint"], ["a"], ["policy": ["-"]]),
      ("lint --at -5d a", ["lint"], ["a"], ["at": ["-5d"]]),
      ("lint --policy=--odd a", ["lint"], ["a"], ["policy": ["--odd"]]),
      ("lint --policy lint a", ["lint"], ["a"], ["policy": ["lint"]]),
      // Flags, alone and bundled.
      ("lint -q a", ["lint"], ["a"], ["quiet": [""]]),
      ("lint -qa a", ["lint"], ["a"], ["quiet": [""], "passes": [""]]),
      ("lint -qpx a", ["lint"], ["a"], ["quiet": [""], "policy": ["x"]]),
      ("lint -qp x a", ["lint"], ["a"], ["quiet": [""], "policy": ["x"]]),
      // Anywhere, in order, and up to `--`.
      ("lint a --quiet b -px", ["lint"], ["a", "b"], ["quiet": [""], "policy": ["x"]]),
      ("lint -p1 a --policy 2 -p 3", ["lint"], ["a"], ["policy": ["1", "2", "3"]]),
      ("lint a -- --quiet -- -h", ["lint"], ["a", "--quiet", "--", "-h"], [:]),
      ("--color never lint a", ["lint"], ["a"], ["color": ["never"]]),
      ("policy --color=auto check x", ["policy", "check"], ["x"], ["color": ["auto"]]),
      ("policy check x --color=auto", ["policy", "check"], ["x"], ["color": ["auto"]]),
      // Choices, whole and in front of a terminator.
      ("lint --fail-on never a", ["lint"], ["a"], ["fail-on": ["never"]]),
      ("lint -f text -fjunit:x:y a", ["lint"], ["a"], ["format": ["text", "junit:x:y"]]),
    ] as [(String, [String], [String], [String: [String]])])
  func reads(line: String, path: [String], positionals: [String], options: [String: [String]])
    throws
  {
    let expected = ParsedArguments(commandPath: path, positionals: positionals, options: options)
    #expect(try parser.parse(split(line)) == .run(expected))
  }

  @Test func answersByLongName() throws {
    let invocation = try parser.parse(["lint", "-qp1", "-p", "2", "--at", "x", "a"])
    guard case .run(let arguments) = invocation else {
      Issue.record("\(invocation)")
      return
    }
    #expect(arguments.has("quiet"))
    #expect(!arguments.has("passes"))
    #expect(arguments.value("at") == "x")
    #expect(arguments.value("fail-on") == nil)
    #expect(arguments.values("policy") == ["1", "2"])
    #expect(arguments.values("format") == [])
  }

  @Test(
    arguments: [
      ("--help", .help(path: [])),
      ("-h", .help(path: [])),
      ("help", .help(path: [])),
      ("lint --help", .help(path: ["lint"])),
      ("lint -qh", .help(path: ["lint"])),
      ("--help lint", .help(path: ["lint"])),
      ("help lint", .help(path: ["lint"])),
      ("help policy", .help(path: ["policy"])),
      ("help policy check", .help(path: ["policy", "check"])),
      ("help explain expiry-window", .help(path: ["explain"])),
      ("policy --help", .help(path: ["policy"])),
      ("policy check x -h y", .help(path: ["policy", "check"])),
      // Help is given although something else is wrong.
      ("lint --nonsense --help", .help(path: ["lint"])),
      ("lint --policy --help", .help(path: ["lint"])),
      ("explain a b c --help", .help(path: ["explain"])),
      ("--version", .version),
      ("lint --version", .version),
      ("--version --help", .help(path: [])),
    ] as [(String, Invocation)])
  func answersWithoutRunning(line: String, invocation: Invocation) throws {
    #expect(try parser.parse(split(line)) == invocation)
  }

  @Test(arguments: [
    // Options.
    ("lint --polcy x", "unknown option '--polcy' for 'certgate lint'; did you mean '--policy'?"),
    ("lint --pol x", "unknown option '--pol' for 'certgate lint'; did you mean '--policy'?"),
    ("lint --hel x", "unknown option '--hel' for 'certgate lint'; did you mean '--help'?"),
    ("lint --zzzzzz x", "unknown option '--zzzzzz' for 'certgate lint'"),
    ("lint --=x x", "unknown option '--' for 'certgate lint'"),
    ("lint -x a", "unknown option '-x' for 'certgate lint'"),
    ("lint -qx a", "unknown option '-x' in '-qx' for 'certgate lint'"),
    (
      "lint -policy x a",
      "unknown option '-policy' for 'certgate lint'; did you mean '--policy'?"
    ),
    (
      "lint -policy=x a",
      "unknown option '-policy' for 'certgate lint'; did you mean '--policy'?"
    ),
    (
      "lint --strict x",
      "unknown option '--strict' for 'certgate lint'; it belongs to 'certgate policy check'"
    ),
    ("lint -s x", "unknown option '-s' for 'certgate lint'; it belongs to 'certgate policy check'"),
    (
      "--format json lint x",
      "unknown option '--format' for 'certgate'; "
        + "it belongs to 'certgate lint' and 'certgate inspect'"
    ),
    ("lint a --policy", "option '--policy' needs a value (FILE)"),
    ("lint a -p", "option '--policy' needs a value (FILE)"),
    ("lint --policy --quiet a", "option '--policy' needs a value (FILE)"),
    ("lint --policy --nonsense a", "option '--policy' needs a value (FILE)"),
    ("lint --policy -q a", "option '--policy' needs a value (FILE)"),
    ("lint -p -- a", "option '--policy' needs a value (FILE)"),
    ("lint --policy= a", "option '--policy' needs a value (FILE)"),
    ("lint --policy '' a", "option '--policy' needs a value (FILE)"),
    ("lint -p= a", "option '--policy' needs a value (FILE)"),
    ("lint --quiet=yes a", "option '--quiet' takes no value"),
    ("lint -q=yes a", "option '--quiet' takes no value"),
    ("lint --at 1 a --at 2", "option '--at' may be given only once"),
    ("lint -q a --quiet", "option '--quiet' may be given only once"),
    // Commands.
    ("", "'certgate' needs a command: lint, inspect, rules, explain, policy, diff, completion"),
    ("policy", "'certgate policy' needs a command: check, show"),
    ("lnit x", "unknown command 'lnit'; did you mean 'lint'?"),
    ("insp x", "unknown command 'insp'; did you mean 'inspect'?"),
    ("frobnicate", "unknown command 'frobnicate'"),
    ("''", "unknown command ''"),
    ("version", "unknown command 'version'; did you mean '--version'?"),
    ("check x", "unknown command 'check'; did you mean 'certgate policy check'?"),
    ("policy chek x", "unknown command 'chek' for 'certgate policy'; did you mean 'check'?"),
    ("help lnit", "unknown command 'lnit'; did you mean 'lint'?"),
    ("lnit --help", "unknown command 'lnit'; did you mean 'lint'?"),
    ("certs.json", "unknown command 'certs.json'; did you mean 'certgate lint certs.json'?"),
    ("-", "unknown command '-'; did you mean 'certgate lint -'?"),
    ("tls://a:443", "unknown command 'tls://a:443'; did you mean 'certgate lint tls://a:443'?"),
    (
      "policy p.yaml",
      "unknown command 'p.yaml' for 'certgate policy'; "
        + "did you mean 'certgate policy check p.yaml'?"
    ),
    // Positionals.
    ("lint", "missing INPUT; 'certgate lint' expects INPUT..."),
    ("lint ''", "INPUT is empty"),
    ("explain", "missing RULE; 'certgate explain' expects RULE"),
    ("explain a b", "unexpected argument 'b'; 'certgate explain' expects only RULE"),
    ("diff", "missing OLD; 'certgate diff' expects OLD NEW"),
    ("diff a", "missing NEW; 'certgate diff' expects OLD NEW"),
    ("rules x", "unexpected argument 'x'; 'certgate rules' takes no arguments"),
    ("policy show a b", "unexpected argument 'b'; 'certgate policy show' expects only [FILE]"),
    // Choices.
    ("lint --fail-on eror a", "unknown value 'eror' for '--fail-on'; did you mean 'error'?"),
    ("lint --fail-on warn a", "unknown value 'warn' for '--fail-on'; did you mean 'warning'?"),
    ("lint --fail-on 17 a", "unknown value '17' for '--fail-on'"),
    ("lint --fail-on error:x a", "unknown value 'error:x' for '--fail-on'; did you mean 'error'?"),
    ("lint -f jnuit:r.xml a", "unknown value 'jnuit' for '--format'; did you mean 'junit'?"),
    ("completion bsh", "unknown value 'bsh' for SHELL; did you mean 'bash'?"),
    // What strangers wrote.
    ("lint --\u{1B}[2J a", #"unknown option '--\x1B[2J' for 'certgate lint'"#),
    ("\u{1B}[2J", #"unknown command '\x1B[2J'"#),
    ("rules \u{7}", #"unexpected argument '\x07'; 'certgate rules' takes no arguments"#),
  ])
  func refuses(line: String, message: String) {
    let error = #expect(throws: UsageError.self) { try parser.parse(split(line)) }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("", "run 'certgate --help'"),
    ("lint", "run 'certgate lint --help'"),
    ("policy chek", "run 'certgate policy --help'"),
    ("policy check --nonsense", "run 'certgate policy check --help'"),
    ("lint --fail-on eror a", "choose from error, warning, note, never"),
    ("completion bsh", "choose from bash, zsh, fish"),
  ])
  func namesTheNextStep(line: String, help: String) {
    let error = #expect(throws: UsageError.self) { try parser.parse(split(line)) }
    #expect(error?.help == help)
  }

  /// No arrangement of awkward words traps, and only a known command ever runs.
  @Test func readsAnything() {
    let words = ["-", "--", "-=", "--=", "-q=", "-\u{301}", "--policy=\u{301}", "", "lint", "-p"]
    for first in words {
      for second in words {
        for third in words {
          do throws(UsageError) {
            let invocation = try parser.parse([first, second, third])
            guard case .run(let arguments) = invocation else {
              Issue.record("\([first, second, third]) gives \(invocation)")
              return
            }
            #expect(arguments.commandPath == ["lint"])
            #expect(!arguments.positionals.isEmpty)
          } catch {
            #expect(!error.message.isEmpty)
          }
        }
      }
    }
  }
}
