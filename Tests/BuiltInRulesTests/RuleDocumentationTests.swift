import OperatingSystem
import RuleEngine
import Testing

@testable import BuiltInRules

@Suite struct RuleDocumentationTests {
  private static let documentation = BuiltInRules.all.map { $0.documentation }

  @Test func rulesAreListedInAlphabeticalOrder() {
    let ids = Self.documentation.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  /// A rule is a file that declares one; its id is the file's name.
  @Test func everyRuleIsListedUnderTheNameOfItsFile() throws {
    let folder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let found = DirectoryWalk.files(below: folder + "/Sources/BuiltInRules")
    #expect(found.failures.isEmpty)
    var ids: [String] = []
    for file in found.paths where try declaresRule(file) {
      let name = try #require(file.split(separator: "/").last?.split(separator: ".").first)
      let id = kebabCase(name)
      ids.append(id)
      #expect(
        Self.documentation.contains { $0.id == id },
        "add `\(name).self,` to BuiltInRules.all, or give the rule the id \(id)")
    }
    #expect(ids.sorted() == Self.documentation.map(\.id))
  }

  @Test(arguments: documentation.map(\.id))
  func documentationIsComplete(_ id: String) throws {
    let rule = try #require(Self.documentation.first { $0.id == id })
    for sentence in [rule.summary, rule.rationale] + rule.options.map(\.summary) {
      let first = try #require(sentence.first)
      #expect(first.isUppercase || first == "`", "\(sentence)")
      #expect(sentence.hasSuffix("."), "\(sentence)")
    }
    #expect(!rule.summary.dropLast().contains(". "))
    #expect(["RFC", "NIST", "CA/Browser Forum"].contains { rule.citation.hasPrefix($0) })
    #expect(rule.citation.contains("section"))
    #expect(!rule.citation.hasSuffix("."))
    #expect(rule.passing.count >= 2)
    #expect(rule.flagged.count >= 2)
    #expect(rule.passing.allSatisfy { $0.messages.isEmpty })
    #expect(rule.flagged.allSatisfy { !$0.messages.isEmpty })
    let titles = (rule.passing + rule.flagged).map(\.title)
    #expect(Set(titles).count == titles.count)
  }

  private static let rootInBase64 = ExampleCertificate.root

  private static let requirements: [(String, String, String)] = [
    (
      "certificate-transparency", "",
      "signed certificate timestamps of 2 logs, and of 3 where the lifetime is more than 180 days"
    ),
    ("certificate-transparency", "min-scts: 2", "signed certificate timestamps of at least 2 logs"),
    (
      "allowed-issuer", "allow: [\"Example *\", R11]\ndeny: \"*Test*\"",
      #"an issuer that matches one of "Example *", "R11" and none of "*Test*""#
    ),
    ("certificate-authority", "", "a leaf certificate"),
    (
      "certificate-authority", "expect: intermediate\nmax-path-length: 0",
      "an intermediate CA certificate, a path of at most 0 below it"
    ),
    ("chain", "", "a chain of issuers, each of the one before it"),
    (
      "chain", "root: required", "a chain of issuers, each of the one before it, up to the root"
    ),
    ("chain-trust", "", "a way to a trusted root"),
    ("chain-trust", "roots: \"\(rootInBase64)\"", "a way to the policy's own root"),
    ("deployed-certificate", "", "the certificate that is listed for its host"),
    ("deployed-certificate", "newest: true", "the newest certificate that is listed for its host"),
    ("expiry-window", "", "at least 30d left"),
    (
      "expiry-window", "max-remaining: 398d\nor-fraction-of-lifetime: 1/3",
      "at least 30d or 1/3 of the lifetime and at most 398d left"
    ),
    ("exposed-private-key", "", "no private key in the listing"),
    ("extended-key-usage", "", "extended key usage: not any purpose"),
    (
      "extended-key-usage",
      "required: serverAuth\nforbidden: 1.3.6.1.5.5.7.3.3\nseparate: [serverAuth, clientAuth]",
      """
      extended key usage: serverAuth; none of codeSigning; at most one of serverAuth, clientAuth; \
      not any purpose
      """
    ),
    ("fingerprint-algorithm", "", "a fingerprint by one of sha256, sha384, sha512"),
    ("fingerprint-algorithm", "allow: sha256", "a sha256 fingerprint"),
    ("hostname-coverage", "", "names that cover the hosts that use it"),
    (
      "hostname-coverage", "names: [a.example, 192.0.2.1]\nallow-wildcards: false",
      "names that cover a.example, 192.0.2.1, without wildcards"
    ),
    ("listing-agreement", "", "what the certificate says"),
    (
      "key-strength", "",
      """
      RSA of at least 2048 bits; RSA-PSS of at least 2048 bits; EC on P-256, P-384, P-521; \
      Ed25519; Ed448; ML-DSA; SLH-DSA
      """
    ),
    (
      "key-strength", "algorithms: [rsa, ml-dsa]\nrsa-min-bits: 3072",
      "RSA of at least 3072 bits; ML-DSA"
    ),
    ("key-usage", "", "key usage: in agreement with the key and basicConstraints"),
    (
      "key-usage", "required: [digitalSignature, keyAgreement]\ncritical: true\nconsistent: false",
      "key usage: digitalSignature, keyAgreement; marked critical"
    ),
    (
      "name-pattern", "allow: [\"a-*\", /^b/]\ndeny: test",
      #"name matches one of "a-*", "/^b/" and matches none of "test""#
    ),
    ("protocol-floor", "", "TLSv1.2 or newer"),
    ("renewal-health", "", "no failed renewal"),
    (
      "renewal-health", "max-attempts: 5\nmax-age: 60d",
      "no failed renewal, 5 attempts at most, the last no longer than 60d ago"
    ),
    (
      "required-san", "all-of: [a.example, b.example]\nnone-of: \"**.internal\"",
      "DNS names: all of a.example, b.example; none of **.internal"
    ),
    (
      "revocation-pointers", "",
      "one of an OCSP responder and a revocation list, by plain http"
    ),
    (
      "revocation-pointers", "ocsp: forbidden\ncrl: required\nhttp-only: false",
      "a revocation list, no OCSP responder"
    ),
    ("san-syntax", "", "names as RFC 5280 has them"),
    (
      "san-syntax", "allow-internal: false\nallow-wildcards: false\nallow-underscores: true",
      "names as RFC 5280 has them, public, underscores allowed, without wildcards"
    ),
    (
      "serial-number", "",
      "a serial number above 0, of 20 octets at most, with room for 64 random bits"
    ),
    ("serial-number", "min-bits: 0", "a serial number above 0, of 20 octets at most"),
    ("self-signed", "", "signed by another key than its own"),
    ("self-signed", "require: true", "signed by its own key"),
    ("signature-algorithm", "", "a signature by none of md2, md4, md5, sha1"),
    (
      "signature-algorithm", "forbid: sha1\nallow: [sha384, Ed25519]",
      "a signature by none of sha1, and by one of sha384, Ed25519"
    ),
    (
      "stapled-response", "",
      "a good OCSP response, if the certificate demands one or one is there"
    ),
    (
      "stapled-response", "require: when-responder-named\nmax-age: 4d",
      "a good OCSP response, no more than 4d old, if the certificate names a responder or one is there"
    ),
    ("stapled-response", "require: always", "a good OCSP response"),
    ("status", "", "a status that means ok"),
    ("status", "allow: [ok, pending]", "a status that means one of ok, pending"),
    ("unique-key", "", "a key that no other certificate in the inventory is of"),
    (
      "unique-key", "may-share: same-names\nscope: owner",
      "a key that no other certificate under this owner is of, renewals aside"
    ),
    ("unique-name", "", "unique in this listing"),
    ("unique-name", "scope: owner", "unique under this owner"),
    ("unique-name", "scope: inventory", "unique in the inventory"),
    (
      "unique-serial", "scope: listing",
      "a serial number of its own in this listing, issuer by issuer"
    ),
    (
      "validity-period", "max: 90d\nschedule: cabf",
      "valid for at most 90d and what the CA/Browser Forum allows at the day of issue"
    ),
    ("well-formed", "", "an encoding without faults"),
    (
      "well-formed", "ignore: [zero-serial, long-serial]",
      "an encoding without faults but long-serial, zero-serial"
    ),
    (
      "well-formed", "only: [zero-serial, negative-serial]",
      "none of negative-serial, zero-serial"
    ),
  ]

  @Test(arguments: requirements)
  func requirementFollowsTheOptions(_ id: String, _ options: String, _ text: String) throws {
    #expect(try Trial(id, options: options).rule.requirement == text)
  }

  private func declaresRule(_ file: String) throws -> Bool {
    let contents = try FileBytes.contents(ofFile: file)
    let text = String(decoding: contents.bytes(in: 0..<contents.count), as: UTF8.self)
    return text.contains(": RecordRule {") || text.contains(": InventoryRule {")
      || text.contains(": ComparisonRule {")
  }

  /// `RequiredSAN` is `required-san`.
  private func kebabCase(_ name: Substring) -> String {
    let letters = Array(name)
    var result = ""
    for (index, letter) in letters.enumerated() {
      let startsWord =
        letter.isUppercase && index > 0
        && (letters[index - 1].isLowercase
          || index + 1 < letters.count && letters[index + 1].isLowercase)
      result += (startsWord ? "-" : "") + letter.lowercased()
    }
    return result
  }
}
