import Testing

@testable import Cryptography

/// Stores that ask for too much or for what is not known.
struct PKCS12LimitTests {
  private static let data = "1.2.840.113549.1.7.1"
  private static let tripleDES = "1.2.840.113549.1.12.1.3"
  private static let salt = DER.octets([1, 2, 3, 4, 5, 6, 7, 8])
  private static let tenMillionAndOne = DER.integer(0, 0x98, 0x96, 0x81)
  private static let sixMillion = DER.integer(0x5b, 0x8d, 0x80)

  private static func store(_ parts: [UInt8]..., mac: [UInt8] = []) -> [UInt8] {
    let content = DER.sequence(parts.flatMap { $0 })
    return DER.sequence(
      DER.integer(3),
      DER.sequence(DER.identifier(data), DER.context0(DER.octets(content))), mac)
  }

  private static func encrypted(_ algorithm: String, _ parameters: [UInt8]...) -> [UInt8] {
    DER.sequence(
      DER.identifier("1.2.840.113549.1.7.6"),
      DER.context0(
        DER.sequence(
          DER.integer(0),
          DER.sequence(
            DER.identifier(data),
            DER.sequence(
              DER.identifier(algorithm), DER.sequence(parameters.flatMap { $0 })),
            DER.implicit0([UInt8](repeating: 7, count: 16))))))
  }

  private static func pbes2(_ derivation: [UInt8], cipher: String) -> [UInt8] {
    encrypted(
      "1.2.840.113549.1.5.13", derivation,
      DER.sequence(DER.identifier(cipher), DER.octets([UInt8](repeating: 0, count: 16))))
  }

  private static func pbkdf2(iterations: [UInt8], function: [UInt8] = []) -> [UInt8] {
    DER.sequence(DER.identifier("1.2.840.113549.1.5.12"), DER.sequence(salt, iterations, function))
  }

  private static func scrypt(_ cost: [UInt8], parallelism: UInt8 = 1) -> [UInt8] {
    DER.sequence(
      DER.identifier("1.3.6.1.4.1.11591.4.11"),
      DER.sequence(salt, cost, DER.integer(8), DER.integer(parallelism)))
  }

  private static let aes256 = "2.16.840.1.101.3.4.1.42"

  private static func mac(
    hashFunction: String = "1.3.14.3.2.26", _ parameters: [UInt8] = [], iterations: [UInt8]
  ) -> [UInt8] {
    DER.sequence(
      DER.sequence(
        DER.sequence(DER.identifier(hashFunction), parameters),
        DER.octets([UInt8](repeating: 0, count: 20))),
      salt, iterations)
  }

  private func error(of bytes: [UInt8]) -> PKCS12Error? {
    do throws(PKCS12Error) {
      _ = try PersonalInformationExchange(bytes.span, password: "test-pass")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    store(mac: mac(iterations: tenMillionAndOne)),
    store(mac: mac(iterations: DER.integer(0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
    store(encrypted(tripleDES, salt, tenMillionAndOne)),
    store(encrypted(tripleDES, salt, sixMillion), encrypted(tripleDES, salt, sixMillion)),
    store(encrypted(tripleDES, salt, sixMillion), mac: mac(iterations: sixMillion)),
    store(pbes2(pbkdf2(iterations: tenMillionAndOne), cipher: aes256)),
    store(pbes2(scrypt(DER.integer(0x40, 0), parallelism: 0x7f), cipher: aes256)),
  ])
  func capsIterations(bytes: [UInt8]) {
    #expect(error(of: bytes) == .tooManyIterations)
  }

  @Test func refusesNegativeIterations() {
    let part = Self.encrypted(Self.tripleDES, Self.salt, DER.integer(0xff))
    #expect(error(of: Self.store(part)) == .malformed(offset: nil))
    let store = Self.store(mac: Self.mac(iterations: DER.integer(0x80)))
    #expect(error(of: store) == .malformed(offset: store.count - 3))
  }

  @Test(arguments: [
    (store(encrypted("1.2.3.4", salt, DER.integer(1))), "encryption by 1.2.3.4"),
    (
      store(pbes2(pbkdf2(iterations: DER.integer(1)), cipher: "1.2.3.4")),
      "encryption by PBES2 with cipher 1.2.3.4"
    ),
    (
      store(pbes2(DER.sequence(DER.identifier("1.2.3.4")), cipher: aes256)),
      "encryption by PBES2 with key derivation 1.2.3.4"
    ),
    (
      store(
        pbes2(
          pbkdf2(
            iterations: DER.integer(1), function: DER.sequence(DER.identifier("1.2.3.4"))),
          cipher: aes256)),
      "encryption by PBES2 with pseudorandom function 1.2.3.4"
    ),
    (
      store(pbes2(scrypt(DER.integer(0x7f, 0, 0, 0, 0, 0, 0, 0)), cipher: aes256)),
      "encryption by PBES2 with scrypt in 32 MB of memory or more"
    ),
    (
      store(pbes2(scrypt(DER.integer(0, 0x80, 0)), cipher: aes256)),
      "encryption by PBES2 with scrypt in 32 MB of memory or more"
    ),
    (
      store(DER.sequence(DER.identifier("1.2.840.113549.1.7.3"))),
      "content of type 1.2.840.113549.1.7.3"
    ),
    (
      store(mac: mac(hashFunction: "1.2.3.4", iterations: DER.integer(1))),
      "a MAC with hash function 1.2.3.4"
    ),
    (
      store(
        mac: mac(
          hashFunction: "1.2.840.113549.1.5.14",
          DER.sequence(scrypt(DER.integer(2)), DER.sequence(DER.identifier("1.2.3.4"))),
          iterations: DER.integer(1))),
      "PBMAC1 with key derivation 1.3.6.1.4.1.11591.4.11"
    ),
    (
      DER.sequence(
        DER.integer(3),
        DER.sequence(
          DER.identifier("1.2.840.113549.1.7.2"), DER.context0(DER.sequence()))),
      "public-key integrity"
    ),
  ])
  func namesWhatItDoesNotSupport(bytes: [UInt8], what: String) {
    #expect(error(of: bytes) == .unsupported(what))
  }

  /// Keys for ciphers are derived by whatever is known, and the password is wrong all the same.
  @Test(arguments: [
    store(pbes2(scrypt(DER.integer(0x40, 0)), cipher: aes256)),
    store(pbes2(pbkdf2(iterations: DER.integer(1)), cipher: "1.3.14.3.2.7")),
    store(encrypted("1.2.840.113549.1.5.3", salt, DER.integer(1))),
  ])
  func takesOtherSchemesForAWrongPassword(bytes: [UInt8]) {
    #expect(error(of: bytes) == .wrongPassword)
  }

  @Test func readsAStoreOfNothing() throws {
    let bytes = Self.store()
    let store = try PersonalInformationExchange(bytes.span, password: nil)
    #expect(store.certificates.isEmpty)
    #expect(store.privateKeyCount == 0)
    #expect(store.integrity == .absent)
  }

  @Test(arguments: [
    (
      PKCS12Error.tooManyIterations,
      "the PKCS#12 store asks for more than 10000000 iterations to derive its keys, which is not"
        + " tried; export it with fewer"
    ),
    (
      .tooLarge(byteCount: 20_000_000),
      "a PKCS#12 store of 20000000 bytes; at most 16777216 are read"
    ),
    (.malformed(offset: 4), "not a PKCS#12 store, or damaged or cut short at byte 4"),
    (.malformed(offset: nil), "the PKCS#12 store is damaged inside"),
    (.passwordNeeded, "the PKCS#12 store needs a password, and none was given"),
    (.wrongPassword, "the password does not fit the PKCS#12 store"),
    (
      .altered,
      "the password decrypts the PKCS#12 store, but its integrity check fails: it was altered or"
        + " damaged, or has a second password; export it again"
    ),
    (
      .wrongPasswordOrAltered,
      "the integrity check of the PKCS#12 store fails: the password is wrong, or the store was"
        + " altered"
    ),
    (
      .undecryptable,
      "the password passes the integrity check of the PKCS#12 store but does not decrypt it;"
        + " stores with two passwords are not read, export it with one"
    ),
    (
      .unsupported("public-key integrity"),
      "the PKCS#12 store uses public-key integrity, which is not supported"
    ),
    (
      .legacyProviderMissing(algorithm: "pbeWithSHA1And40BitRC2"),
      "the PKCS#12 store is encrypted with pbeWithSHA1And40BitRC2, which needs OpenSSL's legacy"
        + " provider, and that is not installed; install it, or export the store again with AES"
    ),
    (
      .refused(OpenSSLError(code: 0, operation: "derive the MAC's key")),
      "OpenSSL cannot read the PKCS#12 store: cannot derive the MAC's key: no reason given"
    ),
  ])
  func saysWhatToDo(error: PKCS12Error, message: String) {
    #expect("\(error)" == message)
  }
}
