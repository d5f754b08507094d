import OperatingSystem
import RuleEngine
import Testing
import X509

@testable import Reporting

struct ChainTreeTests {
  /// 2026-11-21T00:00:00Z.
  private static let now = Instant(seconds: 1_795_219_200)

  private func drawn(
    _ leaf: Certificate?, _ above: [Certificate?], width: Int = 80
  ) throws -> [String] {
    let tree = ChainTree(try #require(leaf), try above.map { try #require($0) })
    var text = ByteBuffer()
    CardRow("chain", tree.lines(at: Self.now)).append(
      in: CardStyle(width: width, colour: false), to: &text)
    return text.text.split(separator: "\n").map {
      String($0.dropFirst(CardStyle.margin + CardStyle.labelWidth))
    }
  }

  @Test func theRootComesFirst() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.issuing, ChainVectors.root]) == [
        "Example Root CA until 2043-12-31 (root)",
        "└─ Example Issuing CA 1 until 2029-12-31",
        "   └─ api.example.com",
      ])
  }

  @Test func theOrderOfTheSourceDoesNotCount() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.root, ChainVectors.leaf, ChainVectors.issuing])
        == drawn(ChainVectors.leaf, [ChainVectors.issuing, ChainVectors.root]))
  }

  @Test func anIssuerThatIsNotHereIsNamed() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.issuing]) == [
        "CN=Example Root CA,O=Example Ltd,C=GB (not here)",
        "└─ Example Issuing CA 1 until 2029-12-31",
        "   └─ api.example.com",
      ])
    #expect(
      try drawn(ChainVectors.leaf, []) == [
        "CN=Example Issuing CA 1,O=Example Ltd,C=GB (not here)", "└─ api.example.com",
      ])
  }

  @Test func aRootIsAloneOnItsPath() throws {
    #expect(
      try drawn(ChainVectors.root, [ChainVectors.issuing]) == [
        "Example Root CA", "beside it: Example Issuing CA 1",
      ])
  }

  /// Of two with the issuer's name, the one is taken whose key the certificate names.
  @Test func theKeyTellsIssuersOfOneNameApart() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.forged, ChainVectors.issuing]) == [
        "CN=Example Root CA,O=Example Ltd,C=GB (not here)",
        "└─ Example Issuing CA 1 until 2029-12-31",
        "   └─ api.example.com",
        "beside it: Example Issuing CA 1",
      ])
  }

  @Test func whatIsWrongOnThePathIsSaid() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.forged, ChainVectors.root]) == [
        "Example Root CA until 2043-12-31 (root)",
        "└─ Example Issuing CA 1 until 2029-12-31",
        "   └─ api.example.com signature does not verify",
      ])
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.expired, ChainVectors.root]) == [
        "Example Root CA until 2043-12-31 (root)",
        "└─ Example Issuing CA 1 expired 2024-12-31",
        "   └─ api.example.com",
      ])
  }

  @Test func narrowTerminalsWrapWithinTheBranch() throws {
    #expect(
      try drawn(ChainVectors.leaf, [ChainVectors.issuing, ChainVectors.root], width: 40) == [
        "Example Root CA until", "2043-12-31 (root)",
        "└─ Example Issuing CA 1", "until 2029-12-31",
        "   └─ api.example.com",
      ])
  }
}
