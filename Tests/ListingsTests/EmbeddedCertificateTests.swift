import OperatingSystem
import RuleEngine
import SourceText
import Testing

/// Listings whose records hold the certificate itself: what it states wins over what is said of it.
struct EmbeddedCertificateTests {
  private static let shop: String = {
    let text = String(decoding: bytes("shop/fullchain.pem"), as: UTF8.self)
    return text.split(separator: "-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n"
  }()
  private static let chain = String(decoding: bytes("shop/fullchain.pem"), as: UTF8.self)
  private static let issuing = chain.replacing(shop, with: "")
  private static let shopDER = base64(ofPEM: shop)

  private static func bytes(_ name: String) -> [UInt8] {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let contents = try? FileBytes.contents(ofFile: "\(root)/Examples/certificates/certs/\(name)")
    return contents.map { $0.bytes(in: 0..<$0.count) } ?? []
  }

  private static func base64(ofPEM text: String) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
  }

  private static func escaped(_ text: String) -> String { text.replacing("\n", with: #"\n"#) }

  static let texts: [(String, String)] = [
    ("PEM", "\"certificate\":\"\(escaped(shop))\""),
    ("PEM on CRLF lines", "\"certificate\":\"\(shop.replacing("\n", with: #"\r\n"#))\""),
    ("base64 of DER", "\"certificate\":\"\(shopDER)\""),
    ("DER among facts", "\"certificate\":{\"keyBits\":1,\"der\":\"\(shopDER)\"}"),
    ("escaped signs", "\"certificate\":\"\(shopDER.replacing("+", with: #"\u002b"#))\""),
    ("escaped slashes", "\"certificate\":\"\(shopDER.replacing("/", with: #"\/"#))\""),
    ("with its chain", "\"certificate\":\"\(escaped(chain))\""),
  ]

  @Test(arguments: texts)
  func isReadFrom(shape: String, member: String) throws {
    let reader = try ListingSample.record(
      #""name":"mine","notAfter":"2030-01-01","dnsNames":["old.example.com"],\#(member)"#
    ).reader()
    #expect(reader.text(.name).value == "mine")
    #expect(reader.time(.notAfter).value?.description == "2026-12-30T00:00:00Z")
    #expect(
      reader.texts(.dnsNames).value == ["shop.example.com", "www.shop.example.com"])
    #expect(reader.count(.keyBits).value == 256)
    #expect(reader.text(.sha256).value?.prefix(8) == "ed679050")
    let words = try #require(reader.listing)
    #expect(words.time(.notAfter).value?.description == "2030-01-01")
    #expect(words.texts(.dnsNames).value == ["old.example.com"])
    #expect(reader.certificate().value?.bytes.count == 741)
  }

  @Test func theCertificateNamesARecordWithoutName() throws {
    let reader = try ListingSample.record("\"certificate\":\"\(Self.shopDER)\"").reader()
    #expect(reader.text(.name).value == "shop.example.com")
    #expect(reader.place(of: .name).excerpt == "name: shop.example.com")
  }

  @Test func aFactIsPlacedAtTheTextOfTheCertificate() throws {
    let sample = try ListingSample(
      "{\"name\":\"a\",\n \"certificate\":\"\(Self.shopDER)\"}", as: "certgate")
    let place = try sample.reader().place(of: .keyBits)
    #expect(place.location == SourceLocation(path: "in.json", line: 2, column: 16))
    #expect(place.pointer == "/certificate")
    #expect(place.excerpt == "keyBits: 256")
    #expect(place.byteOffset == 209)
  }

  @Test func whatFollowsItIsItsChain() throws {
    let reader = try ListingSample.record("\"certificate\":\"\(Self.escaped(Self.chain))\"")
      .reader()
    #expect(reader.chain().value?.count == 1)
    let listed = try ListingSample.record(
      "\"certificate\":\"\(Self.shopDER)\",\"chain\":[\"\(Self.escaped(Self.issuing))\"]"
    ).reader()
    #expect(listed.chain().value?.count == 1)
    let alone = try ListingSample.record("\"certificate\":\"\(Self.shopDER)\"").reader()
    guard case .unspoken = alone.chain() else {
      Issue.record("a chain is spoken of")
      return
    }
    let broken = try ListingSample.record(
      "\"certificate\":\"\(Self.shopDER)\",\"chain\":[\"?\"]"
    ).reader()
    guard case .unreadable("one of its texts is no certificate") = broken.chain() else {
      Issue.record("a broken chain is read")
      return
    }
  }

  /// What is said of a certificate that cannot be read stands; the certificate's own facts do not.
  @Test(arguments: [
    ("?", "it is neither PEM nor base64: '?' is not base64"),
    ("AAAA", "expected a SEQUENCE at byte 0"),
    (#"-----BEGIN CERTIFICATE-----\nMII"#, "the END line is missing"),
  ])
  func aTextThatIsNoCertificate(text: String, reason: String) throws {
    let reader = try ListingSample.record(
      #""name":"mine","notAfter":"2030-01-01","certificate":"\#(text)""#
    ).reader()
    #expect(reader.time(.notAfter).value?.description == "2030-01-01")
    #expect(reader.listing == nil)
    guard case .unreadable(reason) = reader.count(.keyBits),
      case .unreadable(reason) = reader.certificate()
    else {
      Issue.record("keyBits is \(reader.count(.keyBits))")
      return
    }
    #expect(reader.texts(.faults).value?.map { $0.hasSuffix(": \(reason)") } == [true])
  }

  @Test func factsThatAreWrittenWithoutTheCertificateAreTakenAsTheyAre() throws {
    let reader = try ListingSample.record(#""name":"a","certificate":{"keyBits":1024}"#).reader()
    #expect(reader.count(.keyBits).value == 1024)
    #expect(reader.listing == nil)
    guard case .unspoken = reader.certificate(), case .unspoken = reader.count(.version) else {
      Issue.record("there is a certificate")
      return
    }
  }

  @Test func aFormatOfOnesOwnMayDecodeIt() throws {
    let sample = try ListingSample(
      #"[{"cert":"\#(Self.shopDER)"}]"#, as: "mine",
      formats: "mine:\n  items: $\n  fields: { certificate: cert }\n  paging: none\n")
    #expect(try sample.facts(.commonName) == ["shop.example.com"])
    #expect(try sample.input.records.speaks(of: .keyBits))
  }
}
