import RuleEngine

/// Asks for a fingerprint by an algorithm that still identifies a certificate.
struct FingerprintAlgorithm: RecordRule {
  private typealias Algorithm = Fingerprint.Algorithm

  private static let allow = Option.choices(
    "allow", of: Algorithm.allCases, default: [.sha256, .sha384, .sha512],
    "The algorithms of which one must have been used.")

  private let allowed: [Algorithm]

  init(options: Options) throws(OptionError) {
    allowed = try options[Self.allow]
  }

  var needs: [Fact] { [.fingerprints] }

  var requirement: String {
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    return allowed.count == 1 ? "a \(names) fingerprint" : "a fingerprint by one of \(names)"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    // What the listing says is asked, even where the certificate itself is there to be digested.
    if let listing = record.reader.listing, listing.fingerprints().value != nil {
      try judge(listing, &findings)
    } else {
      try judge(record.reader, &findings)
    }
  }

  private func judge(
    _ reader: any FactReader, _ findings: inout Findings
  ) throws(FactUnavailable) {
    var (isAnyAllowed, areAlike) = (false, true)
    var first: Algorithm?
    try reader.forEachFingerprint { given in
      if allowed.contains(given.algorithm) { isAnyAllowed = true }
      if let first, first != given.algorithm { areAlike = false }
      first = first ?? given.algorithm
    }.required(.fingerprints)
    if !isAnyAllowed {
      findings.full(
        areAlike ? .only(first) : .noneAllowed(among: reader.fingerprints().value ?? []),
        evidence: .init(.fingerprints))
    }
  }
}

extension FingerprintAlgorithm {
  private static let md5 = "md5:d41d8cd98f00b204e9800998ecf8427e"
  private static let sha1 = "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
  private static let sha256 =
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  static let documentation = RuleDocumentation(
    id: "fingerprint-algorithm",
    summary: "The listing gives a fingerprint by an allowed digest algorithm.",
    rationale: """
      A fingerprint is how people and scripts tell certificates apart. Certificates that share an \
      MD5 fingerprint can be made at will, and SHA-1 has fallen to chosen-prefix collisions, so a \
      listing that gives nothing better does not say which certificate it means.
      """,
    citation: """
      RFC 6151, section 2 (MD5); RFC 6194, section 3 (SHA-1); NIST SP 800-131A Rev. 2, section 9 \
      (Hash Functions)
      """,
    options: [allow.declaration],
    passing: [
      RuleExample(
        "a SHA-256 fingerprint is given",
        records: [#"{"name":"api","fingerprints":["\#(sha256)"]}"#]),
      RuleExample(
        "a SHA-256 fingerprint is given beside a weak one",
        records: [#"{"name":"api","fingerprints":["\#(md5)","\#(sha256)"]}"#]),
      RuleExample(
        "the policy takes what the source has",
        options: "allow: [md5, sha1]",
        records: [#"{"name":"api","fingerprints":["\#(md5)"]}"#]),
    ],
    flagged: [
      RuleExample(
        "only MD5 is given",
        records: [#"{"name":"api","fingerprints":["\#(md5)"]}"#],
        messages: ["only an MD5 fingerprint is given"]),
      RuleExample(
        "only MD5 and SHA-1 are given",
        records: [#"{"name":"api","fingerprints":["\#(md5)","\#(sha1)"]}"#],
        messages: ["only MD5 and SHA-1 fingerprints are given"]),
      RuleExample(
        "none is given",
        records: [#"{"name":"api","fingerprints":[]}"#],
        messages: ["no fingerprint is given"]),
      RuleExample(
        "the policy asks for more",
        options: "allow: sha512",
        records: [#"{"name":"api","fingerprints":["\#(sha256)"]}"#],
        messages: ["only a SHA-256 fingerprint is given"]),
    ])
}

extension String {
  fileprivate static func only(_ algorithm: Fingerprint.Algorithm?) -> String {
    switch algorithm {
    case nil: "no fingerprint is given"
    case .md5: "only an MD5 fingerprint is given"
    case let other?: "only a \(other.displayName) fingerprint is given"
    }
  }

  fileprivate static func noneAllowed(among given: [Fingerprint]) -> String {
    let algorithms = Fingerprint.Algorithm.allCases.filter { given.map(\.algorithm).contains($0) }
    let names = algorithms.map(\.displayName).joined(separator: " and ")
    return "only \(names) fingerprints are given"
  }
}

extension Fingerprint.Algorithm {
  fileprivate var displayName: String {
    switch self {
    case .md5: "MD5"
    case .sha1: "SHA-1"
    case .sha256: "SHA-256"
    case .sha384: "SHA-384"
    case .sha512: "SHA-512"
    }
  }
}
