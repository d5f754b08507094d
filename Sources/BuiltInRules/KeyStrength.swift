import RuleEngine
import X509

/// Asks that a certificate's key is strong enough.
struct KeyStrength: RecordRule {
  private static let algorithms = Option.texts(
    "algorithms",
    default: ["RSA", "RSA-PSS", "EC", "Ed25519", "Ed448", "ML-DSA", "SLH-DSA"],
    syntax: "key algorithms",
    "The algorithms that may be used; a family such as ML-DSA stands for all of its sizes."
  ) { (text) throws(OptionError) in try readAlgorithm(text) }
  private static let rsaMinBits = Option.count(
    "rsa-min-bits", default: 2048, in: 512...16384, "The least size of an RSA key, in bits.")
  private static let rsaMinExponent = Option.count(
    "rsa-min-exponent", default: 65537, in: 3...(1 << 32),
    "The least public exponent of an RSA key, which must always be odd.")
  private static let curves = Option.texts(
    "curves", default: ["P-256", "P-384", "P-521"], syntax: "curves",
    "The curves that an EC key may be on."
  ) { (text) throws(OptionError) in try readCurve(text) }

  /// DSA and Diffie-Hellman never pass.
  private static let families = PublicKey.Family.allCases
    .filter { $0 != .dsa && $0 != .diffieHellman }.map(\.rawValue)

  private static func readAlgorithm(_ text: String) throws(OptionError) -> String {
    if let family = families.first(where: { $0.lowercased() == text.lowercased() }) {
      return family
    }
    let isSize = families.contains { text.hasPrefix("\($0)-") } && OID.named(text) != nil
    if isSize { return text }
    throw OptionError(
      "'\(text)' is not one of \(families.joined(separator: ", ")) or a size such as ML-DSA-65",
      suggestion: KeyDescription(text).family.map(\.rawValue).flatMap {
        families.contains($0) ? $0 : nil
      })
  }

  private static func readCurve(_ text: String) throws(OptionError) -> String {
    guard let curve = NamedCurve.named(text) else {
      throw OptionError("'\(text)' is no curve that has a name, such as P-256 or brainpoolP384r1")
    }
    return curve.name
  }

  private let algorithms: [String]
  private let rsaMinBits: Int
  private let rsaMinExponent: Int
  private let curves: [String]

  init(options: Options) throws(OptionError) {
    algorithms = try options[Self.algorithms]
    rsaMinBits = try options[Self.rsaMinBits]
    rsaMinExponent = try options[Self.rsaMinExponent]
    curves = try options[Self.curves]
  }

  var needs: [Fact] { [.keyAlgorithm] }

  var requirement: String {
    algorithms.map { algorithm in
      switch algorithm {
      case "RSA", "RSA-PSS": "\(algorithm) of at least \(rsaMinBits) bits"
      case "EC": "EC on \(curves.joined(separator: ", "))"
      default: algorithm
      }
    }.joined(separator: "; ")
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let key = KeyDescription(try record.text(.keyAlgorithm))
    guard isAllowed(key) else {
      findings.full(
        .isNotAllowed(key.name), key: "algorithm",
        evidence: [
          .init(.keyAlgorithm, required: "one of \(algorithms.joined(separator: ", "))")
        ])
      return
    }
    switch key.family {
    case .rsa, .rsaPSS, .rsaOAEP: try judgeNumbers(of: key, in: record, &findings)
    case .ellipticCurve: try judgeCurve(of: key, in: record, &findings)
    default: break
    }
  }

  private func isAllowed(_ key: KeyDescription) -> Bool {
    algorithms.contains { $0 == key.name || $0 == key.family?.rawValue }
  }

  private func judgeNumbers(
    of key: KeyDescription, in record: CertificateRecord, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let stated = record.reader.count(.keyBits)
    guard let bits = stated.value ?? key.bits else {
      _ = try stated.required(.keyBits)
      return
    }
    if bits < rsaMinBits {
      findings.full(
        .isTooSmall(key.name, bits, rsaMinBits), key: "size",
        evidence: [
          .init(
            stated.value == nil ? .keyAlgorithm : .keyBits, required: "at least \(rsaMinBits) bits")
        ])
    }
    guard let exponent = record.reader.text(.keyExponent).value else { return }
    if let last = exponent.utf8.last, last & 1 == 0 {
      findings.full(
        .isEven(exponent), key: "exponent",
        evidence: .init(.keyExponent, required: "an odd exponent"))
    } else if let small = Int(exponent), small < rsaMinExponent {
      findings.full(
        .isTooSmall(exponent: exponent, rsaMinExponent), key: "exponent",
        evidence: .init(.keyExponent, required: "at least \(rsaMinExponent)"))
    }
  }

  private func judgeCurve(
    of key: KeyDescription, in record: CertificateRecord, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let stated = record.reader.text(.keyCurve)
    guard let curve = stated.value ?? key.curve?.name else {
      _ = try stated.required(.keyCurve)
      return
    }
    if !curves.contains(curve), !curves.contains(NamedCurve.named(curve)?.name ?? curve) {
      findings.full(
        .isNotAllowed(curve: curve, curves), key: "curve",
        evidence: [
          .init(
            stated.value == nil ? .keyAlgorithm : .keyCurve,
            required: "one of \(curves.joined(separator: ", "))")
        ])
    }
  }
}

extension KeyStrength {
  static let documentation = RuleDocumentation(
    id: "key-strength",
    summary: "A certificate's key is of an algorithm and a size that withstand attack.",
    rationale: """
      Whoever can compute the private key is the certificate's holder. RSA keys below 2048 bits \
      give less than the 112 bits of security that are the least today; 3072 bits give 128. Small \
      exponents turn mistakes in padding into forgeries. DSA keys are refused by all browsers and \
      never pass. ML-DSA and SLH-DSA withstand quantum computers too. A key that spells out its \
      curve instead of naming it is on the curve `explicit`, which nothing allows: such keys have \
      been used to forge certificates.
      """,
    citation: """
      CA/Browser Forum TLS Baseline Requirements, sections 6.1.5 and 6.1.6; NIST SP 800-57 Part 1 \
      Rev. 5, section 5.6.1 (Comparable Algorithm Strengths); RFC 5480, section 2.1.1
      """,
    options: [
      algorithms.declaration, rsaMinBits.declaration, rsaMinExponent.declaration,
      curves.declaration,
    ],
    passing: [
      RuleExample("an RSA key of 2048 bits", records: [rsa(2048)]),
      RuleExample("a key on a curve of NIST", records: [ec("P-384")]),
      RuleExample(
        "keys without a size to choose",
        records: [#"{"name":"api","keyAlgorithm":"Ed25519"}"#, key("ML-DSA-65")]),
      RuleExample(
        "the source's own word for the key",
        records: [key("RSA_2048"), key("EC_prime256v1"), key("ECDSA P-256")]),
      RuleExample(
        "a curve that the policy allows",
        options: "curves: [secp256r1, brainpoolP256r1]",
        records: [ec("P-256"), ec("brainpoolP256r1")]),
      RuleExample(
        "a post-quantum key of the size that the policy asks for",
        options: "algorithms: ML-DSA-87",
        records: [key("ML-DSA-87")]),
    ],
    flagged: [
      RuleExample(
        "an RSA key of 1024 bits",
        records: [rsa(1024)],
        messages: ["the RSA key has 1024 bits, and 2048 are required"]),
      RuleExample(
        "less than the policy asks for",
        options: "rsa-min-bits: 3072",
        records: [rsa(2048), key("RSA_2048")],
        messages: [
          "the RSA key has 2048 bits, and 3072 are required",
          "the RSA key has 2048 bits, and 3072 are required",
        ]),
      RuleExample(
        "exponents that are small or even",
        records: [rsa(2048, exponent: "3"), rsa(2048, exponent: "65538")],
        messages: [
          "the RSA key's exponent is 3, and at least 65537 is required",
          "the RSA key's exponent is 65538, which is even",
        ]),
      RuleExample(
        "curves that are not allowed",
        records: [ec("secp256k1"), ec("explicit")],
        messages: [
          "the key is on the curve secp256k1, which is none of P-256, P-384, P-521",
          "the key spells out its curve instead of naming one",
        ]),
      RuleExample(
        "algorithms that are not allowed",
        options: "algorithms: [EC, ML-DSA-87]",
        records: [#"{"name":"old","keyAlgorithm":"DSA"}"#, rsa(4096), key("ML-DSA-65")],
        messages: [
          "the key's algorithm DSA is not allowed", "the key's algorithm RSA is not allowed",
          "the key's algorithm ML-DSA-65 is not allowed",
        ]),
    ])

  private static func key(_ algorithm: String) -> String {
    #"{"name":"api","keyAlgorithm":"\#(algorithm)"}"#
  }

  private static func rsa(_ bits: Int, exponent: String = "65537") -> String {
    """
    {"name":"api","keyAlgorithm":"RSA",\
    "certificate":{"keyBits":\(bits),"keyExponent":"\(exponent)"}}
    """
  }

  private static func ec(_ curve: String) -> String {
    #"{"name":"api","keyAlgorithm":"EC","certificate":{"keyCurve":"\#(curve)"}}"#
  }
}

extension String {
  fileprivate static func isNotAllowed(_ algorithm: String) -> String {
    "the key's algorithm \(algorithm) is not allowed"
  }

  fileprivate static func isTooSmall(_ algorithm: String, _ bits: Int, _ minimum: Int) -> String {
    "the \(algorithm) key has \(bits) bits, and \(minimum) are required"
  }

  fileprivate static func isEven(_ exponent: String) -> String {
    "the RSA key's exponent is \(exponent), which is even"
  }

  fileprivate static func isTooSmall(exponent: String, _ minimum: Int) -> String {
    "the RSA key's exponent is \(exponent), and at least \(minimum) is required"
  }

  fileprivate static func isNotAllowed(curve: String, _ curves: [String]) -> String {
    curve == "explicit"
      ? "the key spells out its curve instead of naming one"
      : "the key is on the curve \(curve), which is none of \(curves.joined(separator: ", "))"
  }
}
