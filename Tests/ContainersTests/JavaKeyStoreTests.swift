import Testing

@testable import Containers

struct JavaKeyStoreTests {
  @Test func readsJKS() {
    let bytes = JavaKeyStoreVectors.jks
    let store = JavaKeyStore(bytes.span)
    #expect(store.defect == nil)
    #expect(store.entries.map(\.alias) == ["rööt\0🔑", "leaf"])
    #expect(store.entries.map(\.kind) == [.trustedCertificate, .privateKey])
    #expect(store.entries.map(\.createdAt) == [1_795_230_746_496, 1_795_230_746_487])
    #expect(store.entries.map(\.offset) == [12, 340])
    #expect(store.entries.map(\.certificates) == [[51..<340], [485..<684, 695..<984]])
  }

  @Test func readsJCEKSAroundItsSecretKeys() {
    let bytes = JavaKeyStoreVectors.jceks
    let store = JavaKeyStore(bytes.span)
    #expect(store.defect == nil)
    #expect(store.entries.map(\.alias) == ["rööt\0🔑", "secret", "leaf", "second"])
    #expect(
      store.entries.map(\.kind) == [.trustedCertificate, .secretKey, .privateKey, .secretKey])
    #expect(
      store.entries.map(\.certificates) == [[51..<340], [], [936..<1135, 1146..<1435], []])
  }

  @Test(arguments: [JavaKeyStoreVectors.jks, JavaKeyStoreVectors.jceks])
  func findsTheSameCertificates(bytes: [UInt8]) {
    let certificates = JavaKeyStore(bytes.span).entries.flatMap(\.certificates).map { bytes[$0] }
    #expect(certificates.count == 3)
    #expect(certificates.first == certificates.last)
    #expect(
      certificates.map { Array($0.prefix(2)) } == [[0x30, 0x82], [0x30, 0x81], [0x30, 0x82]])
  }

  /// Version 1 does not name the type of a certificate.
  @Test func readsVersion1() {
    var bytes = JavaKeyStoreVectors.jks
    let typeName: [UInt8] = [0, 5] + Array("X.509".utf8)
    for index in bytes.indices.reversed() where bytes[index...].starts(with: typeName) {
      bytes.removeSubrange(index..<index + typeName.count)
    }
    bytes[7] = 1
    let store = JavaKeyStore(bytes.span)
    #expect(store.defect == nil)
    #expect(store.entries.map(\.certificates) == [[44..<333], [471..<670, 674..<963]])
  }

  @Test(arguments: [
    ([], "cut short in a number (byte 0)"),
    ([0xfe, 0xed, 0xfe], "cut short in a number (byte 3)"),
    ([0x30, 0x82, 0, 0], "no Java keystore (byte 0)"),
    ([0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 3], "a Java keystore of version 3, not 1 or 2 (byte 4)"),
    (
      [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff],
      "a store too short for its 4294967295 entries (byte 8)"
    ),
    (
      [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 0],
      "cut short in the integrity digest (byte 12)"
    ),
  ])
  func refuses(bytes: [UInt8], message: String) {
    let store = JavaKeyStore(bytes.span)
    #expect(store.entries.isEmpty)
    #expect(store.defect?.description == message)
  }

  @Test(arguments: [
    (offset: 12, value: UInt32(7), entries: 0, message: "an entry of unknown type 7 (byte 12)"),
    (47, .max, 1, "a store too short for its 4294967295 bytes of a certificate (byte 47)"),
    (358, 0x8000_0000, 2, "a store too short for its 2147483648 bytes of a private key (byte 358)"),
    (470, 1_000_000, 2, "a store too short for its 1000000 certificates (byte 470)"),
  ])
  func keepsWhatIsBeforeADefect(offset: Int, value: UInt32, entries: Int, message: String) {
    var bytes = JavaKeyStoreVectors.jks
    for index in 0..<4 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index))
    }
    let store = JavaKeyStore(bytes.span)
    #expect(store.defect?.description == message)
    #expect(store.entries.count == entries)
    #expect(store.entries.last?.certificates.count ?? 0 == 0)
  }

  @Test(arguments: [0xac, 0x73, 0x72, 0x02])
  func namesASecretKeyThatIsNotSealedAsJavaDoesIt(token: UInt8) throws {
    var bytes = JavaKeyStoreVectors.jceks
    let index = try #require(bytes[340...].dropFirst(20).firstIndex(of: token))
    bytes[index] = 0x60
    let store = JavaKeyStore(bytes.span)
    #expect(store.entries.map(\.alias) == ["rööt\0🔑", "secret"])
    #expect(store.entries.first?.certificates == [51..<340])
    let message = try #require(store.defect?.description)
    #expect(
      message.hasPrefix(
        "the secret key 'secret' is not sealed as Java does it; entries after it are not read"
          + " (byte "))
  }

  @Test(arguments: [JavaKeyStoreVectors.jks, JavaKeyStoreVectors.jceks])
  func namesTheEndOfAStoreCutShort(bytes: [UInt8]) {
    let whole = JavaKeyStore(bytes.span)
    for count in bytes.indices {
      let store = JavaKeyStore(bytes.span.extracting(first: count))
      let isAsItShouldBe =
        switch store.defect?.defect {
        case .cutShort: store.defect?.offset == count
        case .excessive: true
        default: false
        }
      guard isAsItShouldBe, whole.entries.map(\.alias).starts(with: store.entries.map(\.alias))
      else {
        Issue.record("\(store) of \(count) bytes")
        return
      }
    }
  }

  /// Whatever a byte is changed to, there is a value and its places are inside of the bytes.
  @Test(arguments: [JavaKeyStoreVectors.jks, JavaKeyStoreVectors.jceks])
  func survivesEveryDamagedByte(bytes: [UInt8]) {
    var bytes = bytes
    for index in bytes.indices {
      let original = bytes[index]
      for value in [original ^ 1, 0x71] {
        bytes[index] = value
        let places = JavaKeyStore(bytes.span).entries.flatMap(\.certificates)
        guard places.allSatisfy({ $0.upperBound <= bytes.count }) else {
          Issue.record("a place outside with \(value) at byte \(index)")
          return
        }
      }
      bytes[index] = original
    }
  }

  /// A class whose superclass is itself, and an object of it.
  @Test func survivesAClassThatIsItsOwnAncestor() {
    var bytes: [UInt8] = [0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2, 0, 0, 0, 1]
    bytes += [0, 0, 0, 3, 0, 1, UInt8(ascii: "k")] + [UInt8](repeating: 0, count: 8)
    bytes += [0xac, 0xed, 0, 5, 0x73, 0x72, 0, 1, UInt8(ascii: "K")]
    bytes += [UInt8](repeating: 0, count: 8) + [2, 0, 0, 0x78, 0x71, 0, 0x7e, 0, 0]
    bytes += [UInt8](repeating: 0, count: 20)
    let store = JavaKeyStore(bytes.span)
    #expect(store.defect?.defect == .unreadableSecretKey(alias: "k"))
  }

  @Test(arguments: [
    (JavaKeyStoreVectors.jks, true), (JavaKeyStoreVectors.jceks, true), ([], false),
    ([0xfe, 0xed], false), ([0xca, 0xfe, 0xba, 0xbe], false), ([0x30, 0x82, 1, 2], false),
  ])
  func recognizesBothFormats(bytes: [UInt8], isRecognized: Bool) {
    let answer = JavaKeyStore.isRecognized(bytes.span)
    #expect(answer == isRecognized)
  }
}
