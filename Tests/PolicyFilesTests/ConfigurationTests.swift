import PolicyFiles
import Testing

struct ConfigurationTests {
  private func read(
    _ text: String, path: String = ".certgate.yaml"
  ) -> (configuration: Configuration?, problems: String) {
    let (configuration, diagnostics) = Configuration.read(Array(text.utf8), path: path)
    return (configuration, diagnostics.map { $0.rendered() }.joined(separator: "\n"))
  }

  @Test func seesPathsFromTheFile() throws {
    let (read, problems) = read(
      """
      certgate: 1
      policies: [certgate:mtls, policies/a.yaml]
      formats: ./formats.yaml
      sources:
        - inventory/**/*.json
        - ../shared
      """, path: "../../.certgate.yaml")
    #expect(problems == "")
    let configuration = try #require(read)
    #expect(configuration.policies.map(\.text) == ["certgate:mtls", "../../policies/a.yaml"])
    #expect(configuration.formats.map(\.text) == ["../../formats.yaml"])
    #expect(
      configuration.sources.map(\.text) == ["../../inventory/**/*.json", "../../../shared"])
    #expect(
      configuration.policies.map(\.location.description)
        == ["../../.certgate.yaml:2:12", "../../.certgate.yaml:2:27"])
  }

  @Test func mayLeaveEverythingOut() throws {
    let configuration = try #require(read("certgate: 1\nsources:\n").configuration)
    #expect(configuration.policies.isEmpty)
    #expect(configuration.formats.isEmpty)
    #expect(configuration.sources.isEmpty)
  }

  @Test func reportsAllThatIsWrong() {
    let (configuration, problems) = read(
      "polices: a.yaml\nformats: { a: b }\nsources: [[a], '', ~]\nzzz:\n")
    #expect(configuration == nil)
    #expect(
      problems == """
        .certgate.yaml:1:1: error: the language's version is missing
            1 | polices: a.yaml
              | ^~~~~~~~~~~~~~~
            = help: a configuration begins with 'certgate: 1'
        .certgate.yaml:1:1: error: unknown key 'polices'; did you mean 'policies'?
            1 | polices: a.yaml
              | ^~~~~~~
        .certgate.yaml:2:10: error: expected text or a list of texts, found a mapping
            2 | formats: { a: b }
              |          ^~~~~~~~
        .certgate.yaml:3:11: error: expected text, found a list
            3 | sources: [[a], '', ~]
              |           ^~~
        .certgate.yaml:3:16: error: expected a path, found an empty text
            3 | sources: [[a], '', ~]
              |                ^~
        .certgate.yaml:3:20: error: expected text, found nothing
            3 | sources: [[a], '', ~]
              |                    ^
        .certgate.yaml:4:1: error: unknown key 'zzz'
            4 | zzz:
              | ^~~
            = help: keys: certgate, policies, formats, sources
        """)
  }

  @Test func knowsItsVersion() {
    #expect(
      read("certgate: 7\n").problems == """
        .certgate.yaml:1:11: error: this configuration is written in version 7 of the language, \
        and this certgate speaks version 1
            1 | certgate: 7
              |           ^
        """)
  }
}
