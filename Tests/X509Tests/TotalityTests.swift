import Foundation
import Testing
import X509

/// Whatever the bytes, reading ends in a value or a located error; these tests fail by a trap.
///
/// `CERTGATE_THOROUGH=1` flips every bit of every certificate, in place of one of every few bytes.
@Suite struct TotalityTests {
  static let isThorough = ProcessInfo.processInfo.environment["CERTGATE_THOROUGH"] == "1"

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
      if Self.isThorough || count % 16 == 0 { _ = Exercise.all(part.span) }
    }
  }

  /// Of a certificate that is as small as one can be and has all its fields.
  @Test func everyBit() {
    var sample = SampleCertificate()
    sample.uniqueIDs = [0x81, 2, 0, 1, 0x82, 2, 0, 1]
    flip(sample.bytes, everyByte: 1, bits: 0..<8)
  }

  @Test(arguments: vectors)
  func someBits(pem: String) throws {
    let bytes = try PEMText.decoded(pem)
    flip(
      bytes, everyByte: Self.isThorough ? 1 : 23, bits: Self.isThorough ? 0..<8 : 2..<3)
  }

  private func flip(_ whole: [UInt8], everyByte step: Int, bits: Range<UInt8>) {
    var bytes = whole
    let faults = (try? CertificateLayout(whole.span))?.faults(in: whole.span) ?? []
    for index in stride(from: 0, to: bytes.count, by: step) {
      for bit in bits {
        bytes[index] ^= 1 << bit
        _ = Exercise.all(bytes.span)
        // Faults are found where they are, so they lie within the bytes.
        let found = (try? CertificateLayout(bytes.span))?.faults(in: bytes.span) ?? []
        #expect(found.allSatisfy { (0...bytes.count).contains($0.offset) })
        bytes[index] ^= 1 << bit
      }
    }
    #expect((try? CertificateLayout(bytes.span))?.faults(in: bytes.span) ?? [] == faults)
  }

  @Test func nestedWithoutEnd() {
    let bytes: [UInt8] = [0x30] + (0..<2000).flatMap { _ -> [UInt8] in [0x80, 0x30] }
    #expect(Exercise.all(bytes.span) > 0)
  }

  @Test(arguments: [0x30, 0x31, 0xA0, 0x00, 0xFF, 0x80, 0x1F, 0x06] as [UInt8])
  func runsOfOneByte(byte: UInt8) {
    let bytes = [UInt8](repeating: byte, count: 3000)
    #expect(Exercise.all(bytes.span) >= 0)
    #expect((try? CertificateLayout(bytes.span)) == nil || byte == 0x30)
  }
}
