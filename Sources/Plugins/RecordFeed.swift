import OperatingSystem
import Reporting
import RuleEngine

/// What a plugin reads when it judges: `begin`, the records as they are read, `end`.
///
/// Records are numbered from 1 in the order of the inventory; those that no check awaits an answer
/// about are left out.
final class RecordFeed {
  // As much as a pipe holds.
  private static let chunkSize = 1 << 16

  private let checks: [(check: Check, id: [UInt8])]
  private let inputs: [Input]
  private let now: Instant
  private var begin: [UInt8]
  private var input = 0
  private var index = 0
  private var reader: (any RecordReader)?
  private var isAtEnd = false
  /// The number of the record that was given last.
  private(set) var lastNumber = 0
  /// How many records were given.
  private(set) var count = 0
  private var recordsBefore = 0

  init(_ plugin: PluginDeclaration, _ checks: [Check], _ inventory: Inventory, at now: Instant) {
    self.checks = checks.map { check in
      var id = ByteBuffer()
      id.writeJSON(check.id)
      return (check, id.array)
    }
    inputs = inventory.inputs
    self.now = now
    begin = Self.begin(plugin, checks, at: now)
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
  func next() -> [UInt8]? {
    if isAtEnd { return nil }
    var text = ByteBuffer(capacity: 2 * Self.chunkSize)
    text.append(contentsOf: begin)
    begin = []
    while text.count < Self.chunkSize {
      guard appendNextRecord(to: &text) else {
        text.write("{\"type\":\"end\"")
        text.writeMember("records", count)
        text.write("}\n")
        isAtEnd = true
        break
      }
    }
    return text.array
  }

  /// Goes on by one record, given or not; false at the end.
  private func appendNextRecord(to text: inout ByteBuffer) -> Bool {
    while input < inputs.count, index == inputs[input].records.count {
      recordsBefore += index
      input += 1
      index = 0
      reader = nil
    }
    guard input < inputs.count else { return false }
    let reader = self.reader ?? inputs[input].records.makeReader()
    self.reader = reader
    reader.move(to: index)
    index += 1
    if reader.isDeleted { return true }
    append(
      CertificateRecord(reader: reader, input: inputs[input], index: index - 1),
      number: recordsBefore + index, to: &text)
    return true
  }

  private func append(_ record: CertificateRecord, number: Int, to text: inout ByteBuffer) {
    let start = text.count
    text.write("{\"type\":\"record\"")
    text.writeMember("number", number)
    text.writeMember("checks")
    text.write("[")
    for (check, id) in checks where check.awaitsAnswer(about: record, at: now) {
      if text.last != UInt8(ascii: "[") { text.write(",") }
      text.append(contentsOf: id)
    }
    if text.last == UInt8(ascii: "[") {
      text.truncate(to: start)
      return
    }
    text.write("]")
    text.writeMember("facts")
    RecordText.append(record, to: &text)
    text.write("}\n")
    lastNumber = number
    count += 1
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
