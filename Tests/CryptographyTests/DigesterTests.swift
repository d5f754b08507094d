import Testing

@testable import Cryptography

struct DigesterTests {
  /// `printf abc | openssl dgst -ALGORITHM`
  @Test(arguments: [
    (DigestAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
    (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      .sha384,
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        + "8086072ba1e7cc2358baeca134c825a7"
    ),
    (
      .sha512,
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func agreesWithTheVectors(algorithm: DigestAlgorithm, hex: String) throws {
    var digester = try Digester(algorithm)
    let text = Array("abc".utf8)
    let expected = bytes(hex: hex)
    #expect(try digester.digest(text.span) == expected)
    #expect(try digester.digest(text.span.extracting(first: 2)) != expected)
    #expect(try digester.digest(text.span) == expected)
    #expect(expected.count == algorithm.byteCount)
    #expect(digester.algorithm == algorithm)
  }

  @Test func anUnknownFunctionIsNamed() {
    #expect {
      _ = try HashFunction(named: "1.2.3.4")
    } throws: {
      "\($0)" == "cannot look up 1.2.3.4: unsupported"
    }
  }

  private func bytes(hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(hex.dropFirst($0).prefix(2), radix: 16)
    }
  }
}
