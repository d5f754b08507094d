import Testing
import X509

/// Whatever the bytes, reading ends in a value or a located error; these tests fail by a trap.
@Suite struct TotalityTests {
  static let vectors = [
    ExtensionVector.everyExtension, NameVector.multiple, Vector.pss, Vector.explicitCurve,
    Vector.version1, NameVector.request, NameVector.revocationList,
  ]

  @Test(arguments: vectors)
  func truncation(pem: String) throws {
    let bytes = try PEMText.decoded(pem)
    for count in 0..<bytes.count {
      let part = Array(bytes.prefix(count))
      do throws(DERError) {
        let layout = try CertificateLayout(part.span)
        #expect(layout.certificate.end <= count)
      } catch {
        #expect(error.offset <= count)
        #expect(count < 12)
      }
      if count % 3 == 0 { _ = Exercise.all(part.span) }
    }
  }

  @Test func everyBit() throws {
    var bytes = try PEMText.decoded(Vector.ed25519)
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << UInt8(bit)
        _ = Exercise.all(bytes.span)
        bytes[index] ^= 1 << UInt8(bit)
      }
    }
    #expect(try bytes == PEMText.decoded(Vector.ed25519))
  }

  @Test(arguments: vectors)
  func oneBitOfEveryByte(pem: String) throws {
    var bytes = try PEMText.decoded(pem)
    for index in bytes.indices {
      let flipped: UInt8 = 1 << UInt8((index &* 5 &+ 3) & 7)
      bytes[index] ^= flipped
      _ = Exercise.all(bytes.span)
      bytes[index] ^= flipped
    }
    #expect(Exercise.all(bytes.span) > 0)
  }

  @Test func nestedWithoutEnd() {
    let bytes = [UInt8](repeating: 0x30, count: 1) + (0..<2000).flatMap { _ in [0x80, 0x30] }
    #expect(Exercise.all(bytes.span) > 0)
  }

  @Test(arguments: [0x30, 0x31, 0xA0, 0x00, 0xFF, 0x80, 0x1F, 0x06] as [UInt8])
  func runsOfOneByte(byte: UInt8) {
    let bytes = [UInt8](repeating: byte, count: 3000)
    #expect(Exercise.all(bytes.span) >= 0)
    #expect((try? CertificateLayout(bytes.span)) == nil || byte == 0x30)
  }
}
