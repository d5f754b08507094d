import BuiltInRules
import PolicyFiles
import PolicyPacks
import RuleEngine
import Testing

struct PolicyPacksTests {
  private func load(_ reference: String) -> (policy: Policy?, problems: [String]) {
    let loader = PolicyLoader(rules: BuiltInRules.all, packs: PolicyPacks.all) { path in
      throw NoSuchFile(path: path)
    }
    let (policy, diagnostics) = loader.load(reference)
    return (policy, diagnostics.map { $0.rendered() })
  }

  @Test(arguments: PolicyPacks.all.map(\.name))
  func loadsWithoutDiagnostics(name: String) throws {
    let (read, problems) = load("certgate:\(name)")
    #expect(problems == [])
    let policy = try #require(read)
    #expect(policy.id == name)
    #expect(policy.version != nil)
    #expect(policy.path == "certgate:\(name)")
  }

  @Test func everyRuleIsUsed() {
    let used = PolicyPacks.all.flatMap { load("certgate:\($0.name)").policy?.checks ?? [] }
      .map(\.documentation.id)
    #expect(Set(used) == Set(BuiltInRules.all.map { $0.documentation.id }))
  }

  @Test func mutualTLSOnlyWarnsOfWeakFingerprints() throws {
    let checks = try #require(load("certgate:mtls").policy).checks
    let severities = checks.map { "\($0.id) \($0.severity)" }
    #expect(
      severities == [
        "expiry-window error", "status error", "exposed-private-key error", "unique-name error",
        "name-pattern warning", "unique-serial error", "unique-key warning", "key-strength error",
        "signature-algorithm error", "well-formed warning", "key-usage warning",
        "certificate-authority warning", "chain error", "listing-agreement error",
        "unique-fingerprint warning",
        "fingerprint-algorithm warning", "extended-key-usage error", "self-signed warning",
        "validity-period warning",
      ])
  }

  @Test func publicTLSGivesShortLivedCertificatesTheirShare() throws {
    let checks = try #require(load("certgate:public-tls").policy).checks
    let window = try #require(checks.first { $0.id == "expiry-window" })
    #expect(
      window.rule.requirement == "at least 30d or 1/3 of the lifetime and at most 398d left")
  }
}
