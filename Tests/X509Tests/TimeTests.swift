import Testing
import X509

@Suite struct TimeTests {
  private func time(_ tag: UInt8, _ text: String) -> CertificateTime? {
    let bytes = DER.text(tag, text)
    var cursor = DERCursor(bytes.indices)
    return cursor.next(in: bytes.span).flatMap { CertificateTime($0, in: bytes.span) }
  }

  @Test(
    arguments: [
      (0x17, "700101000000Z", 0), (0x17, "691231235959Z", -1),
      (0x17, "500101000000Z", -631_152_000),
      (0x17, "491231235959Z", 2_524_607_999), (0x17, "260229000000Z", nil),
      (0x17, "240229120000Z", 1_709_208_000), (0x18, "20000229000000Z", 951_782_400),
      (0x18, "21000229000000Z", nil), (0x18, "99991231235959Z", 253_402_300_799),
      (0x18, "19500101000000Z", -631_152_000), (0x18, "00000101000000Z", -62_167_219_200),
      (0x17, "2601010000Z", 1_767_225_600), (0x17, "260101010000+0100", 1_767_225_600),
      (0x17, "260101000000-0130", 1_767_231_000), (0x17, "260101000000", 1_767_225_600),
      (0x18, "20260101000000.123Z", 1_767_225_600), (0x18, "20260101000000.Z", nil),
      (0x17, "260101000060Z", nil), (0x17, "260101240000Z", nil), (0x17, "260001000000Z", nil),
      (0x17, "261301000000Z", nil), (0x17, "260100000000Z", nil), (0x17, "260431000000Z", nil),
      (0x17, "260101000000Zx", nil), (0x17, "260101000000z", nil), (0x17, "26010100000:Z", nil),
      (0x17, "", nil), (0x18, "20", nil), (0x17, "260101000000+01", nil),
      (0x0C, "260101000000Z", nil),
    ] as [(UInt8, String, Int64?)])
  func instants(tag: UInt8, text: String, seconds: Int64?) {
    #expect(time(tag, text)?.seconds == seconds)
  }

  @Test func encodings() {
    #expect(time(0x17, "500101000000Z")?.encoding == .utcTime)
    #expect(time(0x17, "500101000000Z")?.year == 1950)
    #expect(time(0x18, "20500101000000Z")?.encoding == .generalizedTime)
    #expect(time(0x18, "20500101000000Z")?.offset == 2)
  }
}
