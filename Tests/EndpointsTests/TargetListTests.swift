import Testing

@testable import Endpoints

struct TargetListTests {
  @Test func readsOneALine() {
    let (addresses, diagnostics) = TargetList.read(
      Array(
        "\u{FEFF}# ours\r\n\r\na.example\r\n\t tls://[::1]:8443  # local\nb.example:25?starttls=smtp"
          .utf8),
      path: "hosts.txt")
    #expect(diagnostics.isEmpty)
    #expect(
      addresses.map(\.place) == [
        "tls://a.example", "tls://[::1]:8443", "tls://b.example?starttls=smtp",
      ])
  }

  @Test func saysEverythingThatIsWrong() {
    let (addresses, diagnostics) = TargetList.read(
      Array("a.example\n  b.example:x # c\ntls://d?sni\n[::1\n".utf8), path: "hosts.txt")
    #expect(addresses.isEmpty)
    #expect(
      diagnostics.map { $0.rendered() }.joined(separator: "\n") == """
        hosts.txt:2:13: error: 'x' is no port from 1 to 65535
            2 |   b.example:x # c
              |             ^
        hosts.txt:3:9: error: sni has no value
            3 | tls://d?sni
              |         ^~~
        hosts.txt:4:2: error: '::1' is no IPv6 address
            4 | [::1
              |  ^~~
            = help: write tls://[2001:db8::1]:443
        """)
  }

  @Test(arguments: ["", "\n\n", "# nothing\n  # more"]) func refusesAnEmptyFile(text: String) {
    let (_, diagnostics) = TargetList.read(Array(text.utf8), path: "hosts.txt")
    #expect(
      diagnostics.map { $0.rendered() } == ["hosts.txt:1:1: error: there is no endpoint in it"])
  }
}
