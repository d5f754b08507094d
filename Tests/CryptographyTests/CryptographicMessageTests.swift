import Testing

@testable import Cryptography

struct CryptographicMessageTests {
  @Test func findsTheCertificatesInTheirOrder() throws {
    let bytes = MessageVectors.chain
    let message = try CryptographicMessage(bytes.span)
    #expect(
      message.certificates.map { Array(bytes[$0]) }
        == [CertificateVectors.leaf, CertificateVectors.ca])
    #expect(message.otherCertificateCount == 0)
    #expect(message.revocationListCount == 0)
  }

  @Test func countsRevocationLists() throws {
    let bytes = MessageVectors.revocationList
    let message = try CryptographicMessage(bytes.span)
    #expect(message.certificates.map { Array(bytes[$0]) } == [CertificateVectors.ca])
    #expect(message.revocationListCount == 1)
  }

  @Test func readsWhatWasStreamed() throws {
    let bytes = MessageVectors.streamed
    let message = try CryptographicMessage(bytes.span)
    #expect(
      message.certificates.map { Array(bytes[$0]) }
        == [CertificateVectors.leaf, CertificateVectors.ecdsa])
  }

  @Test func readsIndefiniteLengthsEverywhere() throws {
    let bytes = try indefinite(MessageVectors.chain)
    let message = try CryptographicMessage(bytes.span)
    let expected = try [CertificateVectors.leaf, CertificateVectors.ca].map(indefinite)
    #expect(message.certificates.map { Array(bytes[$0]) } == expected)
  }

  /// A certificate that nobody can parse does not keep the others from being read.
  @Test func countsCertificatesOfOtherKindsAndKeepsMalformedOnes() throws {
    var bytes = MessageVectors.chain
    let first = try CryptographicMessage(bytes.span).certificates[0]
    bytes[first.lowerBound] = 0xa1
    bytes[first.upperBound + 4] = 0xff
    let message = try CryptographicMessage(bytes.span)
    #expect(message.certificates == [first.upperBound..<first.upperBound + 289])
    #expect(message.otherCertificateCount == 1)
  }

  @Test(arguments: [
    ([], "not a PKCS#7 message, or damaged or cut short at byte 0"),
    (CertificateVectors.ca, "not a PKCS#7 message, or damaged or cut short at byte 4"),
    ([0x30, 0x80, 0x06, 0x01], "not a PKCS#7 message, or damaged or cut short at byte 4"),
    (
      MessageVectors.enveloped,
      "a PKCS#7 message of type 1.2.840.113549.1.7.3, which carries no certificates to read;"
        + " only signed messages (1.2.840.113549.1.7.2) do"
    ),
  ])
  func refuses(bytes: [UInt8], message: String) {
    #expect {
      try CryptographicMessage(bytes.span)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [MessageVectors.chain, MessageVectors.streamed])
  func refusesWhatIsCutShort(bytes: [UInt8]) {
    for count in bytes.indices {
      #expect(throws: CryptographicMessageError.self) {
        try CryptographicMessage(bytes.span.extracting(first: count))
      }
    }
  }

  @Test(arguments: [MessageVectors.chain, MessageVectors.streamed])
  func survivesEveryDamagedByte(bytes: [UInt8]) {
    var bytes = bytes
    for index in bytes.indices {
      let original = bytes[index]
      for value in [original ^ 1, original ^ 0x20, 0, 0x80, 0x84, 0xff] {
        bytes[index] = value
        let places = (try? CryptographicMessage(bytes.span))?.certificates ?? []
        guard places.allSatisfy({ $0.upperBound <= bytes.count }) else {
          Issue.record("a place outside with \(value) at byte \(index)")
          return
        }
      }
      bytes[index] = original
    }
  }

  /// Many openings and no end.
  @Test func survivesNesting() {
    let bytes = [[UInt8]](repeating: [0x30, 0x80], count: 100_000).flatMap { $0 }
    #expect(throws: CryptographicMessageError.malformed(offset: 200_000)) {
      try CryptographicMessage(bytes.span)
    }
  }
}
