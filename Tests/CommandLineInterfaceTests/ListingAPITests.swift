import OperatingSystem
import Testing

@testable import CommandLineInterface

/// What is said, and not sent, before a listing API is asked.
struct ListingAPITests {
  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(
      in: folder,
      [
        "TOKEN": "s3cret", "LIVEPERSON_DOMAIN": "lp.example.com", "LIVEPERSON_ACCOUNT_ID": "le1",
        "LIVEPERSON_BEARER": "s3cret",
      ])
    try folder.write(
      "own.yaml",
      """
      own:
        request: { url: "https://127.0.0.1:1/x", auth: [{ bearer: "${TOKEN}" }], retry: 0 }
        items: $
        fields: { id: id }

      """)
  }

  private func lint(_ arguments: String, _ tool: Tool? = nil) -> Tool.Outcome {
    (tool ?? self.tool).run("lint -p certgate:baseline \(arguments)", hiding: ["s3cret"])
  }

  @Test func aFormatOfTheRepositoryGetsNoSecrets() {
    let outcome = lint("--formats own.yaml --allow-host 127.0.0.1 listing:own")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "own asks for the environment variable TOKEN, which only a format of your own configuration "
          + "may read"))
  }

  /// The same file, named by the user's own configuration; nothing listens on that port.
  @Test func aFormatOfTheUsersConfigurationGetsThem() throws {
    try folder.trustOwnFormats()
    let outcome = lint("listing:own")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("listing:own\n  unread   127.0.0.1"), "\(outcome.output)")
  }

  @Test func aHostThatTheConfigurationChoosesGetsNoSecrets() throws {
    try folder.write(
      ".certgate.yaml",
      "certgate: 1\nsources: [\"listing:liveperson-mtls?domain=evil.example\"]\n")
    let outcome = lint("")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains("a file of the repository chooses the host evil.example, which is"))
    #expect(outcome.output.contains("help: if you trust it, pass --allow-host evil.example"))
  }

  @Test func offlineRefusesTheNetwork() {
    let outcome = lint("--offline listing:liveperson-mtls")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("--offline refuses the network"))
  }

  @Test(arguments: [
    ("listing:livperson-mtls", "'listing:livperson-mtls' is no listing API; did you mean "),
    ("listing:certgate", "the format 'certgate' does not say how its source is asked"),
    ("listing:liveperson-mtls?a=%zz", "is no listing API"),
  ])
  func saysWhatIsNoListingAPI(source: String, message: String) {
    let outcome = lint("'\(source)'")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func aBrokenUserConfigurationIsAnError() throws {
    try folder.write("home/certgate/config.yaml", "certgate: 1\nallow-hosts: [x]\n")
    let outcome = lint("listing:liveperson-mtls")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("did you mean 'allowed-hosts'?"), "\(outcome.errors)")
  }
}
