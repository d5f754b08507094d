import RuleEngine
import X509

/// Asks that the issuer's signature is by an algorithm that cannot be forged.
struct SignatureAlgorithm: RecordRule {
  private static let forbid = Option.texts(
    "forbid", default: ["md2", "md4", "md5", "sha1"], syntax: "digests or signature algorithms",
    "Digests and algorithms that must not be used."
  ) { (text) throws(OptionError) in try readAlgorithm(text) }
  private static let allow = Option.texts(
    "allow", syntax: "digests or signature algorithms",
    "Digests and algorithms of which one must be used; any that is not forbidden, unless it is given."
  ) { (text) throws(OptionError) in try readAlgorithm(text) }
  private static let selfSigned = Option.flag(
    "self-signed", default: false,
    "Whether the signatures of self-signed certificates are judged, on which nobody relies.")

  private static func readAlgorithm(_ text: String) throws(OptionError) -> String {
    if HashAlgorithm(rawValue: text) != nil || OID.named(text) != nil { return text }
    throw OptionError(
      "'\(text)' is neither a digest, such as sha256, nor an algorithm, such as ecdsa-with-SHA256",
      suggestion: SignatureDescription(text).hash?.rawValue)
  }

  private let forbidden: [String]
  private let allowed: [String]
  private let judgesSelfSigned: Bool

  init(options: Options) throws(OptionError) {
    forbidden = try options[Self.forbid]
    allowed = try options[Self.allow]
    judgesSelfSigned = try options[Self.selfSigned]
    if let element = allowed.firstIndex(where: { forbidden.contains($0) }) {
      throw OptionError(
        "'\(allowed[element])' is forbidden as well: change forbid too",
        option: Self.allow.name, element: element)
    }
  }

  var needs: [Fact] { [.signatureAlgorithm] }

  var requirement: String {
    let not = "a signature by none of \(forbidden.joined(separator: ", "))"
    return allowed.isEmpty ? not : "\(not), and by one of \(allowed.joined(separator: ", "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let name = try record.text(.signatureAlgorithm)
    let hash = try digest(of: name, in: record)
    let entry = forbidden.first { $0 == name || $0 == hash }
    let isAllowed = allowed.isEmpty || allowed.contains { $0 == name || $0 == hash }
    guard entry != nil || !isAllowed else { return }
    // Whether a certificate signs itself takes arithmetic to tell, so it is asked last.
    if !judgesSelfSigned, record.reader.flag(.selfSigned).value == true {
      throw FactUnavailable(
        fact: .selfSigned, reason: .outOfScope("certificates that others signed"))
    }
    findings.full(
      entry.map { .isForbidden(name, by: $0) } ?? .isNotAllowed(name, hash, allowed),
      evidence: .init(.signatureAlgorithm))
  }

  /// Nil where the scheme hashes within itself.
  private func digest(
    of name: String, in record: CertificateRecord
  ) throws(FactUnavailable) -> String? {
    let stated = record.reader.text(.signatureHash)
    if let hash = stated.value { return hash }
    let description = SignatureDescription(name)
    if let hash = description.hash { return hash.rawValue }
    return description.hashesItself || forbidden.contains(name) || allowed.contains(name)
      ? nil : try stated.required(.signatureHash)
  }
}

extension SignatureAlgorithm {
  static let documentation = RuleDocumentation(
    id: "signature-algorithm",
    summary: "The issuer's signature is by an algorithm that cannot be forged.",
    rationale: """
      A signature is as good as its digest: with MD5 a certificate of an authority has been forged, \
      and chosen-prefix collisions of SHA-1 can be bought. Clients refuse both. The digest \
      of RSA-PSS is the one its parameters name, and SHA-1 where they name none. Ed25519, Ed448, \
      ML-DSA and SLH-DSA bring their own. On the signature of a self-signed certificate nobody \
      relies, for trust in it comes from where it was found.
      """,
    citation: """
      CA/Browser Forum TLS Baseline Requirements, section 7.1.3.2 (Signature \
      AlgorithmIdentifier); NIST SP 800-131A Rev. 2, section 3 (Digital Signatures); RFC 4055, \
      section 3.1
      """,
    options: [forbid.declaration, allow.declaration, selfSigned.declaration],
    passing: [
      RuleExample(
        "signatures over SHA-256 and SHA-384",
        records: [
          record("sha256WithRSAEncryption", hash: "sha256"),
          record("ecdsa-with-SHA384", hash: "sha384"),
        ]),
      RuleExample(
        "schemes that bring their own digest", records: [record("Ed25519"), record("ML-DSA-65")]),
      RuleExample("the source's own words", records: [record("SHA256WITHRSA")]),
      RuleExample(
        "the policy takes what is left of SHA-1",
        options: "forbid: [md2, md4, md5]",
        records: [record("sha1WithRSAEncryption", hash: "sha1")]),
      RuleExample(
        "one of those that are allowed",
        options: "allow: [ecdsa-with-SHA256, sha384]",
        records: [record("ecdsa-with-SHA256"), record("ecdsa-with-SHA384")]),
    ],
    flagged: [
      RuleExample(
        "SHA-1, by name, by parameter and in the source's own words",
        records: [
          record("sha1WithRSAEncryption", hash: "sha1"), record("rsassaPss", hash: "sha1"),
          record("SHA-1 with RSA"),
        ],
        messages: [
          "is signed with sha1WithRSAEncryption, and sha1 is forbidden",
          "is signed with rsassaPss, and sha1 is forbidden",
          "is signed with SHA-1 with RSA, and sha1 is forbidden",
        ]),
      RuleExample(
        "MD5 in a certificate that signs itself, where that counts",
        options: "self-signed: true",
        records: [
          """
          {"name":"root","signatureAlgorithm":"md5WithRSAEncryption",\
          "certificate":{"selfSigned":true}}
          """
        ],
        messages: ["is signed with md5WithRSAEncryption, and md5 is forbidden"]),
      RuleExample(
        "an algorithm that is forbidden by its name",
        options: "forbid: [dsa-with-SHA256, sha1]",
        records: [record("dsa-with-SHA256", hash: "sha256")],
        messages: ["is signed with dsa-with-SHA256, which is forbidden"]),
      RuleExample(
        "none of those that are allowed",
        options: "allow: [sha384, sha512]",
        records: [
          record("ecdsa-with-SHA256", hash: "sha256"), record("rsassaPss", hash: "sha256"),
        ],
        messages: [
          "is signed with ecdsa-with-SHA256, which is none of sha384, sha512",
          "is signed with rsassaPss over sha256, which is none of sha384, sha512",
        ]),
    ])

  private static func record(_ algorithm: String, hash: String? = nil) -> String {
    let certificate = hash.map { #","certificate":{"signatureHash":"\#($0)"}"# } ?? ""
    return #"{"name":"api","signatureAlgorithm":"\#(algorithm)"\#(certificate)}"#
  }
}

extension String {
  fileprivate static func isForbidden(_ name: String, by entry: String) -> String {
    entry == name
      ? "is signed with \(name), which is forbidden"
      : "is signed with \(name), and \(entry) is forbidden"
  }

  fileprivate static func isNotAllowed(
    _ name: String, _ hash: String?, _ allowed: [String]
  ) -> String {
    let isNamed = hash.map { SignatureDescription(name).hash?.rawValue == $0 } ?? true
    let over = isNamed ? "" : hash.map { " over \($0)" } ?? ""
    return "is signed with \(name)\(over), which is none of \(allowed.joined(separator: ", "))"
  }
}
