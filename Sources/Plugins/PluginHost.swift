import OperatingSystem
import RuleEngine

/// Runs plugins, and only those that may run.
package struct PluginHost: Sendable {
  /// The variables a plugin sees, if they are set: what programs need to start, and no secrets.
  private static let variables = [
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR", "TZ",
  ]

  /// Records are written by some threads, ahead of the plugin that reads them.
  private static let writers = 2
  private static let batchesAhead = 8

  private let environment: [String: String]
  private let workingDirectory: String
  /// Nil allows all.
  private let permissions: [PluginPermission]?
  /// What was started before it was asked.
  private let starts = PluginStarts()

  /// - Parameters:
  ///   - environment: that of this process, of which plugins get a few variables.
  ///   - permissions: what may be run; nil allows all.
  package init(
    environment: [String: String], workingDirectory: String, permissions: [PluginPermission]?
  ) {
    self.environment = environment.filter { Self.variables.contains($0.key) }
    self.workingDirectory = workingDirectory
    self.permissions = permissions
  }

  /// The file that a plugin's command stands for.
  package func program(of plugin: PluginDeclaration) throws(PluginFault) -> PluginProgram {
    try PluginProgram(
      plugin, workingDirectory: workingDirectory, searchPath: environment["PATH"] ?? "")
  }

  package func allows(_ program: PluginProgram) -> Bool {
    permissions.map(program.isAllowed(by:)) ?? true
  }

  /// Asks a plugin what its rules are.
  ///
  /// - Parameter isToCheck: whether it is likely asked to judge next. It is started for that as well,
  ///   beside this: interpreters take longer to start than to judge most listings.
  package func describe(
    _ plugin: PluginDeclaration, isToCheck: Bool = false
  ) throws(PluginFault) -> PluginDescription {
    let program = try allowedProgram(of: plugin)
    if isToCheck { starts.add(plugin, process(program, PluginProtocol.check)) }
    do throws(PluginFault) {
      return try description(of: plugin, by: program)
    } catch {
      starts.end(plugin)
      throw error
    }
  }

  private func description(
    of plugin: PluginDeclaration, by program: PluginProgram
  ) throws(PluginFault) -> PluginDescription {
    var output: [UInt8] = []
    let limits = Dialogue.Limits.describing(within: Double(plugin.timeout.seconds))
    let result = try run(
      process(program, PluginProtocol.describe), limits, input: { nil },
      output: {
        output += $0
        return true
      })
    if let fault = PluginFault(result, of: plugin, saidNothing: output.isEmpty) {
      throw fault.quoting(result.errors)
    }
    if output.isEmpty { throw PluginFault("does not describe itself: it printed nothing") }
    let value: WireValue
    do {
      value = try WireValue(object: output)
    } catch {
      throw PluginFault("does not describe itself in JSON: \(error.message)")
    }
    var decoder = DescriptionDecoder()
    let description = decoder.description(value)
    let breaches = decoder.faults
    guard let first = breaches.first else { return description }
    throw PluginFault(
      "does not describe itself as it must: \(first)",
      notes: breaches.count == 1 ? [] : ["note: there are \(breaches.count - 1) more such faults"],
      breaches: breaches)
  }

  /// Has a plugin judge the records of an inventory.
  ///
  /// - Parameter checks: those of a policy that are of its rules.
  package func check(
    _ plugin: PluginDeclaration, _ checks: [Check], _ inventory: Inventory, at now: Instant
  ) throws(PluginFault) -> PluginAnswers {
    let program = try allowedProgram(of: plugin)
    let batches = RecordBatches(RecordNumbering(inventory), for: checks, at: now)
    let feed = RecordFeed(plugin, checks, at: now, batchCount: batches.count)
    let reader = AnswerReader(checks, inventory, feed)
    let limits = Dialogue.Limits.checking(within: Double(plugin.timeout.seconds))
    let result = try Conveyor.run(
      batches.count, makers: Self.writers, givingWay: true, ahead: Self.batchesAhead,
      maker: batches.makeWriter
    ) { (nextBatch) throws(PluginFault) in
      try run(
        process(program, PluginProtocol.check), startedAs: starts.take(plugin), limits,
        input: { feed.next(nextBatch) }, output: { reader.read($0) })
    }
    if let fault = reader.fault ?? PluginFault(result, of: plugin, saidNothing: reader.isEmpty) {
      throw fault.quoting(result.errors)
    }
    return try reader.finalAnswers()
  }

  private func allowedProgram(of plugin: PluginDeclaration) throws(PluginFault) -> PluginProgram {
    let program = try program(of: plugin)
    guard allows(program) else { throw PluginFault("is not allowed to run") }
    return program
  }

  private func process(_ program: PluginProgram, _ subcommand: String) -> Program {
    Program(
      path: program.path, arguments: program.arguments + [subcommand], environment: environment,
      folder: program.folder)
  }

  private func run(
    _ program: Program, startedAs start: Dialogue.Start? = nil, _ limits: Dialogue.Limits,
    input: () -> [UInt8]?, output: ([UInt8]) -> Bool
  ) throws(PluginFault) -> Dialogue.Result {
    do {
      return try Dialogue.run(
        program, startedAs: start, within: limits, input: input, output: output)
    } catch {
      throw PluginFault("cannot be run: \(error.reason)")
    }
  }
}
