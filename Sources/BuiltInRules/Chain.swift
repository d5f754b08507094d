import Cryptography
import RuleEngine

/// Asks that the certificates that come with one lead from it to its root.
struct Chain: RecordRule {
  private enum Root: String, Choice, CaseIterable {
    case allowed, forbidden, required
  }

  private static let root = Option<Root>.choice(
    "root", of: Root.allCases, default: .allowed,
    "Whether the root may, must not or must be part of the chain.")
  private static let needsIssuer = Option.flag(
    "issuer", default: true,
    "Whether the issuer of a certificate must come with it; a root needs none.")

  private let root: Root
  private let needsIssuer: Bool

  init(options: Options) throws(OptionError) {
    root = try options[Self.root]
    needsIssuer = try options[Self.needsIssuer]
  }

  var needs: [Fact] { [.certificate, .chain] }

  var requirement: String {
    switch root {
    case .allowed: "a chain of issuers, each of the one before it"
    case .forbidden: "a chain of issuers, each of the one before it, without the root"
    case .required: "a chain of issuers, each of the one before it, up to the root"
    }
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let leaf = ChainMember(try record.certificate)
    let certificates = try record.chain
    guard certificates.count <= ChainPath.longest else {
      return findings.full(
        .isTooLong(certificates.count), key: "length", evidence: .init(.chain))
    }
    let chain = certificates.map { ChainMember($0) }
    let path = ChainPath(from: leaf, through: chain, at: now.seconds)
    judgeCompleteness(of: path, leaf, chain, &findings)
    if !path.isInOrder {
      findings.full(.outOfOrder, key: "order", evidence: .init(.chain))
    }
    for index in path.repeats {
      findings.early(
        .isRepeated(chain[index]), key: "repeat \(index + 1)",
        evidence: .init(.chain, element: index))
    }
    var unverifiable: String?
    for (depth, link) in path.links.enumerated() {
      let authoritiesBelow = path.links[..<depth].filter { !chain[$0.issuer].isSelfIssued }.count
      let judged = JudgedLink(
        issued: link.issued.map { chain[$0] } ?? leaf, issuer: chain[link.issuer], link: link,
        authoritiesBelow: authoritiesBelow)
      judged.judgeIssuer(at: now, &findings)
      if let reason = judged.judgeSignature(&findings) { unverifiable = unverifiable ?? reason }
    }
    // What was found counts for more than what could not be looked at.
    if let unverifiable, findings.fullCount == 0 {
      throw FactUnavailable(fact: .chain, reason: .unreadable(unverifiable))
    }
  }

  private func judgeCompleteness(
    of path: ChainPath, _ leaf: ChainMember, _ chain: [ChainMember], _ findings: inout Findings
  ) {
    let top = path.links.last.map { chain[$0.issuer] } ?? leaf
    let place = Findings.EvidenceRequest(.chain, element: path.links.last?.issuer)
    if top.isRoot {
      if root == .forbidden, !path.links.isEmpty {
        findings.early(.rootIsThere(top), key: "root", evidence: place)
      }
    } else if let stray = path.strays.first(where: { index in
      chain[index].isAuthority && (path.links.isEmpty || chain[index].isRoot)
    }) {
      // The chain was meant to go on, and had it no gap, what stands beyond would be reached.
      findings.full(
        .isMissing(top, before: chain[stray]), key: "missing",
        evidence: [place, .init(.chain, element: stray)])
      return
    } else if path.links.isEmpty, needsIssuer {
      findings.full(.issuerIsMissing(leaf), key: "missing", evidence: .init(.chain))
    } else if root == .required {
      findings.full(.rootIsMissing(top), key: "root", evidence: place)
    }
    if !path.strays.isEmpty {
      findings.early(
        .areStrays(path.strays.map { chain[$0] }), key: "strays",
        evidence: path.strays.prefix(3).map { .init(.chain, element: $0) })
    }
  }
}

/// One link of a chain, as it is judged.
private struct JudgedLink {
  let issued: ChainMember
  let issuer: ChainMember
  let link: ChainPath.Link
  let authoritiesBelow: Int

  private var issuerPlace: Findings.EvidenceRequest { .init(.chain, element: link.issuer) }

  private var issuedPlace: Findings.EvidenceRequest {
    link.issued.map { .init(.chain, element: $0) } ?? .init(.certificate)
  }

  private func key(_ word: String) -> String { "\(word) \(link.issuer + 1)" }

  /// Whether the issuer is the one that is named, and may issue now.
  func judgeIssuer(at now: Instant, _ findings: inout Findings) {
    switch link.fit {
    case .full: break
    case .nameOnly:
      findings.full(
        .hasOtherKey(issued, issuer), key: key("issuer"), evidence: [issuedPlace, issuerPlace])
    case .keyOnly:
      findings.full(
        .hasOtherName(issued, issuer), key: key("issuer"), evidence: [issuedPlace, issuerPlace])
    }
    if !issuer.mayIssue {
      findings.full(.isNoAuthority(issuer), key: key("authority"), evidence: issuerPlace)
    }
    if let usage = issuer.keyUsage, !usage.contains(.keyCertSign) {
      findings.full(.mayNotSign(issuer), key: key("key usage"), evidence: issuerPlace)
    }
    if let limit = issuer.pathLength, authoritiesBelow > limit {
      findings.full(
        .isTooHigh(issuer, limit, authoritiesBelow), key: key("path length"),
        evidence: issuerPlace)
    }
    if let end = issuer.notAfter, Instant(seconds: end) < now {
      findings.full(
        .hasExpired(issuer, Instant(seconds: end)), key: key("expiry"), evidence: issuerPlace)
    }
    if let start = issuer.notBefore, now < Instant(seconds: start) {
      findings.full(
        .isNotYetValid(issuer, Instant(seconds: start)), key: key("start"),
        evidence: issuerPlace)
    }
  }

  /// Gives why the signature could not be looked at, if so.
  func judgeSignature(_ findings: inout Findings) -> String? {
    let verdict: SignatureVerdict
    do throws(OpenSSLError) {
      verdict = try SignedCertificate(der: issuer.certificate.bytes.span)
        .verifies(SignedCertificate(der: issued.certificate.bytes.span))
    } catch {
      verdict = .cannotTell(reason: "\(error)")
    }
    switch verdict {
    case .verified: return nil
    case .doesNotVerify:
      findings.full(
        .doesNotVerify(issued, issuer), key: key("signature"),
        evidence: [issuedPlace, issuerPlace])
      return nil
    case .cannotTell(let reason):
      return "the signature of \"\(issued.label)\" could not be looked at: \(reason)"
    }
  }
}

extension Chain {
  static let documentation = RuleDocumentation(
    id: "chain",
    summary: "The certificates that come with one lead from it to its root.",
    rationale: """
      A server must send every certificate between its own and a root that clients have, each \
      followed by its issuer. Browsers mend a gap by what they have seen elsewhere, so that it \
      shows only in programs, and on the first visit. An intermediate that expires ends the \
      certificates below it early. Each link is judged: that names and key identifiers agree, that \
      the issuer is an authority, with a key that may sign certificates, valid at the time of the \
      run and not too high above, and that its key made the signature. A root that is sent is of \
      no use to clients, who trust their own copy or none; it and what belongs to no link are \
      warnings at most. Nothing is said of whether the root is trusted. A lone certificate in a \
      file is not taken for an incomplete chain.
      """,
    citation: """
      RFC 5280, sections 6.1 (Basic Path Validation) and 4.2.1.9; RFC 8446, section 4.4.2 \
      (Certificate)
      """,
    options: [root.declaration, needsIssuer.declaration],
    passing: [
      RuleExample(
        "the intermediate comes along, the root does not",
        options: "root: forbidden",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf, chain: [ExampleCertificate.intermediate])
        ]),
      RuleExample(
        "the whole chain",
        options: "root: required",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf,
            chain: [ExampleCertificate.intermediate, ExampleCertificate.root])
        ]),
      RuleExample(
        "a root alone",
        records: [ExampleCertificate.record(ExampleCertificate.root, chain: [])]),
    ],
    flagged: [
      RuleExample(
        "the issuer is missing",
        records: [ExampleCertificate.record(ExampleCertificate.leaf, chain: [])],
        messages: [#"its issuer "Example CA 1" does not come with it"#]),
      RuleExample(
        "the issuer is missing between the ends",
        records: [
          ExampleCertificate.record(ExampleCertificate.leaf, chain: [ExampleCertificate.root])
        ],
        messages: [#""Example CA 1", which issued "api.example", is missing before "Example Root""#]
      ),
      RuleExample(
        "the root is sent, before the intermediate",
        options: "root: forbidden",
        records: [
          ExampleCertificate.record(
            ExampleCertificate.leaf,
            chain: [ExampleCertificate.root, ExampleCertificate.intermediate])
        ],
        messages: [
          #"the root "Example Root" comes along, and clients do not need it"#,
          "the certificates do not follow each other: each should come right before its issuer",
        ]),
      RuleExample(
        "another authority of the same name",
        records: [
          ExampleCertificate.record(ExampleCertificate.leaf, chain: [ExampleCertificate.impostor])
        ],
        messages: [
          #""api.example" is not of the key of "Example CA 1" that comes with it"#,
          #"the signature of "api.example" was not made by the key of "Example CA 1""#,
        ]),
    ])
}

extension String {
  fileprivate static let outOfOrder =
    "the certificates do not follow each other: each should come right before its issuer"

  fileprivate static func issuerIsMissing(_ leaf: ChainMember) -> String {
    "its issuer \"\(leaf.issuerLabel)\" does not come with it"
  }

  fileprivate static func isMissing(_ top: ChainMember, before next: ChainMember) -> String {
    "\"\(top.issuerLabel)\", which issued \"\(top.label)\", is missing before \"\(next.label)\""
  }

  fileprivate static func rootIsMissing(_ top: ChainMember) -> String {
    "the chain ends before its root, with \"\(top.label)\", whose issuer is \"\(top.issuerLabel)\""
  }

  fileprivate static func rootIsThere(_ root: ChainMember) -> String {
    "the root \"\(root.label)\" comes along, and clients do not need it"
  }

  fileprivate static func isTooLong(_ count: Int) -> String {
    "\(count) certificates come with it, and clients read \(ChainPath.longest) at most"
  }

  fileprivate static func areStrays(_ strays: [ChainMember]) -> String {
    let names = strays.prefix(3).map { "\"\($0.label)\"" }.joined(separator: ", ")
    let more = strays.count > 3 ? " and \(strays.count - 3) more" : ""
    return "\(names)\(more) \(strays.count == 1 ? "is no link" : "are no links") of the chain"
  }

  fileprivate static func isRepeated(_ member: ChainMember) -> String {
    "\"\(member.label)\" comes twice"
  }

  fileprivate static func hasOtherKey(_ issued: ChainMember, _ issuer: ChainMember) -> String {
    "\"\(issued.label)\" is not of the key of \"\(issuer.label)\" that comes with it"
  }

  fileprivate static func hasOtherName(_ issued: ChainMember, _ issuer: ChainMember) -> String {
    "\"\(issued.label)\" names \"\(issued.issuerLabel)\" as its issuer, "
      + "but has the key identifier of \"\(issuer.label)\""
  }

  fileprivate static func isNoAuthority(_ issuer: ChainMember) -> String {
    "\"\(issuer.label)\" issued a certificate, but is no CA certificate"
  }

  fileprivate static func mayNotSign(_ issuer: ChainMember) -> String {
    "the key of \"\(issuer.label)\" may not sign certificates (keyCertSign)"
  }

  fileprivate static func isTooHigh(
    _ issuer: ChainMember, _ limit: Int, _ count: Int
  ) -> String {
    "\"\(issuer.label)\" allows \(limit) CA certificates below it, and there are \(count)"
  }

  fileprivate static func hasExpired(_ issuer: ChainMember, _ end: Instant) -> String {
    "the issuer \"\(issuer.label)\" expired \(end)"
  }

  fileprivate static func isNotYetValid(_ issuer: ChainMember, _ start: Instant) -> String {
    "the issuer \"\(issuer.label)\" is not valid before \(start)"
  }

  fileprivate static func doesNotVerify(_ issued: ChainMember, _ issuer: ChainMember) -> String {
    "the signature of \"\(issued.label)\" was not made by the key of \"\(issuer.label)\""
  }
}
