import Testing

@testable import CommandLineInterface

/// What `inspect` prints is judged as what it was printed of.
struct RoundTripTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "policy.yaml",
      """
      certgate: 1
      policy: p
      rules:
        expiry-window: { match: { kind: certificate }, min-remaining: 400d }
        required-san: { match: { kind: certificate }, all-of: [mail.example.com] }
        exposed-private-key:
        unique-name:
        fingerprint-algorithm: { allow: [sha512] }
      """)
  }

  @Test(arguments: ["certs/shop/fullchain.pem", "certs/example.com.csr", "stores/shop.jks"])
  func inspectionIsJudgedAsTheCertificate(name: String) throws {
    let file = "Examples/certificates/\(name)"
    let policy = folder.path + "/policy.yaml"
    let direct = tool.run(["lint", "-p", policy, file])
    for format in ["json", "ndjson"] {
      let printed = tool.run(["inspect", "-f", format, file])
      #expect(printed.status == 0)
      try folder.write("printed", printed.output)
      let again = tool.run(["lint", "-p", policy, folder.path + "/printed"])
      #expect(again.status == direct.status)
      #expect(Self.findings(again.output) == Self.findings(direct.output))
    }
    #expect(!Self.findings(direct.output).isEmpty || name.hasSuffix(".csr"))
  }

  /// The lines that name a finding, without what only places tell apart.
  private static func findings(_ text: String) -> [String] {
    text.split(separator: "\n").filter {
      $0.hasPrefix("  error") || $0.hasPrefix("  warning")
    }.map { line in
      line.split(separator: " ").map { $0.prefix { $0 != "@" } }.joined(separator: " ")
    }
  }
}
