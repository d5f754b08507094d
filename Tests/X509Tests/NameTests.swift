import Testing
import X509

@Suite struct NameTests {
  private func attributes(_ pem: String) throws -> [String] {
    try Certificate(pem: pem).read { layout, bytes in
      var attributes = layout.subject(in: bytes)?.attributes
      var seen: [String] = []
      while let item = attributes?.next(in: bytes) {
        seen.append(
          "\(item.relativeName) \(item.type.name ?? "?") \(item.stringType(in: bytes)?.name ?? "?")"
            + " \(item.text(in: bytes) ?? "?")")
      }
      return seen
    }
  }

  @Test func orderAndStringTypes() throws {
    #expect(
      try attributes(NameVector.multiple) == [
        "0 organizationName UTF8String Müller", "1 commonName UTF8String 日本",
        "2 serialNumber PrintableString 1", "2 commonName UTF8String two, + three",
        "3 domainComponent IA5String example",
      ])
    #expect(
      try attributes(NameVector.bmp) == [
        "0 organizationName BMPString Müller", "1 commonName BMPString 日本",
      ])
    #expect(
      try attributes(NameVector.teletex) == ["0 organizationName TeletexString Müller"])
  }

  @Test func oneLine() throws {
    try Certificate(pem: NameVector.multiple).read { layout, bytes in
      #expect(
        layout.subject(in: bytes)?.text(in: bytes)
          == #"DC=example,serialNumber=1+CN=two\, \+ three,CN=日本,O=Müller"#)
      #expect(layout.subject(in: bytes)?.commonName(in: bytes) == "two, + three")
      let country = layout.subject(in: bytes)?.first(OID(2, 5, 4, 10), in: bytes)
      #expect(country?.text(in: bytes) == "Müller")
    }
  }

  /// The examples and rules of RFC 4514, 2.4 and 4.
  @Test(
    arguments: [
      ("2.5.4.3", DER.text(12, #"a"b\c"#), #"CN=a\"b\\c"#),
      ("2.5.4.3", DER.text(12, " x "), #"CN=\ x\ "#),
      ("2.5.4.3", DER.text(12, " "), #"CN=\ "#),
      ("2.5.4.3", DER.text(12, "#a#"), ##"CN=\#a#"##),
      ("2.5.4.3", DER.text(12, "a=b;<c>"), #"CN=a=b\;\<c\>"#),
      ("2.5.4.3", DER.text(12, "a\0b\n\u{7F}"), #"CN=a\00b\0A\7F"#),
      ("2.5.4.3", DER.text(12, ""), "CN="),
      ("2.5.4.3", [4, 1, 0x41], "CN=#040141"),
      ("1.3.6.1.4.1.1466.0", [4, 2, 0x48, 0x69], "1.3.6.1.4.1.1466.0=#04024869"),
      ("1.2.3.4", DER.text(12, "x"), "1.2.3.4=#0C0178"),
      ("0.9.2342.19200300.100.1.25", DER.text(22, "net"), "DC=net"),
      ("2.5.4.3", [30, 4, 0xD8, 0x3D, 0xDE, 0], "CN=😀"),
      ("2.5.4.3", [30, 3, 0, 0x41, 0], "CN=A\u{FFFD}"),
      ("2.5.4.3", [28, 4, 0, 1, 0xF6, 0], "CN=😀"),
      ("2.5.4.3", [12, 2, 0xC3, 0x28], "CN=\u{FFFD}("),
      // What is not ASCII where only that may be: UTF-8, else Latin-1.
      ("2.5.4.3", [19, 3, 0x4D, 0xC3, 0xBC], "CN=Mü"), ("2.5.4.3", [19, 2, 0x4D, 0xFC], "CN=Mü"),
    ] as [(String, [UInt8], String)])
  func escapes(type: String, value: [UInt8], text: String) {
    var sample = SampleCertificate()
    sample.subject = DER.name(DER.attribute(type, value))
    #expect(sample.read { $0.subject(in: $1)?.text(in: $1) } == text)
  }

  @Test(
    arguments: [
      ([10, 0, 0, 1], "10.0.0.1"), ([10, 0, 0, 0, 255, 0, 0, 0], "10.0.0.0/8"),
      ([10, 0, 0, 0, 255, 0, 255, 0], "10.0.0.0/255.0.255.0"), ([1, 2, 3], nil), ([], nil),
      ([UInt8](repeating: 0, count: 16), "::"),
      ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "::1"),
      ([0x20, 1, 0xD, 0xB8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], "2001:db8:0:1::1"),
      ([0, 1, 0, 0, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7], "1:0:2:3:4:5:6:7"),
      ([UInt8](repeating: 0, count: 32), "::/0"),
      ([UInt8](repeating: 0xFF, count: 32), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"),
    ] as [([UInt8], String?)])
  func addresses(bytes: [UInt8], text: String?) {
    #expect(IPAddressText.of(bytes.span, bytes.indices) == text)
  }
}
