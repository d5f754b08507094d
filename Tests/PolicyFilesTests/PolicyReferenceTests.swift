import Testing

@testable import PolicyFiles

struct PolicyReferenceTests {
  @Test(
    arguments: [
      ("base.yaml", "policy.yaml", "base.yaml"),
      ("./base.yaml", "a/policy.yaml", "a/base.yaml"),
      ("../base.yaml", "a/policy.yaml", "base.yaml"),
      ("../../base.yaml", "a/policy.yaml", "../base.yaml"),
      ("../base.yaml", "../a/policy.yaml", "../base.yaml"),
      ("b//c/./d.yaml", "/a/policy.yaml", "/a/b/c/d.yaml"),
      ("../../../d.yaml", "/a/policy.yaml", "/d.yaml"),
      ("/etc/d.yaml", "a/policy.yaml", "/etc/d.yaml"),
      ("\u{301}/x", "a/p", "a/\u{301}/x"),
      ("inventory/**/*.json", "../.certgate.yaml", "../inventory/**/*.json"),
      ("..", "a/p", "."),
    ] as [(String, String, String)])
  func resolvesPathsBesideAFile(path: String, base: String, expected: String) {
    #expect(resolved(path, besideFile: base) == expected)
  }

  @Test func tellsPacksFromFiles() {
    let base = PolicyReference("a/policy.yaml")
    #expect(PolicyReference("certgate:mtls", in: base) == .pack("mtls"))
    #expect(PolicyReference("mtls", in: base) == .file("a/mtls"))
    #expect(PolicyReference("mtls", in: .pack("x")) == .file("mtls"))
    #expect(PolicyReference("certgate:mtls").description == "certgate:mtls")
    #expect(PolicyReference("./certgate:mtls") == .file("certgate:mtls"))
  }
}
