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
    let start = bytes.text(in: 0..<4096)
    for line in start.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("#") || line.hasPrefix("---") && !line.hasPrefix("-----") { continue }
      if line.hasPrefix("%") || line.allSatisfy(\.isWhitespace) { continue }
      if line.hasPrefix("- ") { return true }
      let key = line.prefix { $0 != ":" }
      guard key.count < line.count, !key.isEmpty, !key.contains(" ") else { return false }
      let rest = line.dropFirst(key.count + 1)
      return rest.isEmpty || rest.hasPrefix(" ")
    }
    return false
  }
}
