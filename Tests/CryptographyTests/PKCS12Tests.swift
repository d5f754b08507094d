import Testing

@testable import Cryptography

struct PKCS12Tests {
  private typealias Certificate = PersonalInformationExchange.Certificate

  private func open(
    _ bytes: [UInt8], password: String?, modules: String? = nil
  ) throws(PKCS12Error) -> PersonalInformationExchange {
    try PersonalInformationExchange(bytes.span, password: password, modules: modules)
  }

  private static let keyID = "e1b8dbacc572b1bdedfe8b99c21de16756d3c45d"

  private static let named = [
    Certificate(der: CertificateVectors.leaf, friendlyName: "Ünïcode", localKeyID: keyID),
    Certificate(der: CertificateVectors.ca, friendlyName: "root"),
  ]

  @Test(arguments: [
    PKCS12Vectors.aes, PKCS12Vectors.rc2, PKCS12Vectors.tripleDES, PKCS12Vectors.des,
    PKCS12Vectors.plain,
  ])
  func reads(bytes: [UInt8]) throws {
    let store = try open(bytes, password: "test-pass")
    #expect(store.certificates == Self.named)
    #expect(store.privateKeyCount == 1)
    #expect(store.otherCount == 0)
    #expect(store.revocationListCount == 0)
    #expect(store.integrity == .verified)
    let streamed = try indefinite(bytes)
    let again = try open(streamed, password: "test-pass")
    #expect(again.certificates == Self.named)
    #expect(again.integrity == .verified)
  }

  @Test func readsJava() throws {
    let store = try open(PKCS12OtherVectors.java, password: "test-pass")
    #expect(
      store.certificates.map(\.der)
        == [CertificateVectors.leaf, CertificateVectors.ca, CertificateVectors.ca])
    #expect(store.certificates.map(\.friendlyName) == ["leaf", "CN=ca", "root"])
    #expect(store.privateKeyCount == 1)
    #expect(store.otherCount == 1)
  }

  @Test(
    arguments: [PKCS12Vectors.emptyPassword, PKCS12OtherVectors.javaWithEmptyPassword],
    [nil, ""])
  func triesBothEncodingsOfNoPassword(bytes: [UInt8], password: String?) throws {
    let store = try open(bytes, password: password)
    #expect(store.certificates.last?.der == CertificateVectors.ca)
    #expect(store.integrity == .verified)
  }

  @Test func saysThatThereIsNoIntegrityCheck() throws {
    for password in [nil, "test-pass"] {
      let store = try open(PKCS12Vectors.bare, password: password)
      #expect(store.certificates == Self.named)
      #expect(store.privateKeyCount == 1)
      #expect(store.integrity == .absent)
    }
    let store = try open(PKCS12Vectors.withoutMAC, password: "test-pass")
    #expect(
      store.certificates == [Certificate(der: CertificateVectors.leaf, localKeyID: Self.keyID)])
    #expect(store.integrity == .absent)
  }

  @Test func readsWhatIsNotEncryptedWithoutItsPassword() throws {
    let store = try open(PKCS12Vectors.plain, password: nil)
    #expect(store.certificates == Self.named)
    #expect(store.integrity == .unchecked)
  }

  @Test(arguments: [PKCS12OtherVectors.pbmac1WithSHA256, PKCS12OtherVectors.pbmac1WithSHA512])
  func checksPBMAC1(bytes: [UInt8]) throws {
    let store = try open(bytes, password: "test-pass")
    #expect(store.certificates.map(\.der) == [CertificateVectors.ca])
    #expect(store.integrity == .verified)
    #expect(throws: PKCS12Error.wrongPassword) {
      try open(bytes, password: "wrong")
    }
    var damaged = bytes
    let salt = Array("salty-salt".utf8)
    for index in bytes.indices where bytes[index...].starts(with: salt) { damaged[index] ^= 1 }
    #expect(throws: PKCS12Error.altered) {
      try open(damaged, password: "test-pass")
    }
  }

  @Test(arguments: [
    (PKCS12Vectors.aes, nil, PKCS12Error.passwordNeeded),
    (PKCS12Vectors.aes, "wrong", .wrongPassword),
    (PKCS12Vectors.aes, "", .wrongPassword),
    (PKCS12Vectors.rc2, "wrong", .wrongPassword),
    (PKCS12Vectors.withoutMAC, nil, .passwordNeeded),
    (PKCS12Vectors.withoutMAC, "wrong", .wrongPassword),
    (PKCS12Vectors.emptyPassword, "wrong", .wrongPassword),
    (PKCS12Vectors.plain, "wrong", .wrongPasswordOrAltered),
    (PKCS12Vectors.twoPasswords, "first-pass", .undecryptable),
    (PKCS12Vectors.twoPasswords, "second-pass", .altered),
    (
      PKCS12OtherVectors.pbmac1WithoutKeyLength, "test-pass",
      .unsupported("PBMAC1 without a key length from 20 to 64 bytes")
    ),
    ([], "test-pass", .malformed(offset: 0)),
    (CertificateVectors.ca, "test-pass", .malformed(offset: 4)),
    (MessageVectors.chain, "test-pass", .malformed(offset: 4)),
  ])
  func refuses(bytes: [UInt8], password: String?, error: PKCS12Error) {
    #expect(throws: error) {
      try open(bytes, password: password)
    }
  }

  /// The last bytes are the MAC, its salt and its iteration count.
  @Test func tellsADamagedMACFromAWrongPassword() {
    var bytes = PKCS12Vectors.aes
    bytes[bytes.count - 20] ^= 1
    #expect(throws: PKCS12Error.altered) {
      try open(bytes, password: "test-pass")
    }
    #expect(throws: PKCS12Error.wrongPassword) {
      try open(bytes, password: "wrong")
    }
  }

  @Test func namesAMissingLegacyProvider() throws {
    let error = #expect(throws: PKCS12Error.self) {
      try open(PKCS12Vectors.rc2, password: "test-pass", modules: "/nonexistent")
    }
    #expect(error == .legacyProviderMissing(algorithm: "pbeWithSHA1And40BitRC2"))
  }

  @Test func refusesLargeStores() {
    let bytes = [UInt8](repeating: 0x30, count: PersonalInformationExchange.byteLimit + 1)
    #expect(throws: PKCS12Error.tooLarge(byteCount: bytes.count)) {
      try open(bytes, password: nil)
    }
  }

  @Test(arguments: [PKCS12Vectors.aes, PKCS12OtherVectors.pbmac1WithSHA256])
  func refusesWhatIsCutShort(bytes: [UInt8]) throws {
    // The integrity check is optional, so without all of it the store is only unchecked.
    let whole = try open(bytes, password: "test-pass")
    for count in bytes.indices {
      let store = try? open(Array(bytes.prefix(count)), password: "test-pass")
      guard store == nil || store?.certificates == whole.certificates && store?.integrity == .absent
      else {
        Issue.record("\(count) bytes are read")
        return
      }
    }
  }

  /// A store that passes its integrity check is the one that was made.
  @Test(arguments: [PKCS12Vectors.aes, PKCS12Vectors.plain, PKCS12OtherVectors.pbmac1WithSHA256])
  func survivesEveryDamagedByte(bytes: [UInt8]) throws {
    let whole = try open(bytes, password: "test-pass")
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1
      guard let store = try? open(damaged, password: "test-pass"), store.integrity == .verified
      else { continue }
      guard store.certificates == whole.certificates else {
        Issue.record("a store with a damaged byte \(index) passes")
        return
      }
    }
  }
}
