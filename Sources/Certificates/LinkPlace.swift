import RuleEngine
import SourceText
import X509

extension FactPlace {
  /// A certificate of a chain, known by the name of its subject.
  package init(ofLink link: Certificate, at location: SourceLocation, pointer: String = "") {
    let subject = link.read { layout, bytes in layout.subject(in: bytes)?.text(in: bytes) } ?? ""
    let name = subject.isEmpty ? "a certificate without a name" : subject
    self.init(location: location, pointer: pointer, excerpt: ("chain: ", name), found: name)
  }

  /// A chain as a whole.
  package init(ofChain links: [Certificate], at location: SourceLocation, pointer: String = "") {
    let count = links.count == 1 ? "1 certificate" : "\(links.count) certificates"
    self.init(location: location, pointer: pointer, excerpt: ("chain: ", count), found: count)
  }
}
