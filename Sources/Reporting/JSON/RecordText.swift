import OperatingSystem
import RuleEngine

/// A record as JSON on one line, in the schema that the format `certgate` reads again.
///
/// Every fact the record's format speaks of is a member by its own name: null where it is missing,
/// the text as found where it is unreadable. `input` is the place of the record's input.
package enum RecordText {
  /// - Parameter withListing: say also how complete the record's listing is, for a record that
  ///   stands alone.
  package static func append(
    _ record: CertificateRecord, withListing: Bool = false, to text: inout ByteBuffer
  ) {
    text.write("{")
    text.writeMember("kind", record.reader.text(.kind).value ?? "certificate")
    text.writeMember("input", record.input.place)
    if withListing {
      text.writeMember("listing")
      text.write("{")
      text.writeMember("completeness")
      text.write(record.input.completeness)
      text.write("}")
    }
    let reader = record.reader
    let spoken = reader.spokenFacts
    for fact in spoken.intersection(ownMembers) { append(fact, of: reader, to: &text) }
    appendEndpoint(spoken.intersection(membersOfEndpoint), of: reader, to: &text)
    if !spoken.intersection(membersOfCertificate).isEmpty {
      appendCertificate(spoken.intersection(membersOfCertificate), of: reader, to: &text)
    }
    if spoken.contains(.chain), let chain = reader.chain().value {
      text.writeMember("chain")
      text.writeArray(chain) { $1.writeBase64($0.bytes) }
    }
    text.write("}")
  }

  private static let ownMembers: FactSet = .init(
    Fact.allCases.filter { $0.member == nil && ![.kind, .certificate, .chain].contains($0) })
  private static let membersOfEndpoint: FactSet = .init(Fact.allCases.filter(\.isOfEndpoint))
  private static let membersOfCertificate: FactSet = .init(
    Fact.allCases.filter { $0.isOfCertificate || $0 == .certificate })
  /// By `Fact.ordinal`, the member's name and the colon.
  private static let names = Fact.allCases.map { Array("\"\($0.memberName)\":".utf8) }

  /// What only a connection can tell, as an object of its own; nothing where there was none.
  private static func appendEndpoint(
    _ facts: FactSet, of reader: any FactReader, to text: inout ByteBuffer
  ) {
    if facts.isEmpty { return }
    let start = text.count
    text.writeMember("endpoint")
    text.write("{")
    let end = text.count
    for fact in facts { append(fact, of: reader, to: &text) }
    if text.count > end { text.write("}") } else { text.truncate(to: start) }
  }

  /// What only the certificate itself can say, as an object of its own, with the certificate where
  /// it was read; nothing where there is none.
  private static func appendCertificate(
    _ facts: FactSet, of reader: any FactReader, to text: inout ByteBuffer
  ) {
    let start = text.count
    text.writeMember("certificate")
    text.write("{")
    let end = text.count
    for fact in facts { append(fact, of: reader, to: &text) }
    switch reader.certificate() {
    case .stated(let certificate):
      text.writeMember("der")
      text.writeBase64(certificate.bytes)
    // What is read again must be unreadable again, and what it was may be anything.
    case .unreadable:
      text.truncate(to: end)
      text.writeMember("der", "(unreadable)")
    case .missing, .unspoken: break
    }
    if text.count > end { text.write("}") } else { text.truncate(to: start) }
  }

  private static func append(_ fact: Fact, of reader: any FactReader, to text: inout ByteBuffer) {
    switch fact.kind {
    case .text: appendText(fact, of: reader, to: &text)
    case .texts: appendTexts(fact, of: reader, to: &text)
    case .time:
      append(reader.time(fact), fact, of: reader, to: &text) { time, text in
        text.write("\"")
        text.append(upTo: Timestamp.longestDescription) { time.append(to: &$0) }
        text.write("\"")
      }
    case .count: append(reader.count(fact), fact, of: reader, to: &text) { $1.write($0) }
    case .flag:
      append(reader.flag(fact), fact, of: reader, to: &text) { $1.write($0 ? "true" : "false") }
    case .fingerprints:
      append(reader.fingerprints(), fact, of: reader, to: &text) { fingerprints, text in
        text.writeArray(fingerprints) { $1.writeJSON("\($0.algorithm):\($0.hexadecimal)") }
      }
    case .status:
      append(reader.status(), fact, of: reader, to: &text) { status, text in
        text.write("{")
        text.writeMember("text", status.text)
        text.writeMember("class", status.class.rawValue)
        text.write("}")
      }
    // The certificates themselves are bytes, not facts to be read.
    case .certificate, .certificates: break
    }
  }

  /// Appends a fact that is a text, as it lies where it can be.
  private static func appendText(
    _ fact: Fact, of reader: any FactReader, to text: inout ByteBuffer
  ) {
    let start = text.count
    appendName(of: fact, to: &text)
    let reading = reader.withText(fact) { text.writeJSON($0) }
    if case .stated = reading { return }
    text.truncate(to: start)
    append(reading, fact, of: reader, to: &text) { _, _ in }
  }

  /// Appends a fact that is a list of texts, as they lie where they can be.
  private static func appendTexts(
    _ fact: Fact, of reader: any FactReader, to text: inout ByteBuffer
  ) {
    let start = text.count
    appendName(of: fact, to: &text)
    text.write("[")
    let end = text.count
    let reading = reader.withTexts(fact) { element in
      if text.count > end { text.write(",") }
      text.writeJSON(element)
    }
    if case .stated = reading { return text.write("]") }
    text.truncate(to: start)
    append(reading, fact, of: reader, to: &text) { _, _ in }
  }

  private static func appendName(of fact: Fact, to text: inout ByteBuffer) {
    if text.last != UInt8(ascii: "{") { text.append(UInt8(ascii: ",")) }
    text.append(contentsOf: names[fact.ordinal])
  }

  private static func append<Value>(
    _ reading: Reading<Value>, _ fact: Fact, of reader: any FactReader, to text: inout ByteBuffer,
    write: (Value, inout ByteBuffer) -> Void
  ) {
    if case .unspoken = reading { return }
    appendName(of: fact, to: &text)
    switch reading {
    case .stated(let value): write(value, &text)
    case .unreadable:
      // A field has a text of its own to repeat; DER has none.
      let place = reader.place(of: fact)
      if place.field.isEmpty { text.write("null") } else { text.writeJSON(place.found) }
    case .missing, .unspoken: text.write("null")
    }
  }
}
