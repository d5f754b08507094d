import Certificates
import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// Reads documents that are no listings but carry certificates: manifests and secrets of Kubernetes,
/// a kubeconfig, what proxies store, and any other JSON or YAML.
struct CarrierReader {
  /// The largest YAML document that is read, in bytes.
  static let sizeLimit = 64 << 20

  let place: String
  let pathInProject: String

  /// What a JSON document carries, which was proven well-formed; nil if it carries nothing.
  func read(json bytes: FileBytes) -> Input? {
    let document = CarrierJSON(bytes, path: place)
    guard let index = bytes.withBytes({ try? JSONIndex($0, requests: []) }) else { return nil }
    let roots = index.roots.elements.compactMap { anchor in
      bytes.withBytes { JSONReading.value(at: anchor, $0) }
    }
    return input("json", roots.map { CarrierJSONNode(document: document, value: $0) })
  }

  /// What a YAML document carries; nil if it carries nothing.
  func read(yaml bytes: FileBytes) throws(YAMLErrors) -> Input? {
    let bytes = bytes.bytes(in: 0..<bytes.count)
    let document = CarrierYAML(bytes, path: place)
    let roots = try YAMLDocument.roots(bytes, path: place)
    return input("yaml", roots.map { CarrierYAMLNode(document: document, node: $0) })
  }

  private func input<Node: CarrierNode>(_ format: String, _ roots: [Node]) -> Input? {
    var walk = CarrierWalk()
    for root in roots { walk.look(through: root) }
    guard !walk.records.isEmpty || !walk.notices.isEmpty else { return nil }
    // A page of a longer list of resources names where it goes on.
    let isCut = roots.contains { $0["metadata"]?["continue"]?.text?.isEmpty == false }
    return Input(
      place: place, pathInProject: pathInProject, format: format,
      records: StoredRecords(walk.records, place: place),
      completeness: isCut ? .incomplete(expected: nil, got: walk.records.count) : .complete,
      notices: Notice.merged(walk.notices))
  }

  /// Whether a text begins as YAML does: with a key or an element of a list, after comments.
  static func looksLikeYAML(_ bytes: FileBytes) -> Bool {
    guard bytes.count <= sizeLimit else { return false }
    return bytes.withBytes { bytes in
      var start = 0
      while start < min(bytes.count, 4096) {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        if let answer = isYAML(line: bytes.extracting(start..<end)) { return answer }
        start = end + 1
      }
      return false
    }
  }

  /// Whether a line can begin YAML; nil if that is for another line to say.
  private static func isYAML(line: Span<UInt8>) -> Bool? {
    func byte(_ index: Int) -> UInt8? { index < line.count ? line[index] : nil }
    switch byte(0) {
    case nil, UInt8(ascii: "#"), UInt8(ascii: "%"): return nil
    case UInt8(ascii: "-"):
      if byte(1) == 0x20 { return true }
      // The line that begins a document has three dashes, those of PEM have five.
      return byte(1) == 0x2D && byte(2) == 0x2D && byte(3) != 0x2D ? nil : false
    default: break
    }
    for index in line.indices {
      switch line[index] {
      case UInt8(ascii: ":") where index > 0:
        return index + 1 == line.count || line[index + 1] == 0x20
      case 0x20 where index == 0: return line.isBlank ? nil : false
      case 0x00...0x20: return false
      default: continue
      }
    }
    return false
  }
}

extension Span<UInt8> {
  fileprivate var isBlank: Bool { indices.allSatisfy { self[$0] == 0x20 || self[$0] == 0x09 } }
}
