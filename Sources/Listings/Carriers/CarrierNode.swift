import Documents
import OperatingSystem
import SourceText

/// A value of a JSON or YAML document that is looked through for certificates.
protocol CarrierNode {
  /// The text, if it is one.
  var text: String? { get }
  /// The members in order, if it is an object or a mapping.
  var members: [(key: String, value: Self)] { get }
  /// The elements in order, if it is a list.
  var elements: [Self] { get }
  /// Where the value begins.
  var location: SourceLocation { get }
  /// Where a line of the text is, counted from 0.
  func location(ofLine line: Int) -> SourceLocation
}

extension CarrierNode {
  subscript(key: String) -> Self? { members.first { $0.key == key }?.value }
}

/// A JSON document, whose places are asked for in rising order.
final class CarrierJSON {
  let path: String
  let bytes: FileBytes
  private var anchor = JSONAnchor.start

  init(_ bytes: FileBytes, path: String) {
    self.bytes = bytes
    self.path = path
  }

  func location(ofOffset offset: Int) -> SourceLocation {
    if offset < anchor.offset { anchor = .start }
    let (line, column) = bytes.withBytes {
      JSONReading.position(of: offset, from: anchor, in: $0)
    }
    anchor = JSONAnchor(
      offset: offset, line: UInt32(clamping: line), column: UInt32(clamping: column))
    return SourceLocation(path: path, line: line, column: column)
  }
}

struct CarrierJSONNode: CarrierNode {
  let document: CarrierJSON
  let value: JSONValue

  var text: String? {
    value.kind == .string ? document.bytes.withBytes { JSONReading.text(of: value, in: $0) } : nil
  }

  var members: [(key: String, value: CarrierJSONNode)] {
    document.bytes.withBytes { JSONReading.members(of: value, in: $0) }
      .map { ($0.key, CarrierJSONNode(document: document, value: $0.value)) }
  }

  var elements: [CarrierJSONNode] {
    document.bytes.withBytes { JSONReading.elements(of: value, in: $0) }
      .map { CarrierJSONNode(document: document, value: $0) }
  }

  var location: SourceLocation { document.location(ofOffset: value.start) }

  func location(ofLine line: Int) -> SourceLocation { location }
}

/// The lines of a YAML document, to find the very line of a text that is written as a block.
final class CarrierYAML {
  let path: String
  private let bytes: [UInt8]
  private let lines: LineIndex

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    lines = LineIndex(bytes)
  }

  /// A line of a text that begins at a node: in a block of lines each is where it is written.
  func location(ofLine line: Int, of node: YAMLNode) -> SourceLocation {
    let start = SourceLocation(path: path, line: node.line, column: node.column)
    let opening = lines.line(node.line, in: bytes).unicodeScalars.dropFirst(node.column - 1).first
    guard opening == "|" else { return start }
    let number = node.line + 1 + line
    let indent = lines.line(number, in: bytes).unicodeScalars.prefix { $0 == " " }.count
    return SourceLocation(path: path, line: number, column: indent + 1)
  }
}

struct CarrierYAMLNode: CarrierNode {
  let document: CarrierYAML
  let node: YAMLNode

  var text: String? { node.scalar }

  var members: [(key: String, value: CarrierYAMLNode)] {
    (node.entries ?? []).compactMap { entry in
      entry.key.scalar.map { ($0, CarrierYAMLNode(document: document, node: entry.value)) }
    }
  }

  var elements: [CarrierYAMLNode] {
    (node.items ?? []).map { CarrierYAMLNode(document: document, node: $0) }
  }

  var location: SourceLocation {
    SourceLocation(path: document.path, line: node.line, column: node.column)
  }

  func location(ofLine line: Int) -> SourceLocation { document.location(ofLine: line, of: node) }
}
