import Expressions
import OperatingSystem
import RuleEngine
import SourceText

/// `certgate eval`: what an expression comes to for each record.
enum EvalCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "eval",
      summary: "Try an expression on the records of a listing",
      discussion: """
        Prints a line for each record: where it is, its name, and the expression's value, or why it \
        has none. It is the language of 'when:' and of the rule 'expression'; 'certgate fields' \
        lists what can be asked.

        Without INPUT, an expression that asks for no fact is evaluated by itself.
        """,
      positionals: [
        Positional(
          name: "EXPRESSION", help: "An expression of the Common Expression Language",
          arity: .exactlyOne),
        LintCommand.inputs,
      ],
      options: LintCommand.inputOptions,
      examples: [
        CommandSpecification.Example(
          "certgate eval 'notAfter - now < duration(\"720h\")' listing.json",
          "See which certificates expire within 30 days"),
        CommandSpecification.Example(
          "certgate eval 'dnsNames.filter(n, !dns.isPublic(n))' listing.json",
          "See the names that are not public"),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in try run(arguments, session) })

  private static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let expression = try ExpressionArgument.compiled(
      arguments.positionals.first ?? "", arguments, session)
    let project = try Project(arguments, session)
    let given = Array(arguments.positionals.dropFirst())
    let sources = given.isEmpty ? project.configuration?.sources.map(\.text) ?? [] : given
    guard !sources.isEmpty else { return try evaluate(expression, session) }
    let inventory = try project.inventory(of: sources, as: arguments.value("as"))
    var output = LineOutput(session)
    var count = 0
    var failure: CommandError?
    inventory.forEachRecord { record in
      count += 1
      do throws(CommandError) {
        if failure == nil { try output.add(line(expression, record, session)) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try output.flush()
    for problem in inventory.inputs.compactMap(\.failure) {
      session.complain(problem.rendered(colour: session.colours(session.error, arguments)))
    }
    if count == 0 { session.complain("certgate: error: there is no record to evaluate it for") }
    return project.recorded(
      count > 0 && inventory.inputs.allSatisfy { $0.failure == nil } ? .success : .incomplete)
  }

  private static func evaluate(
    _ expression: RecordExpression, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    guard expression.facts.isEmpty else {
      throw .usage(
        "nothing to read: name files, folders, or '-' for standard input",
        help: "the expression asks for \(expression.facts.map(\.name).joined(separator: ", "))")
    }
    let value: Value
    do throws(FactUnavailable) {
      value = try expression.value(at: session.now)
    } catch {
      throw .usage(Escaping.terminal(error.message(field: "", found: "")))
    }
    try CommandLineTool.print(shown(value), session)
    return .success
  }

  private static func line(
    _ expression: RecordExpression, _ record: CertificateRecord, _ session: Session
  ) -> String {
    let location = record.reader.location
    let name = record.reader.text(.name).value ?? record.reader.text(.id).value ?? "(no name)"
    let value: String
    do throws(FactUnavailable) {
      value = shown(try expression.value(for: record, at: session.now))
    } catch {
      let place = record.reader.place(of: error.fact)
      value =
        "unknown: " + Escaping.terminal(error.message(field: place.field, found: place.found))
    }
    return Escaping.terminal("\(location.path):\(location.line)") + "  "
      + Escaping.terminal(name) + "  " + value
  }

  private static func shown(_ value: Value) -> String { Escaping.terminal(value.description) }
}

/// Lines for standard output, written many at a time.
private struct LineOutput {
  private let session: Session
  private var bytes: [UInt8] = []

  init(_ session: Session) {
    self.session = session
  }

  mutating func add(_ line: String) throws(CommandError) {
    bytes += line.utf8
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws(CommandError) {
    do throws(SystemError) {
      try session.output.write(bytes.span)
    } catch {
      throw .output(error)
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
