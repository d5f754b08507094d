/// What a reader says of a certificate, a request or a revocation list, in a form in which two readers can be compared.
struct CertificateFacts {
  /// By the name of a fact; an extension whose value a reader cannot read has none.
  private(set) var lines: [String: [String]] = [:]

  mutating func add(_ fact: String, _ values: Any?...) {
    lines[fact, default: []].append(values.map { $0.map { "\($0)" } ?? "-" }.joined(separator: " "))
  }

  /// A text, unless readers may see other characters in it than we do.
  static func ascii(_ text: String) -> String? {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : nil
  }

  /// What another reader, which reads no less, says otherwise.
  func disagreements(with other: CertificateFacts) -> [String] {
    lines.keys.sorted().filter { lines[$0] != other.lines[$0] }
      .map { "\($0): \(lines[$0] ?? []), not \(other.lines[$0] ?? [])" }
  }
}
