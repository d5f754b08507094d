import RuleEngine
import SourceText

/// Reads what a plugin prints when it judges, line by line as it comes.
final class AnswerReader {
  // A message for people is no megabyte long.
  private static let longestLine = 1 << 20
  private static let failuresKept = 20

  /// The first breach of the protocol, after which nothing more is read.
  private(set) var fault: PluginFault?
  /// Nothing was printed at all.
  private(set) var isEmpty = true

  private let checks: [String: Check]
  private let records: NumberedRecords
  private var line: [UInt8] = []
  private var answers: [String: Answers]
  private var findingCount = 0
  private var failures: [PluginAnswers.Failure] = []
  private var failureCount = 0
  private var isDone = false
  private var recordsRead = 0

  init(_ checks: [Check], _ inventory: Inventory, at now: Instant) {
    self.checks = Dictionary(checks.map { ($0.id, $0) }) { first, _ in first }
    records = NumberedRecords(inventory, at: now)
    answers = self.checks.mapValues { _ in Answers(about: inventory) }
  }

  /// Reads on; false after a breach of the protocol.
  ///
  /// - Parameter sent: the number of the last record that the plugin may have read.
  func read(_ bytes: [UInt8], sent: Int) -> Bool {
    isEmpty = false
    var rest = bytes[...]
    while fault == nil, let end = rest.firstIndex(of: 0x0A) {
      if line.isEmpty {
        readLine(Array(rest[..<end]), sent: sent)
      } else {
        line += rest[..<end]
        readLine(line, sent: sent)
        line.removeAll(keepingCapacity: true)
      }
      rest = rest[(end + 1)...]
    }
    line += rest
    if fault == nil, line.count > Self.longestLine {
      fault = PluginFault("printed a line of more than \(Self.longestLine >> 20) MiB")
    }
    return fault == nil
  }

  /// What was answered, when the plugin has ended and all is well.
  ///
  /// - Parameter count: how many records it was given.
  func answers(afterRecords count: Int, lastNumber: Int) throws(PluginFault) -> PluginAnswers {
    if !line.isEmpty { readLine(line, sent: lastNumber) }
    if let fault { throw fault }
    guard isDone else {
      throw PluginFault("ended without 'done', so its answer may be cut short")
    }
    guard recordsRead == count else {
      throw PluginFault("says that it read \(recordsRead) records, and was given \(count)")
    }
    for id in answers.keys {
      answers[id]?.sort()
      if let record = answers[id]?.firstRepetition() {
        throw PluginFault(
          "has two findings of check '\(id)' about the record at "
            + "\(records.location(of: record)) that no key tells apart")
      }
    }
    if failureCount > failures.count {
      failures.append(
        PluginAnswers.Failure(
          message: "and \(failureCount - failures.count) more times", location: nil))
    }
    return PluginAnswers(answers: answers, failures: failures)
  }

  // MARK: Messages

  private func readLine(_ bytes: [UInt8], sent: Int) {
    if isDone {
      fault = PluginFault("went on after 'done': \(Self.excerpt(bytes))")
      return
    }
    let value: WireValue
    do {
      value = try WireValue(object: bytes)
    } catch {
      fault = PluginFault(
        "printed a line that is no message: \(Self.excerpt(bytes))", notes: [error.message])
      return
    }
    var message = WireObject(value, name: "the message", known: Self.members)
    switch message.requiredText("type") {
    case "finding": readFinding(&message, sent: sent)
    case "failed": readFailure(&message, sent: sent)
    case "done": readDone(&message)
    case "": break
    case let type: message.note("is of type '\(type)', which is none of finding, failed, done")
    }
    if let first = message.faults.first, fault == nil {
      fault = PluginFault("printed a message that is none: \(first)", notes: [Self.excerpt(bytes)])
    }
  }

  private static let members = [
    "type", "number", "check", "message", "key", "gravity", "fact", "element", "required",
    "records", "findings",
  ]

  private static func excerpt(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.prefix(120), as: UTF8.self)
    return "\"\(Escaping.terminal(text))\(bytes.count > 120 ? "…" : "")\""
  }

  private func readFinding(_ message: inout WireObject, sent: Int) {
    let number = message.requiredCount("number")
    let name = message.requiredText("check")
    let words = message.requiredText("message")
    let gravity = gravity(&message)
    guard let check = check(name, &message), let number, number <= sent,
      let place = records.place(of: number)
    else {
      if let number, number < 1 || number > sent {
        message.note("speaks of record \(number), which it was not given")
      }
      return
    }
    guard records.record(at: place, awaitsAnswerOf: check) else {
      message.note("judges record \(number) by check '\(name)', which was not asked of it")
      return
    }
    let needs = check.rule.needs
    let fact = fact(&message) ?? needs.first ?? .name
    let element = message.count("element")
    if let element, !records.record(at: place, states: element, of: fact) {
      message.note("speaks of element \(element) of \(fact.name), which record \(number) has not")
    }
    guard message.faults.isEmpty else { return }
    findingCount += 1
    answers[name]?.add(
      Answers.Finding(
        gravity: gravity, message: words, key: message.text("key"), fact: fact, element: element,
        required: message.text("required")),
      input: place.input, index: place.index)
  }

  private func readFailure(_ message: inout WireObject, sent: Int) {
    let words = message.requiredText("message")
    let name = message.text("check")
    let number = message.count("number")
    var concerned = Array(checks.values)
    if let name {
      guard let check = check(name, &message) else { return }
      concerned = [check]
    }
    guard message.faults.isEmpty else { return }
    var place: NumberedRecords.Place?
    if let number {
      guard number <= sent, let found = records.place(of: number) else {
        message.note("speaks of record \(number), which it was not given")
        return
      }
      place = found
    }
    for check in concerned {
      if let place {
        answers[check.id]?.addFailure(input: place.input, index: place.index)
      } else {
        answers[check.id] = nil
      }
    }
    failureCount += 1
    guard failures.count < Self.failuresKept else { return }
    failures.append(
      PluginAnswers.Failure(message: words, location: place.map { records.location(of: $0) }))
  }

  private func readDone(_ message: inout WireObject) {
    let findings = message.requiredCount("findings")
    recordsRead = message.requiredCount("records") ?? 0
    if let findings, findings != findingCount {
      fault = PluginFault("says that it made \(findings) findings, and made \(findingCount)")
    }
    isDone = true
  }

  private func check(_ name: String, _ message: inout WireObject) -> Check? {
    if let check = checks[name] { return check }
    if !name.isEmpty {
      let near = Suggestion.closest(to: name, in: checks.keys.sorted())
      message.note(
        "names the check '\(name)', which it was not given"
          + (near.map { "; did it mean '\($0)'?" } ?? ""))
    }
    return nil
  }

  private func gravity(_ message: inout WireObject) -> Findings.Gravity {
    switch message.text("gravity") {
    case "early": return .early
    case nil, "full": return .full
    case let word?:
      message.note("has the gravity '\(word)', which is neither full nor early")
      return .full
    }
  }

  private func fact(_ message: inout WireObject) -> Fact? {
    guard let name = message.text("fact") else { return nil }
    if let fact = Fact(named: name) { return fact }
    let near = Suggestion.closest(to: name, in: Fact.allCases.map(\.name))
    message.note(
      "names '\(name)', which is no fact" + (near.map { "; did it mean '\($0)'?" } ?? ""))
    return nil
  }
}
