import OperatingSystem
import Reporting
import RuleEngine

/// What a plugin reads when it judges: `begin`, the records as they are read, `end`.
final class RecordFeed {
  private var begin: [UInt8]?
  private let batchCount: Int
  private var isAtEnd = false
  /// By batch, those that were given.
  private var asked: [AskedChecks] = []
  /// The number of the record that was given last.
  private(set) var lastNumber = 0
  /// How many records were given.
  private(set) var count = 0

  /// - Parameter batchCount: how many batches of records there are.
  init(_ plugin: PluginDeclaration, _ checks: [Check], at now: Instant, batchCount: Int) {
    begin = Self.begin(plugin, checks, at: now)
    self.batchCount = batchCount
  }

  private static func begin(
    _ plugin: PluginDeclaration, _ checks: [Check], at now: Instant
  ) -> [UInt8] {
    var text = ByteBuffer()
    text.write("{\"type\":\"begin\"")
    text.writeMember("protocol", PluginProtocol.version)
    text.writeMember("now", now.description)
    text.writeMember("checks")
    text.writeArray(checks) { check, text in
      text.write("{")
      text.writeMember("check", check.id)
      text.writeMember("rule", String(check.documentation.id.dropFirst(plugin.name.utf8.count + 1)))
      text.writeMember("options")
      text.write((check.rule as? AnsweredRule)?.options ?? [:])
      text.write("}")
    }
    text.write("}\n")
    return text.array
  }

  /// The next lines; nil at the end.
  ///
  /// What begins and ends goes with the records beside it, so that all of a few records is written at
  /// once: whether a plugin that stops reading early is noticed is no matter of chance then.
  ///
  /// - Parameter nextBatch: gives the records.
  func next(_ nextBatch: () -> RecordBatch?) -> [UInt8]? {
    if isAtEnd { return nil }
    var text = begin ?? []
    begin = nil
    let batch = nextBatch()
    if let batch {
      count += batch.count
      lastNumber = batch.lastNumber ?? lastNumber
      asked.append(batch.asked)
      if text.isEmpty { text = batch.text } else { text += batch.text }
    }
    if batch == nil || asked.count == batchCount {
      isAtEnd = true
      text += "{\"type\":\"end\",\"records\":\(count)}\n".utf8
    }
    return text
  }

  /// Whether a record was given, and for a check, which is told by its place among all.
  func wasAsked(_ check: Int, about number: Int) -> Bool {
    let (batch, place) = (number - 1).quotientAndRemainder(dividingBy: RecordBatch.size)
    guard number > 0, batch < asked.count else { return false }
    return asked[batch].contains(record: place, check: check)
  }
}

extension ByteBuffer {
  /// Appends options by name; durations are in seconds.
  fileprivate mutating func write(_ options: [String: OptionValue]) {
    write("{")
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .text(let text): writeMember(name, text)
      case .texts(let texts):
        writeMember(name)
        writeArray(texts) { $1.writeJSON($0) }
      case .count(let count): writeMember(name, count)
      case .flag(let flag): writeMember(name, flag)
      case .duration(let duration): writeMember(name, Int(duration.seconds))
      }
    }
    write("}")
  }
}
