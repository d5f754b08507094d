import RuleEngine
import Testing

@testable import Reporting

struct FindingFingerprintsTests {
  private func fingerprint(
    _ facts: [Fact: FakeFact], in place: String = "a.json", after others: Int = 0,
    policy: String = "p", check: String = "c", key: String? = nil
  ) throws -> String {
    let records = Array(repeating: Samples.record("other"), count: others) + [facts]
    let input = Samples.input(place, records)
    let reader = input.records.makeReader()
    reader.move(to: others)
    return try FindingFingerprints().fingerprint(
      of: CertificateRecord(reader: reader, input: input, index: others),
      from: FindingFingerprints.origin(policy, check).span, key: key
    ).hex
  }

  private let named: [Fact: FakeFact] = [.name: .text("api"), .notAfter: .time("2027-01-01")]

  /// printf '1:p,1:c,-4:name,3:api,10:2027-01-01,' | sha256sum
  @Test func isTheDigestOfItsParts() throws {
    #expect(
      try fingerprint(named) == "261027add135240c8c50e8cd06ea289219afd8b68d2505d9fe2b1735b2249128")
  }

  @Test func survivesMovedFilesAndReorderedListings() throws {
    #expect(try fingerprint(named) == fingerprint(named, in: "moved/b.json", after: 3))
  }

  @Test func partsDoNotRunIntoEachOther() throws {
    let all = [
      try fingerprint(named), try fingerprint(named, policy: "pc", check: ""),
      try fingerprint(named, policy: "", check: "pc"), try fingerprint(named, key: ""),
      try fingerprint(named, key: "k"),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func aDigestOutranksWhatTheSourceSays() throws {
    var digested = named
    digested[.fingerprints] = .digest(Array(repeating: 1, count: 32))
    let first = try fingerprint(digested)
    digested[.name] = .text("renamed")
    digested[.id] = .text("7")
    digested[.notAfter] = .null
    #expect(try fingerprint(digested) == first)
    digested[.fingerprints] = .digest(Array(repeating: 2, count: 32))
    #expect(try fingerprint(digested) != first)
  }

  @Test func anIdOutranksTheName() throws {
    var identified = named
    identified[.id] = .text("7")
    let first = try fingerprint(identified)
    identified[.name] = .text("renamed")
    #expect(try fingerprint(identified) == first)
    identified[.owner] = .text("someone else")
    #expect(try fingerprint(identified) != first)
  }

  @Test func aRenewedCertificateIsAnother() throws {
    var renewed = named
    renewed[.notAfter] = .time("2028-01-01")
    #expect(try fingerprint(renewed) != fingerprint(named))
  }

  @Test func doesNotDependOnTheDateOfJudgement() {
    let input = Samples.input("a.json", [Samples.record("api", notAfter: .time("2026-01-20"))])
    func fingerprints(at instant: Instant) -> [Substring] {
      render("json", Samples.report([input], at: instant)).split(separator: ",").filter {
        $0.hasPrefix("\"fingerprint\":")
      }
    }
    let first = fingerprints(at: Samples.now)
    #expect(first.count == 1)
    #expect(first == fingerprints(at: Samples.now + Duration(seconds: 86_400)))
  }
}
