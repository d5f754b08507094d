import Testing
import X509

@Suite struct ValueTests {
  @Test(arguments: [
    "2.5.4.3", "0.9.2342.19200300.100.1.25", "1.2.840.113549.1.1.11", "2.999", "1.39", "0.0",
    "1.3.6.1.4.1.311.21.8.16735922.7437492.10570883.2539024.15756463.234.8957301.16335142",
  ])
  func dottedTextThereAndBack(dotted: String) throws {
    let oid = try #require(OID(dotted: dotted))
    #expect(oid.description == dotted)
    #expect(OID(content: oid.content.indices, in: oid.content.span) == oid)
  }

  @Test func uuidAsArc() {
    // 2.25.329800735698586629295641978511506172918, the example of X.667.
    let bytes: [UInt8] = [
      0x69, 0x83, 0xF8, 0x9D, 0xD6, 0xCC, 0x87, 0x98, 0xEF, 0xDA, 0xB9, 0xB2, 0xA0, 0xDA, 0xF3,
      0xE2, 0xAD, 0xB4, 0xCE, 0x95, 0x76,
    ]
    let text = OID.dotted(bytes.span, bytes.indices)
    #expect(text.hasPrefix("2.25."))
    #expect(OID(content: bytes.indices, in: bytes.span)?.description == text)
  }

  @Test(arguments: ["", "1", "1.", ".1", "3.1", "1.40", "1.2.x", "1.2.-3", "1..2"])
  func noIdentifier(dotted: String) {
    #expect(OID(dotted: dotted) == nil)
  }

  @Test(arguments: [[], [0x80], [0x2A, 0x86], [UInt8](repeating: 1, count: 64)] as [[UInt8]])
  func unreadableIdentifier(content: [UInt8]) {
    #expect(OID(content: content.indices, in: content.span) == nil)
  }

  @Test func longIdentifiers() {
    let most = [UInt8](repeating: 1, count: 63)
    #expect(OID(content: most.indices, in: most.span)?.content == most)
    let long = [UInt8](repeating: 1, count: 1000)
    #expect(OID.dotted(long.span, long.indices).hasSuffix(".1.1..."))
  }

  @Test func identifierNames() {
    #expect(OID(2, 5, 29, 17).name == "subjectAltName")
    #expect(OID(1, 3, 6, 1, 5, 5, 7, 3, 1).name == "serverAuth")
    #expect(OID.named("clientAuth") == OID(1, 3, 6, 1, 5, 5, 7, 3, 2))
    #expect(OID(2, 23, 140, 1, 2, 1).name == "domainValidated")
    #expect(OID(2, 5, 4, 3).keyword == "CN")
    #expect(OID(1, 2, 3).name == nil)
    #expect(OID(2, 23, 140, 1, 2, 1).hasPrefix(OID(2, 23, 140, 1)))
    #expect(!OID(2, 23, 140).hasPrefix(OID(2, 23, 140, 1)))
  }

  @Test(
    arguments: [
      ([0], "00", 0, 0), ([1], "01", 1, 1), ([0, 0x80], "80", 8, 128),
      ([0x7F, 0xFF], "7FFF", 15, 32767),
      ([0, 0, 1], "01", 1, 1), ([0xFF], "-01", nil, nil), ([0x80], "-80", nil, nil),
      ([0x80, 0], "-8000", nil, nil), ([0xFF, 0x7F], "-81", nil, nil), ([0xFB], "-05", nil, nil),
      ([0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "FFFFFFFFFFFFFFFF", 64, UInt64.max),
      ([1, 0, 0, 0, 0, 0, 0, 0, 0], "010000000000000000", 65, nil),
    ] as [([UInt8], String, Int?, UInt64?)])
  func integers(content: [UInt8], text: String, bits: Int?, value: UInt64?) throws {
    let bytes = DER.element(2, content)
    var cursor = DERCursor(bytes.indices)
    let elementRead = cursor.next(in: bytes.span)
    let element = try #require(elementRead)
    let integerRead = DERInteger(element, in: bytes.span)
    let integer = try #require(integerRead)
    #expect(integer.hexadecimal(in: bytes.span) == text)
    if let bits { #expect(integer.bitCount(in: bytes.span) == bits) }
    #expect(integer.unsigned(in: bytes.span) == value)
    #expect(integer.isNegative == (bits == nil))
  }

  @Test(
    arguments: [
      ([0x30, 0x80, 2, 1, 1, 0, 0], 5), ([0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0], 6),
      ([0x30, 0x80, 2, 1, 1], 5), ([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1], 7),
      ([0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], 11),
      ([0x30, 0x82, 0, 1, 5], 5), ([0x1F, 0x81, 0x22, 1, 0], 5), ([0x24, 0x80, 4, 1, 1, 0, 0], 5),
      ([0x04, 0x80, 4, 1], 4),
    ] as [([UInt8], Int)])
  func lengths(bytes: [UInt8], contentEnd: Int) {
    var cursor = DERCursor(bytes.indices)
    #expect(cursor.next(in: bytes.span)?.contentEnd == contentEnd)
    #expect(cursor.next(in: bytes.span) == nil)
  }

  @Test(
    arguments: [[], [0x30], [0x30, 0x82, 1], [0x1F, 0x81], [0x1F, 0x01], [0x30, 0xFF, 1]]
      as [[UInt8]])
  func noHeader(bytes: [UInt8]) {
    var cursor = DERCursor(bytes.indices)
    #expect(cursor.next(in: bytes.span) == nil)
    #expect(cursor.position == 0)
  }
}
