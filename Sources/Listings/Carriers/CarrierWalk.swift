import Certificates
import Documents
import RuleEngine
import SourceText

/// A walk over a document of any kind, which takes out the certificates, requests and private keys
/// that stand in its texts, and names them by what is around.
struct CarrierWalk {
  private(set) var records: [StoredRecord] = []
  private(set) var notices: [Notice] = []

  /// What the objects around a text say of it.
  private struct Surroundings {
    /// The nearest name above.
    var name: String?
    /// Whether the key of a text is left out of its name: the name says it all.
    var isWhole = false
    var owner: String?
    /// Every text in a Secret's data is base64.
    var isSecretData = false
    var pointer = ""
  }

  mutating func look<Node: CarrierNode>(through root: Node) {
    look(through: root, key: "", Surroundings())
  }

  private mutating func look<Node: CarrierNode>(
    through node: Node, key: String, _ surroundings: Surroundings
  ) {
    if let text = node.text {
      return take(text, of: node, key: key, surroundings)
    }
    var around = surroundings
    for (index, element) in node.elements.enumerated() {
      around.pointer = "\(surroundings.pointer)/\(index)"
      look(through: element, key: key, around)
    }
    let members = node.members
    guard !members.isEmpty else { return }
    name(&around, by: members)
    let isSecret = members.contains { $0.key == "kind" && $0.value.text == "Secret" }
    for (key, value) in members {
      around.pointer = "\(surroundings.pointer)/\(JSONReading.pointerToken(key))"
      around.isSecretData = surroundings.isSecretData || isSecret && key == "data"
      look(through: value, key: key, around)
    }
  }

  /// Names that objects go by: a Kubernetes resource, an entry of a kubeconfig, a domain of Traefik's.
  private func name<Node: CarrierNode>(
    _ surroundings: inout Surroundings, by members: [(key: String, value: Node)]
  ) {
    func member(_ key: String) -> Node? { members.first { $0.key == key }?.value }
    if let metadata = member("metadata"), let name = metadata["name"]?.text {
      surroundings.name = name
      surroundings.owner = metadata["namespace"]?.text
      surroundings.isWhole = false
    } else if let domain = member("domain")?["main"]?.text {
      surroundings.name = domain
      surroundings.isWhole = true
    } else if let name = member("name")?.text, !name.isEmpty {
      surroundings.name = name
      surroundings.isWhole = false
    }
  }

  // MARK: Texts

  private mutating func take<Node: CarrierNode>(
    _ text: String, of node: Node, key: String, _ surroundings: Surroundings
  ) {
    let name = surroundings.name.map { surroundings.isWhole || key.isEmpty ? $0 : "\($0)/\(key)" }
    let around = CertificateSurroundings(
      name: name, owner: surroundings.owner, pointer: surroundings.pointer)
    let purpose = CarriedText.Purpose(key: key, isSecretData: surroundings.isSecretData)
    let found = CarriedText.parts(of: text, for: purpose)
    var isFirst = true
    for part in found {
      let location = node.location(ofLine: part.line)
      switch part.content {
      case .record(let content):
        // Whatever follows the first in a text goes by the name it has in itself.
        var named = around
        if !isFirst { named.name = nil }
        // A name that says it all is the certificate's, not that of the key beside it.
        if case .key = content, surroundings.isWhole { named.name = nil }
        isFirst = false
        records.append(StoredRecord(content, at: location, named, chain: part.chain))
      case .passedOver(let kind):
        notices.append(Notice(kind: kind, first: location))
      }
    }
  }
}
