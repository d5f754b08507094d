import Testing

@testable import Cryptography

struct SHA256DigestTests {
  /// The vectors of FIPS 180-4 and lengths around its block; `printf TEXT | openssl dgst -sha256`.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func agreesWithTheVectors(text: String, hex: String) throws {
    var digester = try SHA256Digester()
    let bytes = Array(text.utf8)
    #expect(try digester.digest(bytes.span).hex == hex)
  }

  @Test func startsAnewWithEachDigest() throws {
    var digester = try SHA256Digester()
    let bytes: [UInt8] = [1, 2, 3]
    let first = try digester.digest(bytes.span)
    let other = try digester.digest(bytes.span.extracting(first: 2))
    let again = try digester.digest(bytes.span)
    #expect(first == again)
    #expect(first != other)
    #expect(Set([first, other, again]).count == 2)
  }

  @Test func digitsAreThoseOfTheText() throws {
    var digester = try SHA256Digester()
    let nothing: [UInt8] = []
    let digest = try digester.digest(nothing.span)
    let digits = digest.hexDigits
    #expect(digits.indices.map { digits[$0] } == Array(digest.hex.utf8))
    #expect(digest.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func anErrorWithoutEntryInTheQueueIsStillASentence() {
    #expect(
      OpenSSLError(draining: "look up SHA-256").description
        == "cannot look up SHA-256: no reason given")
  }

  @Test func digestsAreAsLongAsTheirAlgorithmsSay() {
    #expect(DigestAlgorithm.allCases.map(\.byteCount) == [16, 20, 32, 48, 64])
    #expect(
      DigestAlgorithm.allCases.map(\.rawValue) == ["md5", "sha1", "sha256", "sha384", "sha512"])
  }
}
