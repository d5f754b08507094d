import OperatingSystem
import RuleEngine

extension Inspection {
  /// The inspection for people: each input, its first records, and which facts were read.
  package func text(_ options: TextOptions) -> ByteBuffer {
    var text = ByteBuffer()
    if options.isSimulated { text.write("evaluated at \(options.now)  SIMULATED\n") }
    for overview in overviews {
      if !text.isEmpty { text.write("\n") }
      overview.append(options, to: &text)
    }
    return text
  }

  /// How an inspection is printed for people.
  package struct TextOptions: Sendable {
    /// How many records of an input are shown.
    package var limit = 20
    /// What is left of a validity is counted from here.
    package let now: Instant
    package var isSimulated = false
    /// In columns.
    package var width = 80
    package var colour = false

    package init(now: Instant) {
      self.now = now
    }

    fileprivate var style: CardStyle { CardStyle(width: width, colour: colour) }
  }
}

extension Inspection.Overview {
  fileprivate func append(_ options: Inspection.TextOptions, to text: inout ByteBuffer) {
    options.style.appendTerminal(input.place, .strong, to: &text)
    text.write("\n")
    if let failure = input.failure {
      text.write("  could not be read: ")
      text.writeTerminal(failure.message)
      text.write("\n")
      if let location = failure.location, location.line > 1 || location.column > 1 {
        text.write("  at ")
        text.writeTerminal(location.description)
        text.write("\n")
      }
      for note in failure.notes {
        text.write("  ")
        text.writeTerminal(note)
        text.write("\n")
      }
      return
    }
    let kinds = input.records.others.phrase(amongRecords: certificates)
    text.write("  \(input.format ?? "no format"), \(kinds)")
    if input.records.isListing {
      text.write(", listing ")
      text.writeTerminal(input.completeness.description)
    }
    if deleted > 0 { text.write(", \(deleted.grouped) deleted left out") }
    text.write("\n")
    for defect in input.allDefects {
      text.write("  could not be read: ")
      text.writeTerminal(defect.message)
      if let location = defect.location {
        text.write(" (")
        text.writeTerminal(location.description)
        text.write(")")
      }
      text.write("\n")
    }
    let showsFacts = appendRecords(options, to: &text)
    if showsFacts { appendFacts(to: &text) }
    for notice in notices {
      text.write("  notice: ")
      text.writeTerminal(notice.kind)
      text.write(" (\(notice.count.times), first at ")
      text.writeTerminal(notice.first.description)
      text.write(")\n")
    }
  }

  /// Shows the first records; true if there is one of which only the source's words are known.
  private func appendRecords(_ options: Inspection.TextOptions, to text: inout ByteBuffer) -> Bool {
    let reader = input.records.makeReader()
    var shown = 0
    var hasListed = certificates == 0
    for index in 0..<input.records.count where shown < options.limit {
      reader.move(to: index)
      if reader.isDeleted { continue }
      shown += 1
      if let card = CertificateCard(reader, at: options.now) {
        card.append(in: options.style, to: &text)
        continue
      }
      hasListed = true
      text.write("\n  ")
      text.writeTerminal(reader.text(.name).value ?? reader.text(.id).value ?? "(no name)")
      text.write("  ")
      text.writeTerminal(reader.location.description)
      text.write("\n")
      for count in facts where count.fact != .name {
        guard let value = InspectedValue(count.fact, in: reader) else { continue }
        text.write("    ")
        text.write(count.fact.name, paddedTo: max(18, nameWidth))
        text.writeTerminal(value.text)
        text.write("\n")
      }
    }
    if certificates > shown {
      text.write(
        "\n  … and \((certificates - shown).grouped) more (--max-records N shows more, -f json all)\n"
      )
    }
    return hasListed || shown == 0
  }

  /// The columns of the longest name of a fact, and two more.
  private var nameWidth: Int { (facts.map { $0.fact.name.utf8.count }.max() ?? 0) + 2 }

  private func appendFacts(to text: inout ByteBuffer) {
    guard !facts.isEmpty else { return }
    let width = (facts.map { $0.field.unicodeScalars.count }.max() ?? 0) + 2
    text.write("\n  ")
    text.write("fact", paddedTo: max(20, nameWidth))
    text.write("read from", paddedTo: max(width, 11))
    text.write("stated  missing  unreadable\n")
    for count in facts {
      text.write("  ")
      text.write(count.fact.name, paddedTo: max(20, nameWidth))
      text.write(count.field, paddedTo: max(width, 11))
      text.writeRight(count.stated.grouped, 6)
      text.writeRight(count.missing.grouped, 9)
      text.writeRight(count.unreadable.grouped, 12)
      if count.stated + count.unreadable == 0 { text.write("  never matched") }
      text.write("\n")
    }
  }
}

extension ByteBuffer {
  fileprivate mutating func writeRight(_ text: String, _ width: Int) {
    write(String(repeating: " ", count: Swift.max(0, width - text.utf8.count)))
    write(text)
  }
}

/// A fact as a person wants to see it.
struct InspectedValue {
  let text: String
  private(set) var isStated = false

  /// Nil if the record does not speak of the fact.
  init?(_ fact: Fact, in reader: any FactReader) {
    let reading: Reading<String> =
      switch fact.kind {
      case .text: reader.text(fact)
      case .texts:
        reader.texts(fact).map { $0.isEmpty ? "(none)" : $0.joined(separator: ", ") }
      case .time: reader.time(fact).map(\.description)
      case .count: reader.count(fact).map { String($0) }
      case .flag: reader.flag(fact).map { $0 ? "yes" : "no" }
      case .status:
        reader.status().map {
          $0.text == $0.class.rawValue ? $0.text : "\($0.text) (\($0.class.rawValue))"
        }
      case .fingerprints:
        reader.fingerprints().map { all in
          all.map { "\($0.algorithm) \($0.hexadecimal)" }.joined(separator: ", ")
        }
      case .certificate: reader.certificate().map { "\($0.bytes.count.grouped) bytes of DER" }
      case .certificates: reader.chain().map(\.count.certificates)
      }
    switch reading {
    case .stated(let value):
      text = value
      isStated = true
    case .missing: text = "missing"
    case .unreadable(let reason): text = "unreadable: \(reason)"
    case .unspoken: return nil
    }
  }
}
