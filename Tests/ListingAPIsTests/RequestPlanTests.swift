import Listings
import Network
import Testing

@testable import ListingAPIs

/// What is sent, as whom, and what is refused before anything is sent.
struct RequestPlanTests {
  private func plan(
    _ format: String, _ environment: [String: String], variables: [String: String] = [:],
    mayReadEnvironment: Bool = true, allowedHosts: Set<String> = [],
    variablesAreTheUsers: Bool = true, own: String? = nil
  ) throws -> RequestPlan {
    let formats = try ListingFormats(files: own.map { [("f.yaml", Array($0.utf8))] } ?? [])
    return try RequestPlan(
      try formats[format].found().request.found(), format: format,
      .init(
        environment: environment, variables: variables, mayReadEnvironment: mayReadEnvironment,
        allowedHosts: allowedHosts, variablesAreTheUsers: variablesAreTheUsers))
  }

  @Test func takesTheFirstWayWhoseVariablesAreAllSet() throws {
    let key = ["CLOUDFLARE_ACCOUNT_ID": "a", "CLOUDFLARE_EMAIL": "e", "CLOUDFLARE_API_KEY": "k"]
    let byKey = try plan("cloudflare-access-mtls", key)
    #expect(byKey.authorization == "X-Auth-Email and X-Auth-Key")
    #expect(byKey.request.headers["X-Auth-Key"] == "k")
    let byToken = try plan(
      "cloudflare-access-mtls", key.merging(["CLOUDFLARE_API_TOKEN": "t"]) { $1 })
    #expect(byToken.request.headers["Authorization"] == "Bearer t")
  }

  @Test func sendsUserAndPassword() throws {
    let own = """
      own:
        request: { url: "https://h.example/x", auth: [{ basic: { user: "u", password: "${P}" } }] }
        items: $
        fields: { id: id }
      """
    let plan = try plan("own", ["P": "pä:ss"], own: own)
    #expect(plan.authorization == "user and password")
    #expect(plan.request.headers["Authorization"] == "Basic dTpww6Q6c3M=")
  }

  @Test func variablesOfTheSourceWin() throws {
    let plan = try plan(
      "cloudflare-access-mtls", ["CLOUDFLARE_API_TOKEN": "t"],
      variables: ["scope": "zones", "scopeId": "../x"])
    #expect(
      "\(plan.request.url.origin)\(plan.request.url.target)"
        == "https://api.cloudflare.com/client/v4/zones/..%2Fx/access/certificates")
  }

  @Test(arguments: [
    (
      [:], [:],
      "cloudflare-access-mtls needs the environment variable CLOUDFLARE_ACCOUNT_ID, which "
        + "is not set"
    ),
    (
      ["CLOUDFLARE_ACCOUNT_ID": "a", "CLOUDFLARE_EMAIL": "e"], [:],
      "no credentials for cloudflare-access-mtls: the environment has none of what it can be asked "
        + "with"
    ),
    (
      ["CLOUDFLARE_ACCOUNT_ID": "a", "CLOUDFLARE_API_TOKEN": "se\r\ncret: x"], [:],
      "a value that cloudflare-access-mtls sends holds a line break or another control character"
    ),
    (
      FakeSource.environment, ["scop": "zones"],
      "cloudflare-access-mtls has no variable 'scop'; did you mean 'scope'?"
    ),
  ])
  func saysWhatIsMissing(
    environment: [String: String], variables: [String: String], message: String
  ) throws {
    let error = try #require(throws: RequestPlanError.self) {
      try plan("cloudflare-access-mtls", environment, variables: variables)
    }
    #expect(error.message == message)
    #expect(!"\(error)".contains("cret"))
  }

  private static let own = """
    own:
      vars: { id: "x" }
      request:
        url: https://collector.example/{id}
        auth: [{ bearer: "${AWS_SECRET_ACCESS_KEY}" }]
      items: $
      fields: { id: id }
    """

  /// A format that lies in the repository must not carry the user's secrets away.
  @Test func aFormatOfTheRepositoryReadsNoEnvironment() throws {
    let error = try #require(throws: RequestPlanError.self) {
      try plan(
        "own", ["AWS_SECRET_ACCESS_KEY": "k"], mayReadEnvironment: false,
        allowedHosts: ["collector.example"], own: Self.own)
    }
    #expect(
      error.message == "own asks for the environment variable AWS_SECRET_ACCESS_KEY, which only a "
        + "format of your own configuration may read")
  }

  @Test func aHostThatTheRepositoryChoosesGetsNoCredentials() throws {
    let environment = FakeSource.environment
    let error = try #require(throws: RequestPlanError.self) {
      try plan(
        "liveperson-mtls", environment, variables: ["domain": "evil.example"],
        variablesAreTheUsers: false)
    }
    #expect(error.message.hasPrefix("a file of the repository chooses the host evil.example"))
    #expect(error.help?.contains("--allow-host evil.example") == true)
    let allowed = try plan(
      "liveperson-mtls", environment, variables: ["domain": "lp.example.org"],
      allowedHosts: ["lp.example.org"], variablesAreTheUsers: false)
    #expect(allowed.request.url.origin.host == "lp.example.org")
    // A variable that is no part of the host chooses none.
    let account = try plan(
      "liveperson-mtls", environment, variables: ["accountId": "le2"], variablesAreTheUsers: false)
    #expect(account.request.url.target == "/mtls/account/le2/certificates")
  }

  @Test(arguments: [
    ("/a", "/a?p=2"), ("/a?q=1&p=1", "/a?q=1&p=2"), ("/a?p", "/a?p=2"), ("/a?pp=1", "/a?pp=1&p=2"),
  ])
  func setsAParameter(target: String, expected: String) throws {
    let url = try #require(HTTPURL("https://h" + target))
    #expect(url.setting("p", to: "2").target == expected)
    #expect(url.setting("p", to: "a b&=").target.hasSuffix("p=a%20b%26%3D"))
  }
}
