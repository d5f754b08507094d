import Patterns
import RuleEngine
import Testing

struct SelectorTests {
  /// How many records a check with `match` covers, out of one.
  private func covers(
    _ conditions: [(Selector.Subject, [String])], _ record: SampleRecord
  ) throws -> Bool {
    let selector = Selector(
      try conditions.map { subject, patterns in
        Selector.Condition(
          subject, try patterns.map { try Pattern($0, kind: subject.patternKind) })
      })
    func evaluation(_ check: Check) -> Tally {
      Evaluation(
        policies: [Policy(id: "p", path: "p.yaml", checks: [check])],
        inventory: Inventory([.sample([record])]), at: .newYear, workers: .sequential
      ).suites[0].tallies[0]
    }
    let rule = SampleName(options: Options([:]))
    let matched = evaluation(Check(id: "c", rule: rule, match: selector))
    let excepted = evaluation(Check(id: "c", rule: rule, except: selector))
    #expect(matched.judged + excepted.judged == 1)
    #expect(matched.notApplicable[.selector, default: 0] == excepted.judged)
    return matched.judged == 1
  }

  private static let record = SampleRecord("edge-1", id: "7", owner: "Team A").with {
    $0.names = .stated(["www.example.com", "*.example.org"])
    $0.status = .stated(Status(text: "Active", class: .ok))
  }

  static let conditions: [(subject: Selector.Subject, patterns: [String], matches: Bool)] = [
    (.fact(.name), ["edge-*"], true),
    (.fact(.name), ["EDGE-1"], true),
    (.fact(.name), ["edge"], false),
    (.fact(.name), ["core-*", "edge-?"], true),
    (.fact(.name), ["/^edge-[0-9]+$/"], true),
    (.fact(.name), [], false),
    (.fact(.id), ["7"], true),
    (.fact(.owner), ["team*"], true),
    (.fact(.dnsNames), ["*.example.com"], true),
    (.fact(.dnsNames), ["**.com"], true),
    (.fact(.dnsNames), ["example.com"], false),
    (.fact(.usedBy), ["*"], false),
    (.fact(.issuer), ["*"], false),
    (.fact(.label), ["*"], false),
    (.fact(.status), ["active"], true),
    (.fact(.status), ["ok"], true),
    (.fact(.status), ["pending"], false),
    (.format, ["sample"], true),
    (.format, ["certgate"], false),
    (.input, ["inventory/*.json"], true),
    (.input, ["**/a.json"], true),
    (.input, ["a.json"], false),
  ]

  @Test(arguments: conditions)
  func matchesByOneOfItsPatterns(
    _ subject: Selector.Subject, patterns: [String], matches: Bool
  ) throws {
    #expect(try covers([(subject, patterns)], Self.record) == matches)
  }

  @Test func allConditionsMustHold() throws {
    let edge = (Selector.Subject.fact(.name), ["edge-*"])
    #expect(try covers([edge, (.fact(.owner), ["Team A"])], Self.record))
    #expect(try !covers([edge, (.fact(.owner), ["Team B"])], Self.record))
    #expect(try covers([], Self.record))
  }

  /// What a record does not state matches nothing, so `except` does not leave it out.
  @Test(arguments: [Reading<String>.missing, .unreadable("no text"), .unspoken])
  func whatIsNotStatedMatchesNothing(_ owner: Reading<String>) throws {
    let record = SampleRecord("a").with { $0.texts[.owner] = owner }
    #expect(try !covers([(.fact(.owner), ["*"])], record))
  }

  @Test func subjectsAreNamedLikeTheirFacts() {
    #expect(
      Selector.Subject.all.map(\.name) == [
        "input", "format", "kind", "id", "name", "label", "owner", "dnsNames", "usedBy", "issuer",
        "serial", "keyAlgorithm", "signatureAlgorithm", "status", "origin", "renewalStatus",
        "endpoint.address", "endpoint.tlsVersion", "endpoint.cipherSuite",
        "endpoint.applicationProtocol", "endpoint.stapledResponse",
        "certificate.sha256", "certificate.subject", "certificate.commonName",
        "certificate.keyCurve", "certificate.keyExponent", "certificate.keySHA256",
        "certificate.signatureHash", "certificate.keyUsage", "certificate.extendedKeyUsage",
        "certificate.policies", "certificate.names", "certificate.ipAddresses",
        "certificate.emailAddresses", "certificate.uris", "certificate.ocspURIs",
        "certificate.caIssuerURIs", "certificate.crlURIs", "certificate.sctLogs",
        "certificate.tlsFeatures",
        "certificate.extensions", "certificate.criticalExtensions", "certificate.subjectKeyID",
        "certificate.authorityKeyID", "certificate.faults",
      ])
  }
}
