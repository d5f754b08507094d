import OperatingSystem
import RuleEngine
import SourceText
import Testing

@testable import Certificates

/// Files in every shape in which people keep certificates, whole and broken.
struct CertificateFileTests {
  static let shapes: [(String, String)] = [
    ("as it is", Sample.shop),
    ("CRLF", Sample.shop.replacing("\n", with: "\r\n")),
    ("a lone CR", Sample.shop.replacing("\n", with: "\r")),
    ("a byte order mark", "\u{FEFF}" + Sample.shop),
    ("escaped line breaks", #"CERT=""# + Sample.shop.replacing("\n", with: #"\n"#) + #"""#),
    ("on one line", Sample.shop.replacing("\n", with: "")),
    ("quoted and indented", "cert: '" + Sample.shop.replacing("\n", with: "\n    ") + "'"),
    ("text around it", "Subject: shop\n\n" + Sample.shop + "\nand more"),
    ("no line break at the end", String(Sample.shop.dropLast())),
  ]

  @Test(arguments: shapes)
  func isRead(shape: String, text: String) throws {
    let found = records(text)
    #expect(found.map { $0.text(.sha256).value } == [Sample.shopDigest])
    #expect(found.map { $0.texts(.faults).value } == [[]])
  }

  @Test func recordsBeginAtTheirLines() {
    let text = "bag attributes\n" + String(decoding: Sample.chain, as: UTF8.self)
    #expect(records(text).map(\.location.line) == [2, 20])
    let indented = "a: é " + Sample.shop
    #expect(records(indented).map(\.location.column) == [6])
    #expect(records("\u{FEFF}" + Sample.shop).map(\.location.column) == [1])
    #expect(
      records(Sample.shop.replacing("\n", with: "\r") + Sample.shop).map(\.location.line)
        == [1, 19])
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    let reason: String
    let place: String
    /// The name of the fault.
    let fault: String

    init(
      _ what: String, _ text: String, _ reason: String, _ place: String,
      fault: String = "unreadable"
    ) {
      self.what = what
      self.text = text
      self.reason = reason
      self.place = place
      self.fault = fault
    }

    var testDescription: String { what }
  }

  static let broken: [Broken] = [
    Broken(
      "no END line and half of the base64",
      Sample.shop.split(separator: "\n").prefix(9).joined(separator: "\n") + "\n",
      "the END line is missing", "in:10:1", fault: "armour"),
    Broken(
      "garbage", Sample.shop.replacing("M", with: "*"),
      "'*' is not base64", "in:2:1"),
    Broken(
      "nothing", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
      "there is nothing between its BEGIN and END lines", "in:1:1"),
    Broken(
      "no DER", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      "expected a SEQUENCE at byte 0", "in:1:1"),
    Broken(
      "cut", "-----BEGIN CERTIFICATE-----\nMIIC4TCCAoagAwIBAgIU\n-----END CERTIFICATE-----\n",
      "it ends before the length it states", "in:1:1"),
    Broken(
      "an END line without a BEGIN line", "-----END CERTIFICATE-----\n",
      "there is no BEGIN line before this END line", "in:1:1", fault: "armour"),
  ]

  /// A broken block is a record of which nothing can be judged, beside others that are read.
  @Test(arguments: broken)
  func isUnreadable(broken: Broken) throws {
    let found = records(broken.text + Sample.shop)
    try #require(found.count == 2)
    for fact in [Fact.name, .issuer, .sha256] {
      guard case .unreadable(broken.reason) = found[0].text(fact) else {
        Issue.record("\(fact.name) is \(found[0].text(fact))")
        continue
      }
    }
    guard case .unreadable(broken.reason) = found[0].time(.notAfter),
      case .unreadable(broken.reason) = found[0].flag(.isCA),
      case .unreadable(broken.reason) = found[0].count(.keyBits),
      case .unreadable(broken.reason) = found[0].fingerprints(),
      case .unreadable(broken.reason) = found[0].certificate()
    else {
      Issue.record("something was read")
      return
    }
    #expect(found[0].texts(.faults).value == ["\(broken.fault): \(broken.reason)"])
    #expect(found[0].place(of: .notAfter).location.description == broken.place)
    #expect(found[1].text(.sha256).value == Sample.shopDigest)
  }

  /// Where all of the DER is there, it is judged, and the broken line is told of.
  @Test(arguments: [
    (
      Sample.shop.replacing("-----END CERTIFICATE-----\n", with: ""), "the END line is missing"
    ),
    (
      Sample.shop.replacing("END CERTIFICATE", with: "END X"),
      "the END line has another label than the BEGIN line"
    ),
    (
      Sample.shop.replacing("END CERTIFICATE-----", with: "END CERTIFICATE--"),
      "the END line does not end with five dashes"
    ),
  ])
  func isReadInSpiteOf(text: String, fault: String) {
    let found = records(text)
    #expect(found.map { $0.text(.sha256).value } == [Sample.shopDigest])
    #expect(found.map { $0.texts(.faults).value } == [["armour: \(fault)"]])
    #expect(found.map { $0.place(of: .faults, element: 0).byteOffset } == [nil])
  }

  @Test func whatIsPassedOverIsNoticed() throws {
    let text =
      "x\n" + String(decoding: Sample.revocationList, as: UTF8.self)
        + """
        -----BEGIN EC PARAMETERS-----
        BggqhkjOPQMBBw==
        -----END EC PARAMETERS-----
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAMCDZrQ4/U/XRc9rkjR43IKNOYms10eh7AuOW+kwP2Cc=
        -----END PUBLIC KEY-----
        -----BEGIN PGP PUBLIC KEY BLOCK-----

        mDMEZ
        -----END PGP PUBLIC KEY BLOCK-----
        """
    let file = CertificateFile(FileBytes(Array(text.utf8)), place: "in", format: .pem)
    #expect(file.count == 0)
    #expect(
      file.notices.map { "\($0.first.line): \($0.kind)" } == [
        "2: a revocation list (CRL) is not read",
        "9: the parameters of a key are not read",
        "12: a public key is not read",
        "15: a PEM block of another kind is not read",
      ])
  }

  @Test(arguments: [
    "", "hello", "-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n",
    "a line of -----BEGIN NOTHING at all", "{}", "0", "0\u{0}",
  ])
  func isNoCertificateFile(text: String) {
    #expect(CertificateFormat(recognising: FileBytes(Array(text.utf8))) == nil)
  }

  @Test func whatFollowsALeafIsItsChain() throws {
    let chain = String(decoding: Sample.chain, as: UTF8.self)
    let root = String(decoding: Sample.root, as: UTF8.self)
    let key = String(decoding: Sample.key, as: UTF8.self)
    let found = records(key + chain + root + Sample.shop)
    #expect(
      found.map { $0.text(.name).value }
        == [nil, "shop.example.com", "Example Issuing", "Example Root", "shop.example.com"])
    let chains = found.map { reader in
      reader.chain().value?.map { certificate in
        certificate.read { $0.subject(in: $1)?.commonName(in: $1) }
      }
    }
    #expect(chains == [nil, ["Example Issuing", "Example Root"], nil, nil, nil])
  }

  /// A large file is looked through in parts, which are cut anywhere.
  @Test func partsOfALargeFileHoldWhatTheWholeHolds() {
    var text: [UInt8] = []
    let filling = String(repeating: String(repeating: "QUJD", count: 16) + "\n", count: 12)
    let block = "-----BEGIN CERTIFICATE-----\n\(filling)-----END CERTIFICATE-----"
    let pieces = [
      block + "\n", block + "\r\n", block + "\r", block,
      block.replacing("\n", with: "\r\n") + "\r\n",
      "-----BEGIN CERTIFICATE-----\n\(filling)", "-----END CERTIFICATE-----\n",
      "-----BEGIN CERTIFICATE----\n", "as in -----BEGIN CERTIFICATE-----\n",
      block.replacing("CERTIFICATE", with: "X509 CRL") + "\n",
      block.replacing("CERTIFICATE", with: "PRIVATE KEY"),
      block.replacing("CERTIFICATE", with: "PKCS7") + "\n", "\n\r\n\r\r\n", "--", "-----\n",
    ]
    var state: UInt64 = 11
    while text.count < 3 << 20 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += pieces[Int(state >> 33) % pieces.count].utf8
    }
    func found(_ workers: Int) -> [String] {
      let workers = Workers(count: workers) { count, body in
        for shard in 0..<count { body(shard) }
      }
      let file = CertificateFile(
        FileBytes(text), place: "in", format: .pem, workers: workers)
      return (file.entries + file.messages).map { "\($0.form) \($0.start) \($0.line)" }
        + file.notices.map { "\($0.count) times \($0.kind) \($0.first)" }
    }
    let whole = found(1)
    #expect(whole.count > 2000)
    #expect(found(2) == whole)
    #expect(found(3) == whole)
  }

  /// Whatever is cut off or flipped, there is a value or a reason.
  @Test func isTotal() {
    let whole = Array(Sample.shop.utf8)
    for count in stride(from: 0, to: whole.count, by: 31) {
      for reader in records(Array(whole.prefix(count)), as: .pem) { exercise(reader) }
    }
    for index in stride(from: 0, to: Sample.printer.count, by: 5) {
      var flipped = Sample.printer
      flipped[index] ^= 0xFF
      for reader in records(flipped, as: .der) { exercise(reader) }
    }
  }

  private func exercise(_ reader: any RecordReader) {
    for fact in Fact.allCases where fact != .selfSigned {
      _ = reader.text(fact)
      _ = reader.texts(fact)
      _ = reader.time(fact)
      _ = reader.count(fact)
      _ = reader.flag(fact)
      let place = reader.place(of: fact)
      #expect(place.location.path == "in")
      _ = reader.place(of: fact, element: 0)
    }
    _ = reader.chain()
  }
}
