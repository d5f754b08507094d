import Testing

@testable import OperatingSystem

struct IPAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("::", "::"),
    ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("fe80::1%1", "fe80::1%1"), ("fe80::1%lo", "fe80::1%1"),
  ])
  func readsAddresses(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  /// The system's own functions would take some of these for addresses.
  @Test(arguments: [
    "", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1.", "0x7f.1", "2130706433", "[::1]",
    "::1%", "::1%no-such-interface", "127.0.0.1%lo", "1::2::3", "127.0.0.1\0", "::1\0", " ::1",
  ])
  func refusesWhatIsNone(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func knowsTheMachineItself() {
    let loopback = ["127.0.0.1", "127.9.9.9", "::1"].map { IPAddress($0)?.isLoopback }
    #expect(loopback == [true, true, true])
    #expect(["128.0.0.1", "::", "::2"].map { IPAddress($0)?.isLoopback } == [false, false, false])
  }

  @Test func writesPortsSoThatTheyCanBeTold() throws {
    let addresses = try ["192.0.2.1", "2001:db8::1"].map {
      SocketAddress(try #require(IPAddress($0)), port: 443)
    }
    #expect(addresses.map(\.description) == ["192.0.2.1:443", "[2001:db8::1]:443"])
  }
}
