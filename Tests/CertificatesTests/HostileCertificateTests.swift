import RuleEngine
import Testing
import X509

@testable import Certificates

/// Certificates that no decent issuer makes, built byte by byte.
struct HostileCertificateTests {
  private static func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
    var length: [UInt8] = []
    var rest = content.count
    while rest > 0 {
      length.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  private static func name(_ text: String) -> [UInt8] {
    element(0x30, element(0x31, element(0x30, [6, 3, 0x55, 4, 3], element(12, Array(text.utf8)))))
  }

  private static let sha256WithRSA = element(
    0x30, [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11], [5, 0])

  private static func certificate(
    subject: String = "a", from: [UInt8] = element(23, Array("260101000000Z".utf8)),
    to: [UInt8] = element(23, Array("270101000000Z".utf8)), keyBytes: Int = 256,
    names: [String] = ["a.example"]
  ) -> [UInt8] {
    let key = element(
      0x30, element(2, [0, 0xFF], [UInt8](repeating: 1, count: keyBytes - 1)),
      element(2, [1, 0, 1]))
    let algorithm = element(
      0x30, [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1], [5, 0])
    let san = element(0x30, names.flatMap { element(0x82, Array($0.utf8)) })
    let extensions = element(
      0xA3, element(0x30, element(0x30, [6, 3, 0x55, 0x1D, 17], element(4, san))))
    let signed = element(
      0x30, [0xA0, 3, 2, 1, 2], element(2, [0x11, 0x22]), sha256WithRSA, name("issuer"),
      element(0x30, from, to), name(subject),
      element(0x30, algorithm, element(3, [0], key)), extensions)
    return element(0x30, signed, sha256WithRSA, element(3, [0, 1, 2, 3]))
  }

  private func record(_ der: [UInt8]) throws -> any RecordReader {
    try #require(records(der, as: .der).first)
  }

  @Test func aNULInNamesIsPartOfThem() throws {
    let name = "good.example\0.evil.example"
    let reader = try record(Self.certificate(subject: name, names: [name]))
    #expect(reader.text(.name).value == name)
    #expect(reader.texts(.dnsNames).value == [name])
    #expect(
      reader.texts(.faults).value?.contains { $0.contains("UTF8String text contains a NUL") }
        == true)
  }

  @Test func tenThousandNames() throws {
    let names = (0..<10_000).map { "host-\($0).example" }
    let reader = try record(Self.certificate(names: names))
    #expect(reader.texts(.dnsNames).value == names)
    let place = reader.place(of: .dnsNames)
    #expect(place.found.hasSuffix(", host-19.example, … (10000 in all)"))
    #expect(reader.place(of: .dnsNames, element: 9_999).found == "host-9999.example")
  }

  @Test func aKeyOf16384Bits() throws {
    let reader = try record(Self.certificate(keyBytes: 2048))
    #expect(reader.count(.keyBits).value == 16_384)
    #expect(reader.text(.keyExponent).value == "65537")
  }

  @Test func theFirstAndTheLastYear() throws {
    let reader = try record(
      Self.certificate(
        from: Self.element(23, Array("500101000000Z".utf8)),
        to: Self.element(24, Array("99991231235959Z".utf8))))
    #expect(reader.time(.notBefore).value?.description == "1950-01-01T00:00:00Z")
    #expect(reader.time(.notAfter).value?.description == "9999-12-31T23:59:59Z")
    #expect(reader.texts(.faults).value == [])
  }

  @Test func aTimeThatIsNone() throws {
    let reader = try record(
      Self.certificate(to: Self.element(23, Array("269931000000Z".utf8))))
    guard case .unreadable("it is not a time") = reader.time(.notAfter) else {
      Issue.record("it is \(reader.time(.notAfter))")
      return
    }
    #expect(reader.place(of: .notAfter).found == "it is not a time")
  }

  @Test func indefiniteLengths() throws {
    let whole = Self.certificate()
    // The outer SEQUENCE, whose header is four bytes long.
    let reader = try record([0x30, 0x80] + whole[4...] + [0, 0])
    #expect(reader.text(.name).value == "a")
    #expect(
      reader.texts(.faults).value?.first?.hasSuffix(
        "an element has an indefinite length, which is BER and not DER (byte 0)") == true)
  }

  @Test(
    arguments: [
      [0x30, 0x84, 0x00, 0x10, 0x00, 0x00], [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
      [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func lengthsThatLie(header: [UInt8]) throws {
    let reader = try record(header + Self.certificate()[4...])
    guard case .unreadable("it ends before the length it states") = reader.text(.name) else {
      Issue.record("it is \(reader.text(.name))")
      return
    }
    #expect(reader.texts(.faults).value == ["unreadable: it ends before the length it states"])
  }
}
