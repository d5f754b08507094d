import Cryptography
import RuleEngine
import X509

/// Asks that a certificate leads to a root that is trusted.
package struct ChainTrust: RecordRule {
  private static let roots = Option.texts(
    "roots", syntax: "certificates in base64 or PEM",
    "The only roots that are trusted; by default those of the system, or of --ca-file.",
    check: { (text) throws(OptionError) in
      _ = try certificates(in: text)
      return text
    })

  private var store: LazyTrustStore?
  private let rootCount: Int

  package init(options: Options) throws(OptionError) {
    let roots = try options[Self.roots]
    rootCount = roots.count
    store = roots.isEmpty ? nil : try Self.store(of: roots)
  }

  /// A store of some certificates in base64 or PEM.
  package static func store(of roots: [String]) throws(OptionError) -> LazyTrustStore {
    var trusted: [SignedCertificate] = []
    for root in roots { trusted += try certificates(in: root) }
    do throws(OpenSSLError) {
      let store = try TrustStore()
      for root in trusted { try store.add(root) }
      return LazyTrustStore { () throws(OpenSSLError) in store }
    } catch {
      throw OptionError("\(error)")
    }
  }

  /// The same rule with the roots that the run trusts, unless the policy names its own.
  package func trusting(_ store: LazyTrustStore) -> ChainTrust {
    var rule = self
    rule.store = self.store ?? store
    return rule
  }

  private static func certificates(in text: String) throws(OptionError) -> [SignedCertificate] {
    let bytes = Array(text.utf8)
    var scanner = PEMScanner()
    var buffer = Base64Buffer()
    var certificates: [SignedCertificate] = []
    do {
      while let block = scanner.next(in: bytes.span) {
        try block.decode(bytes.span, into: &buffer)
        certificates.append(try SignedCertificate(der: buffer.bytes.span))
      }
      if certificates.isEmpty {
        try buffer.decode(bytes.span, in: bytes.indices)
        certificates.append(try SignedCertificate(der: buffer.bytes.span))
      }
    } catch {
      throw OptionError("this is no certificate in base64 or PEM: \(error)")
    }
    return certificates
  }

  package var needs: [Fact] { [.certificate, .chain] }

  package var requirement: String {
    switch rootCount {
    case 0: "a way to a trusted root"
    case 1: "a way to the policy's own root"
    default: "a way to one of the policy's \(rootCount) roots"
    }
  }

  package func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let certificate = try record.certificate
    let chain = try record.chain
    guard let store else {
      throw FactUnavailable(
        fact: .chain, reason: .outOfScope("certificates of runs that trust roots"))
    }
    switch ChainTrust.verdict(on: certificate, through: chain, to: store, at: now) {
    case .trusted: break
    case .untrusted(let reason, let der):
      findings.full(
        .isUntrusted(reason, at: try? Certificate(der)),
        evidence: .init(.certificate))
    case .cannotTell(let reason):
      throw FactUnavailable(fact: .chain, reason: .unreadable(reason))
    }
  }

  private static func verdict(
    on certificate: Certificate, through chain: [Certificate], to store: LazyTrustStore,
    at now: Instant
  ) -> TrustVerdict {
    do throws(OpenSSLError) {
      // What OpenSSL cannot read, no client can go through.
      let others = chain.prefix(ChainPath.longest).compactMap {
        try? SignedCertificate(der: $0.bytes.span)
      }
      return try store.get().verdict(
        on: SignedCertificate(der: certificate.bytes.span), through: others, at: now.seconds)
    } catch {
      return .cannotTell(reason: "\(error)")
    }
  }
}

extension ChainTrust {
  package static let documentation = RuleDocumentation(
    id: "chain-trust",
    summary: "A certificate leads to a trusted root.",
    rationale: """
      Clients trust a certificate because a chain of signatures leads from it to a root that they \
      have. The way is looked for as clients do, through the certificates that come with it, at \
      the time of the run: names, dates, uses, constraints and signatures must all be in order. \
      The roots are those of the system, of the file that --ca-file names, or of the policy \
      itself, which makes a private authority's part of the review; an intermediate among them \
      is trusted like a root. A certificate that comes \
      without a chain is not judged; revocation is not looked up.
      """,
    citation: """
      RFC 5280, section 6.1 (Basic Path Validation); NIST SP 800-52 Rev. 2, section 4.5.1 \
      (Certificate Path Validation)
      """,
    options: [roots.declaration],
    passing: [
      RuleExample(
        "the chain leads to the policy's root",
        options: "roots: \"\(ExampleCertificate.root)\"",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf, chain: [ExampleCertificate.intermediate])
        ]),
      RuleExample(
        "the root came along",
        options: "roots: \"\(ExampleCertificate.root)\"",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf,
            chain: [ExampleCertificate.root, ExampleCertificate.intermediate])
        ]),
    ],
    flagged: [
      RuleExample(
        "the intermediate is missing",
        options: "roots: \"\(ExampleCertificate.root)\"",
        records: [ExampleCertificate.record(ExampleCertificate.leaf, chain: [])],
        messages: [
          #"leads to no trusted root: unable to get local issuer certificate (of "api.example")"#
        ]),
      RuleExample(
        "the way leads to another root",
        options: "roots: \"\(ExampleCertificate.impostor)\"",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf,
            chain: [ExampleCertificate.intermediate, ExampleCertificate.root])
        ],
        messages: [
          #"leads to no trusted root: self-signed certificate in certificate chain (of "Example Root")"#
        ]),
    ])
}

extension String {
  fileprivate static func isUntrusted(_ reason: String, at end: Certificate?) -> String {
    let place = end.map { " (of \"\(ChainMember($0).label)\")" } ?? ""
    return "leads to no trusted root: \(reason)\(place)"
  }
}
