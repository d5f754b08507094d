import Testing
import X509

@Suite struct PEMScannerTests {
  /// Every block as `label body!fault`, the body decoded.
  private func blocks(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var scanner = PEMScanner()
    var buffer = Base64Buffer()
    var seen: [String] = []
    while let block = scanner.next(in: bytes.span) {
      var entry = "\(block.label) "
      do throws(Base64Error) {
        try block.decode(bytes.span, into: &buffer)
        entry += String(decoding: buffer.bytes, as: UTF8.self)
      } catch {
        entry += "!\(error) at \(error.offset)"
      }
      if let fault = block.fault { entry += "!\(fault.reason) at \(fault.offset)" }
      seen.append(entry)
    }
    return seen
  }

  private static let begin = "-----BEGIN CERTIFICATE-----"
  private static let end = "-----END CERTIFICATE-----"

  @Test(arguments: [
    "\(begin)\naGVsbG8=\n\(end)\n", "\(begin)\r\naGVs\r\nbG8=\r\n\(end)\r\n",
    "\(begin)\raGVs\rbG8=\r\(end)", "\(begin)aGVsbG8=\(end)", "\(begin)aGVsbG8\(end)",
    "\u{FEFF}\(begin)\naGVsbG8=\n\(end)", "text \(begin)\n\naGVsbG8=\n\n\(end) more",
    "  \(begin)\n  aGVs\n\tbG8=\n  \(end)", #"{"crt":"\#(begin)\naGVs\nbG8=\n\#(end)\n"}"#,
    #"X="\#(begin)\r\naGVs\r\nbG8=\r\n\#(end)\r\n""#, #"\#(begin)\\naGVsbG8=\\n\#(end)"#,
    "'\(begin)\naGVsbG8=\n\(end)'", "\"\(begin)\"\n\"aGVsbG8=\"\n\"\(end)\"",
    "\(begin)\\\naGVsbG8=\\\n\(end)", "a-b--c---d----e\n\(begin)\naGVsbG8=\n\(end)",
    "-----BEGIN CERTIFICATE ----- \naGVsbG8=\n-----END  CERTIFICATE-----",
    "-------\(begin)\naGVsbG8=\n\(end)--", "-----BEGIN PGP\n\(begin)\naGVsbG8=\n\(end)",
  ])
  func oneCertificate(text: String) {
    #expect(blocks(text) == ["certificate hello"])
  }

  @Test(
    arguments: [
      ("\(begin)\naGVs\n\(end)\(begin)\nbG8=\n\(end)", ["certificate hel", "certificate lo"]),
      (
        "\(begin)\naGVs\n\(begin)\nbG8=\n\(end)",
        ["certificate hel!missingEnd at 33", "certificate lo"]
      ),
      ("\(begin)\naGVs\n", ["certificate hel!missingEnd at 33"]),
      (#"{"a":"\#(begin)\naGVs","b":1}"#, ["certificate hel!missingEnd at 39"]),
      ("\(begin)\naGVs\n-----END X509 CRL-----", ["certificate hel!mismatchedEnd at 42"]),
      ("\(begin)\naGVs\n-----END CERTIFICATE", ["certificate hel!malformedEnd at 53"]),
      (
        "-----BEGIN CERTIFICATE---\naGVs\n\(end)",
        [
          "certificate !malformedBegin at 25", "certificate !missingBegin at 31",
        ]
      ),
      ("aGVs\n\(end)", ["certificate !missingBegin at 5"]),
      ("\(begin)\na*Vs\n\(end)", ["certificate !'*' is not base64 at 29"]),
      ("\(begin)\naGVs-bG8=\n\(end)", ["certificate !'-' is not base64 at 32"]),
      ("\(begin)\naGVs\u{1}\n\(end)", ["certificate !byte 0x01 is not base64 at 32"]),
      ("\(begin)\naGVsb\n\(end)", ["certificate !the last group of base64 is incomplete at 34"]),
      ("\(begin)\naGVsbG8=aGVs\n\(end)", ["certificate !base64 goes on after its padding at 36"]),
      ("\(begin)\n\(end)", ["certificate "]), ("\(begin)\(end)", ["certificate "]),
      ("-----BEGIN nothing of note", []), ("----- BEGIN CERTIFICATE -----", []),
      ("----BEGIN CERTIFICATE----\naGVs\n----END CERTIFICATE----", []), ("", []), ("-----", []),
      ("-----BEGIN ", []), ("-----BEGIN CERT", []), (String(repeating: "-", count: 500), []),
    ] as [(String, [String])])
  func tables(text: String, expected: [String]) {
    #expect(blocks(text) == expected)
  }

  @Test(
    arguments: [
      ("CERTIFICATE", .certificate), ("X509 CERTIFICATE", .certificate),
      ("TRUSTED CERTIFICATE", .trustedCertificate), ("CERTIFICATE REQUEST", .certificateRequest),
      ("NEW CERTIFICATE REQUEST", .certificateRequest), ("X509 CRL", .revocationList),
      ("PKCS7", .pkcs7), ("PKCS #7 SIGNED DATA", .pkcs7), ("CMS", .pkcs7),
      ("PRIVATE KEY", .privateKey), ("RSA PRIVATE KEY", .privateKey),
      ("EC PRIVATE KEY", .privateKey), ("DSA PRIVATE KEY", .privateKey),
      ("ENCRYPTED PRIVATE KEY", .privateKey), ("OPENSSH PRIVATE KEY", .privateKey),
      ("PGP PRIVATE KEY BLOCK", .privateKey), ("PUBLIC KEY", .publicKey),
      ("EC PARAMETERS", .parameters), ("DH PARAMETERS", .parameters), ("OTHER THING", .other),
      ("A-B", .other), ("", .other),
    ] as [(String, PEMLabel)])
  func labels(text: String, label: PEMLabel) {
    let bytes = Array("-----BEGIN \(text)-----\nAAAA\n-----END \(text)-----".utf8)
    var scanner = PEMScanner()
    let block = scanner.next(in: bytes.span)
    #expect(block?.label == label)
    #expect(block?.fault == nil)
    #expect(block?.range == bytes.indices)
    #expect(block?.labelRange.count == text.utf8.count)
    #expect(scanner.next(in: bytes.span) == nil)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\\n"])
  func headers(newline: String) throws {
    let text = [
      "-----BEGIN RSA PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED",
      "DEK-Info: AES-128-CBC,00112233", " continued", "", "aGVsbG8=",
      "-----END RSA PRIVATE KEY-----",
    ].joined(separator: newline)
    let bytes = Array(text.utf8)
    var scanner = PEMScanner()
    let blockRead = scanner.next(in: bytes.span)
    let block = try #require(blockRead)
    let headers = String(decoding: bytes[block.headers], as: UTF8.self)
    #expect(headers.contains("Proc-Type: 4,ENCRYPTED"))
    #expect(!headers.contains("aGVs"))
    #expect(blocks(text) == ["privateKey hello"])
  }

  @Test func fromAnOffset() {
    let text = Array("\(Self.begin)\naGVs\n\(Self.end)\n\(Self.begin)\nbG8=\n\(Self.end)".utf8)
    var scanner = PEMScanner(from: 3)
    #expect(scanner.next(in: text.span)?.fault?.reason == .missingBegin)
    #expect(scanner.next(in: text.span)?.range.lowerBound == 59)
    #expect(scanner.next(in: text.span) == nil)
  }

  @Test func everyTruncation() {
    let text = Array((Vector.ed25519 + "\n" + NameVector.bmp).utf8)
    var buffer = Base64Buffer()
    for count in 0..<text.count {
      let part = Array(text.prefix(count))
      var scanner = PEMScanner()
      var blocks = 0
      while let block = scanner.next(in: part.span) {
        #expect(block.range.upperBound <= count)
        try? block.decode(part.span, into: &buffer)
        blocks += 1
      }
      #expect(blocks <= 2)
    }
  }

  @Test func faultSentences() {
    #expect(
      PEMFault.Reason.allCases.map(\.sentence) == [
        "the BEGIN line does not end with five dashes",
        "the END line does not end with five dashes",
        "the END line has another label than the BEGIN line",
        "there is no BEGIN line before this END line", "the END line is missing",
        "the text is UTF-16, which few programs read; save it as UTF-8",
      ])
  }
}
