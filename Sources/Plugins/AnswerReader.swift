import Documents
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

  private let checks: [Check]
  /// Their ids, in the bytes that nearly all plugins write.
  private let names: [[UInt8]]
  private let feed: RecordFeed
  private let numbering: RecordNumbering
  private var reader: (input: Int, reader: any RecordReader)?
  private var line: [UInt8] = []
  /// By check; nil where a check could not be judged at all.
  private var answers: [Answers?]
  private var findingCount = 0
  private var failures: [PluginAnswers.Failure] = []
  private var failureCount = 0
  private var isDone = false
  private var recordsRead = 0

  /// - Parameter feed: gives the plugin the records.
  init(_ checks: [Check], _ inventory: Inventory, _ feed: RecordFeed) {
    self.checks = checks
    self.feed = feed
    names = checks.map { Array($0.id.utf8) }
    numbering = RecordNumbering(inventory)
    answers = checks.map { _ in Answers(about: inventory) }
  }

  /// Reads on; false after a breach of the protocol.
  func read(_ bytes: [UInt8]) -> Bool {
    isEmpty = false
    var start = 0
    while fault == nil, let end = bytes[start...].firstIndex(of: 0x0A) {
      if line.isEmpty {
        readLine(bytes.span.extracting(start..<end))
      } else {
        let whole = line + bytes[start..<end]
        line.removeAll(keepingCapacity: true)
        readLine(whole.span)
      }
      start = end + 1
    }
    line += bytes[start...]
    if fault == nil, line.count > Self.longestLine {
      fault = PluginFault("printed a line of more than \(Self.longestLine >> 20) MiB")
    }
    return fault == nil
  }

  /// What was answered, when the plugin has ended and all is well.
  func finalAnswers() throws(PluginFault) -> PluginAnswers {
    if !line.isEmpty { readLine(line.span) }
    if let fault { throw fault }
    guard isDone else {
      throw PluginFault("ended without 'done', so its answer may be cut short")
    }
    guard recordsRead == feed.count else {
      throw PluginFault("says that it read \(recordsRead) records, and was given \(feed.count)")
    }
    for index in checks.indices {
      answers[index]?.sort()
      if let record = answers[index]?.firstRepetition() {
        throw PluginFault(
          "has two findings of check '\(checks[index].id)' about the record at "
            + "\(numbering.location(of: record)) that no key tells apart")
      }
    }
    if failureCount > failures.count {
      failures.append(
        PluginAnswers.Failure(
          message: "and \(failureCount - failures.count) more times", location: nil))
    }
    let pairs = zip(checks, answers).compactMap { check, answers in answers.map { (check.id, $0) } }
    return PluginAnswers(
      answers: Dictionary(uniqueKeysWithValues: pairs), failures: failures)
  }

  // MARK: Messages

  private func readLine(_ bytes: Span<UInt8>) {
    if !isDone, readPlainFinding(bytes) { return }
    readLine(bytes.indices.map { bytes[$0] })
  }

  /// Reads a finding that is as it should be; false if the line is anything else, and is to be read
  /// with more care.
  private func readPlainFinding(_ bytes: Span<UInt8>) -> Bool {
    guard let finding = PlainFinding(bytes), finding.number <= feed.lastNumber,
      let check = names.firstIndex(where: { finding.isOfCheck($0, bytes) }),
      feed.wasAsked(check, about: finding.number), let place = numbering.place(of: finding.number),
      let answer = finding.answer(bytes, needs: checks[check].rule.needs)
    else { return false }
    if let element = answer.element, !record(at: place, states: element, of: answer.fact) {
      return false
    }
    findingCount += 1
    answers[check]?.add(answer, input: place.input, index: place.index)
    return true
  }

  private func readLine(_ bytes: [UInt8]) {
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
    case "finding": readFinding(&message)
    case "failed": readFailure(&message)
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

  private func readFinding(_ message: inout WireObject) {
    let number = message.requiredCount("number")
    let name = message.requiredText("check")
    let words = message.requiredText("message")
    let gravity = gravity(&message)
    guard let check = check(name, &message), let number, number <= feed.lastNumber,
      let place = numbering.place(of: number)
    else {
      if let number, number < 1 || number > feed.lastNumber {
        message.note("speaks of record \(number), which it was not given")
      }
      return
    }
    guard feed.wasAsked(check, about: number) else {
      message.note("judges record \(number) by check '\(name)', which was not asked of it")
      return
    }
    let needs = checks[check].rule.needs
    let fact = fact(&message) ?? needs.first ?? .name
    let element = message.count("element")
    if let element, !record(at: place, states: element, of: fact) {
      message.note("speaks of element \(element) of \(fact.name), which record \(number) has not")
    }
    guard message.faults.isEmpty else { return }
    findingCount += 1
    answers[check]?.add(
      Answers.Finding(
        gravity: gravity, message: words, key: message.text("key"), fact: fact, element: element,
        required: message.text("required")),
      input: place.input, index: place.index)
  }

  private func readFailure(_ message: inout WireObject) {
    let words = message.requiredText("message")
    let name = message.text("check")
    let number = message.count("number")
    var concerned = Array(checks.indices)
    if let name {
      guard let check = check(name, &message) else { return }
      concerned = [check]
    }
    guard message.faults.isEmpty else { return }
    var place: RecordNumbering.Place?
    if let number {
      guard number <= feed.lastNumber, let found = numbering.place(of: number) else {
        message.note("speaks of record \(number), which it was not given")
        return
      }
      place = found
      concerned = concerned.filter { feed.wasAsked($0, about: number) }
      if concerned.isEmpty {
        message.note(
          name.map { "speaks of record \(number) by check '\($0)', which was not asked of it" }
            ?? "speaks of record \(number), which it was not given")
        return
      }
    }
    for check in concerned {
      if let place {
        answers[check]?.addFailure(input: place.input, index: place.index)
      } else {
        answers[check] = nil
      }
    }
    failureCount += 1
    guard failures.count < Self.failuresKept else { return }
    failures.append(
      PluginAnswers.Failure(message: words, location: place.map { numbering.location(of: $0) }))
  }

  private func readDone(_ message: inout WireObject) {
    let findings = message.requiredCount("findings")
    recordsRead = message.requiredCount("records") ?? 0
    if let findings, findings != findingCount {
      fault = PluginFault("says that it made \(findings) findings, and made \(findingCount)")
    }
    isDone = true
  }

  private func check(_ name: String, _ message: inout WireObject) -> Int? {
    if let check = checks.firstIndex(where: { $0.id == name }) { return check }
    if !name.isEmpty {
      let near = Suggestion.closest(to: name, in: checks.map(\.id).sorted())
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
  /// Whether a record states a list with an element of that number, which counts from 0.
  private func record(
    at place: RecordNumbering.Place, states element: Int, of fact: Fact
  ) -> Bool {
    let known = reader?.input == place.input ? reader?.reader : nil
    let reader = known ?? numbering.inputs[place.input].records.makeReader()
    self.reader = (place.input, reader)
    reader.move(to: place.index)
    switch fact.kind {
    case .texts: return element < reader.texts(fact).value?.count ?? 0
    case .fingerprints: return element < reader.fingerprints().value?.count ?? 0
    default: return false
    }
  }
}
