import Listings
import OperatingSystem
import RuleEngine
import SourceText
import Testing

/// A document read by the shipped formats, or by formats of its own.
struct ListingSample {
  private static let shipped = Result { try ListingFormats() }
  private let outcome: ListingReader.Outcome

  init(_ text: String, as format: String? = nil, formats: String? = nil) throws {
    try self.init(Array(text.utf8), as: format, formats: formats)
  }

  init(_ bytes: [UInt8], as format: String? = nil, formats: String? = nil) throws {
    let known =
      try formats.map { try ListingFormats(files: [("formats.yaml", Array($0.utf8))]) }
      ?? Self.shipped.get()
    outcome = ListingReader(formats: known).read(
      FileBytes(bytes), place: "in.json", pathInProject: "in.json", as: format)
  }

  /// One record of the certgate format.
  static func record(_ members: String) throws -> ListingSample {
    try ListingSample("{\(members)}\n{}", as: "certgate")
  }

  /// What is said of a document that cannot be read, as it is printed.
  var fault: String? {
    switch outcome {
    case .listing: nil
    case .unrecognised(let diagnostic): diagnostic.rendered()
    case .failed(let diagnostic, _): diagnostic.rendered()
    }
  }

  var input: Input {
    get throws {
      switch outcome {
      case .listing(let input): return input
      case .unrecognised(let diagnostic), .failed(let diagnostic, _): throw diagnostic
      }
    }
  }

  func reader(at index: Int = 0) throws -> any RecordReader {
    let reader = try input.records.makeReader()
    reader.move(to: index)
    return reader
  }

  /// A fact of every record that is not deleted, in words.
  func facts(_ fact: Fact) throws -> [String] {
    let input = try input
    let reader = input.records.makeReader()
    return (0..<input.records.count).compactMap { index in
      reader.move(to: index)
      return reader.isDeleted ? nil : reader.words(fact)
    }
  }

  /// What was odd about a fact in any record.
  func notices(_ facts: Fact...) throws -> [String] {
    let input = try input
    let reader = input.records.makeReader()
    for index in 0..<input.records.count {
      reader.move(to: index)
      // Asked twice, noted once.
      for fact in facts + facts { _ = reader.words(fact) }
    }
    return Notice.merged(reader.takeNotices()).map { "\($0.first): \($0.kind) (\($0.count))" }
  }
}

extension FactReader {
  /// A fact in words, as its texts are lent where it is made of texts.
  func lentWords(_ fact: Fact) -> String {
    var texts: [String] = []
    let keep = { (text: Span<UInt8>) in
      texts.append(String(decoding: text.indices.map { text[$0] }, as: UTF8.self))
    }
    switch fact.kind {
    case .text: return words(withText(fact, keep)) { texts.joined(separator: " and ") }
    case .texts: return words(withTexts(fact, keep)) { "[\(texts.joined(separator: ", "))]" }
    default: return words(fact)
    }
  }

  /// A fact in words, read as its kind is.
  func words(_ fact: Fact) -> String {
    switch fact.kind {
    case .text: words(text(fact)) { $0 }
    case .texts: words(texts(fact)) { "[\($0.joined(separator: ", "))]" }
    case .time: words(time(fact)) { "\($0)" + ($0.zoneAssumed ? "?" : "") }
    case .count: words(count(fact)) { String($0) }
    case .flag: words(flag(fact)) { String($0) }
    case .status: words(status()) { "\($0.text) (\($0.class.rawValue))" }
    case .fingerprints:
      words(fingerprints()) { all in
        all.map { "\($0.algorithm.rawValue):\($0.hexadecimal)" }.joined(separator: ", ")
      }
    case .certificate: words(certificate()) { "\($0.bytes.count) bytes" }
    case .certificates: words(chain()) { "\($0.count) certificates" }
    }
  }

  private func words<Value>(_ reading: Reading<Value>, _ say: (Value) -> String) -> String {
    switch reading {
    case .stated(let value): say(value)
    case .missing: "missing"
    case .unreadable(let reason): "unreadable: \(reason)"
    case .unspoken: "unspoken"
    }
  }
}

extension FactPlace {
  /// `line:column pointer field | excerpt | found`, with the value in the excerpt in brackets.
  var words: String {
    var shown = "-"
    if let excerpt {
      let scalars = Array(excerpt.unicodeScalars)
      func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(part))
      }
      shown =
        text(scalars[..<value.lowerBound]) + "«" + text(scalars[value]) + "»"
        + text(scalars[value.upperBound...])
    }
    let field = field.isEmpty ? "-" : field
    return "\(location.line):\(location.column) \(pointer) \(field) | \(shown) | \(found)"
  }
}

extension FactReader {
  /// What is lent of a fact's place.
  func lentPlace(of fact: Fact) -> [String] {
    FactPlace.parts { lendPlace(of: fact, element: nil, to: $0) }
  }
}

extension FactPlace {
  var parts: [String] { FactPlace.parts(of: lend) }

  fileprivate static func parts(of lend: (Visitor) -> Void) -> [String] {
    var parts: [String] = []
    lend { position, pointer, key, value, found in
      parts.append("\(position.location) \(position.isShown)")
      parts += [String(copying: pointer), String(copying: key)]
      parts += [String(copying: value), String(copying: found)]
    }
    return parts
  }
}
