import Cryptography
import RuleEngine
import X509

/// The path from a certificate up to the last of its issuers that is here, drawn as a tree.
struct ChainTree {
  private let leaf: Certificate
  /// From the leaf's issuer upwards.
  private let path: [Certificate]
  /// Those of the chain that are not on the path.
  private let others: [Certificate]

  init(_ leaf: Certificate, _ above: [Certificate]) {
    self.leaf = leaf
    var rest = above.filter { $0.bytes != leaf.bytes }
    var path: [Certificate] = []
    while let index = Self.issuer(of: path.last ?? leaf, in: rest) {
      path.append(rest.remove(at: index))
    }
    self.path = path
    others = rest
  }

  /// The first whose subject is the certificate's issuer; one whose key is the one that is named,
  /// where there are several.
  private static func issuer(of certificate: Certificate, in candidates: [Certificate]) -> Int? {
    if certificate.isSelfIssued { return nil }
    let named = candidates.indices.filter { candidates[$0].subjectName == certificate.issuerName }
    let keyID = certificate.authorityKeyID
    return named.first { keyID != nil && candidates[$0].subjectKeyID == keyID } ?? named.first
  }

  /// The root first, and each certificate below its issuer.
  func lines(at now: Instant) -> [CardLine] {
    var lines: [CardLine] = []
    let top = path.last ?? leaf
    if !top.isSelfIssued {
      lines.append(
        CardLine(top.issuerText ?? "an issuer without a name").adding("(not here)", .dim))
    }
    let chain = [leaf] + path
    for (number, certificate) in chain.enumerated().reversed() {
      var line = CardLine(indent: max(0, lines.count - 1) * 3)
      if !lines.isEmpty { line.add("└─") }
      line.add(certificate.shortName, number == 0 ? .strong : .plain)
      if number > 0 { line = certificate.addingValidity(to: line, at: now) }
      if certificate.isSelfIssued, number > 0 { line.add("(root)", .dim) }
      if number + 1 < chain.count, !Self.mayVerify(certificate, by: chain[number + 1]) {
        line.add("signature does not verify", .bad)
      }
      lines.append(line)
    }
    return lines
      + others.map { CardLine("beside it: \($0.shortName)", .warning) }
  }

  /// Where it cannot be told, nothing is said.
  private static func mayVerify(_ certificate: Certificate, by issuer: Certificate) -> Bool {
    do throws(OpenSSLError) {
      let issuer = try SignedCertificate(der: issuer.bytes.span)
      return issuer.verifies(try SignedCertificate(der: certificate.bytes.span)) != .doesNotVerify
    } catch {
      return true
    }
  }
}

extension Certificate {
  fileprivate var isSelfIssued: Bool { read { $0.isSelfIssued(in: $1) } }

  /// The encodings of the names, which is how they are compared.
  fileprivate var subjectName: [UInt8]? { layout.subject.map { Array(bytes[$0.range]) } }
  fileprivate var issuerName: [UInt8]? { layout.issuer.map { Array(bytes[$0.range]) } }

  fileprivate var issuerText: String? { read { $0.issuer(in: $1)?.text(in: $1) } }

  /// The common name, else the whole of the subject.
  fileprivate var shortName: String {
    let name = read { layout, bytes in
      layout.subject(in: bytes).flatMap { $0.commonName(in: bytes) ?? $0.text(in: bytes) }
    }
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? "(no name)"
  }

  fileprivate var subjectKeyID: [UInt8]? {
    read { layout, bytes in layout.extensions?.subjectKeyIdentifier(in: bytes) }
      .map { Array(bytes[$0]) }
  }

  fileprivate var authorityKeyID: [UInt8]? {
    read { layout, bytes in
      layout.extensions?.authorityKeyIdentifier(in: bytes)?.keyIdentifier
    }.map { Array(bytes[$0]) }
  }

  fileprivate func addingValidity(to line: CardLine, at now: Instant) -> CardLine {
    guard let end = read({ $0.notAfter(in: $1) }) else { return line }
    let expiry = Timestamp(Instant(seconds: end.seconds)).description.prefix(10)
    return Instant(seconds: end.seconds) < now
      ? line.adding("expired \(expiry)", .bad) : line.adding("until \(expiry)", .dim)
  }
}
