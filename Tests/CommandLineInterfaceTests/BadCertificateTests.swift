import FoundationEssentials
import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Files and stores that are broken, hostile or out of all proportion: each gives one clear message and
/// the right status.
struct BadCertificateTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    tool.environment = ["RIGHT": "example", "WRONG": "exemple"]
    try folder.write(
      "policy.yaml",
      "certgate: 1\npolicy: p\nrules: { expiry-window: { min-remaining: 0d }, serial-number: }\n")
  }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "policy.yaml", "--at", "2026-11-01"] + arguments)
  }

  private static func example(_ name: String) -> [UInt8] {
    let path = Paths.join(Tool.repository, "Examples/certificates/\(name)")
    let file = try? FileBytes.contents(ofFile: path)
    return file.map { $0.bytes(in: 0..<$0.count) } ?? []
  }

  private static let store = example("stores/shop.p12")
  private static let keystore = example("stores/shop.jks")
  private static let chain = example("certs/shop/fullchain.pem")

  /// SHA-1 of a content without anything in it, to be derived 2,147,483,647 times.
  private static let absurdStore: [UInt8] =
    [0x30, 0x4B, 0x02, 0x01, 0x03]
    + [0x30, 0x11, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01]
    + [0xA0, 0x04, 0x04, 0x02, 0x30, 0x00]
    + [0x30, 0x33, 0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00]
    + [0x04, 0x14] + [UInt8](repeating: 0, count: 20)
    + [0x04, 0x08] + [UInt8](repeating: 1, count: 8) + [0x02, 0x04, 0x7F, 0xFF, 0xFF, 0xFF]

  /// A store with one byte of its integrity check changed.
  private static let alteredStore: [UInt8] = {
    var bytes = store
    bytes[bytes.count - 40] ^= 1
    return bytes
  }()

  static let stores: [(String, [UInt8], String, String)] = [
    ("no password", store, "", "the PKCS#12 store needs a password, and none was given"),
    ("a wrong password", store, "WRONG", "the password does not fit the PKCS#12 store"),
    (
      "an altered store", alteredStore, "RIGHT",
      "the password decrypts the PKCS#12 store, but its integrity check fails: it was altered or "
        + "damaged, or has a second password; export it again"
    ),
    (
      "a store cut short", Array(store.prefix(500)), "RIGHT",
      "not a PKCS#12 store, or damaged or cut short at byte 3"
    ),
    (
      "an absurd number of iterations", absurdStore, "RIGHT",
      "the PKCS#12 store asks for more than 10000000 iterations to derive its keys, which is not "
        + "tried; export it with fewer"
    ),
    (
      "a keystore cut short in a number", Array(keystore.prefix(6)), "",
      "not a Java keystore, or damaged: cut short in a number (byte 6)"
    ),
    (
      "a keystore cut short in its first certificate", Array(keystore.prefix(400)), "",
      "not a Java keystore, or damaged: a store too short for its 741 bytes of a certificate "
        + "(byte 252)"
    ),
  ]

  @Test(arguments: stores)
  func storesThatCannotBeRead(
    what: String, bytes: [UInt8], password: String, message: String
  ) throws {
    try folder.write("store", bytes)
    let outcome =
      password.isEmpty ? lint("store") : lint("--password-env", password, "store")
    #expect(outcome.status == 3, "\(what)")
    #expect(outcome.output.contains("store\n  unread   \(message)\n           store\n"), "\(what)")
    #expect(outcome.output.contains("0 certificates in 1 input, 1 failure; exit 3"))
  }

  /// What was read before the damage is judged.
  @Test func aKeystoreCutShortBehindACertificate() throws {
    try folder.write("store.jks", Self.keystore.dropLast(30) + [])
    let outcome = lint("store.jks")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "store.jks  1 certificate\n  unread   the rest of the keystore cannot be read: a store too "
          + "short for its 518 bytes of a certificate (byte 1004)\n"))
    #expect(outcome.output.contains("1 certificate in 1 input, 1 failure; exit 3"))
  }

  static let secrets: [(String, String, String)] = [
    (
      "secret.json",
      #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"shop"},"#
        + "\n" + #""data":{"tls.crt":"this is not base64!"}}"#,
      "secret.json:2:19"
    ),
    (
      "secret.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: shop }\ndata:\n  tls.crt: not base64!\n",
      "secret.yaml:5:12"
    ),
  ]

  /// Of what cannot be read one check speaks, however many there are.
  @Test(arguments: secrets)
  func aSecretThatIsNotBase64(name: String, text: String, place: String) throws {
    try folder.write(name, text)
    let outcome = lint(name)
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        """
          error    shop/tls.crt  expiry-window  cannot be judged: the certificate cannot be read \
        (it is not base64: '!' is not base64)
                   \(place)

        """), "\(outcome.output)")
    #expect(!outcome.output.contains("shop/tls.crt  serial-number"))
    #expect(
      outcome.output.contains(
        "not applied: serial-number to 1 certificate (only certificates that can be read are judged)"
      ))
  }

  /// The gravest of the checks speaks, unless one that looks for faults is as grave.
  @Test(arguments: [
    ("well-formed: , expiry-window:", "well-formed  unreadable: it ends before"),
    (
      "well-formed: { severity: note }, expiry-window:", "expiry-window  cannot be judged: the cert"
    ),
    (
      "expiry-window: { severity: note }, serial-number: { severity: warning }, key-strength:",
      "key-strength  cannot be judged: the certificate cannot be read (it ends before"
    ),
    (
      "expiry-window: { on-unknown: ignore }, unique-key:", "unique-key  cannot be judged: the cert"
    ),
  ])
  func oneCheckSpeaksOfWhatCannotBeRead(rules: String, message: String) throws {
    let der = Self.example("certs/printer.pem")
    try folder.write("cut.der", Array(der.dropLast(20)))
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { \(rules) }\n")
    let outcome = lint("cut.der", "--passes", "-f", "text", "-f", "json:out.json")
    let spoken = outcome.output.split(separator: "\n").filter { $0.contains("cut.der#1") }
    #expect(
      spoken.contains { $0.hasPrefix("  error") && $0.contains(message) }, "\(outcome.output)")
    #expect(spoken.count { $0.contains("cannot be judged") } <= 1)
    #expect(outcome.status == 1)
  }

  /// Neither is read to its end, nor into memory.
  @Test(arguments: ["", "text\n"])
  func aFileOfThreeGigabytesIsToldWhatItIs(start: String) throws {
    try folder.write("certs/huge", start)
    let path = Paths.join(folder.path, "certs/huge")
    #expect(unsafe truncate(path, 3 << 30) == 0)
    let named = lint("certs/huge")
    #expect(named.status == 3)
    #expect(named.output.contains("certs/huge\n  unread   expected a value, found "))
    try folder.write("certs/fullchain.pem", Self.chain)
    let found = lint("certs")
    #expect(found.status == 0)
    #expect(found.output.contains("2 certificates in 1 input; exit 0"))
    #expect(
      found.errors.contains("1 file holds neither certificates nor a listing and was skipped"))
  }

  /// `CERTGATE_THOROUGH=1` makes them.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CERTGATE_THOROUGH"] == "1"))
  func aFolderOfAHundredThousandFiles() throws {
    for number in 0..<100_000 {
      let name = "certs/\(number / 1000)/\(number)"
      if number % 100 == 0 {
        try folder.write(name + ".pem", Self.chain)
      } else {
        try folder.write(name, "nothing of interest\n")
      }
    }
    let outcome = lint("certs")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("2,000 certificates in 1,000 inputs; exit 0"))
    #expect(
      outcome.errors.contains(
        "99000 files hold neither certificates nor a listing and were skipped"))
  }

  static let utf16: [[UInt8]] = [
    [0xFF, 0xFE] + chain.flatMap { [$0, 0] }, [0xFE, 0xFF] + chain.flatMap { [0, $0] },
    chain.flatMap { [$0, 0] }, chain.flatMap { [0, $0] },
  ]

  @Test(arguments: utf16)
  func pemInUTF16IsReadAndNamed(bytes: [UInt8]) throws {
    try folder.write("wide.pem", bytes)
    let outcome = lint("wide.pem")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        "wide.pem  2 certificates\n  notice   the text is UTF-16, which few programs read; save it as "
          + "UTF-8 (once, first at wide.pem)\n"))
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { well-formed: }\n")
    let flagged = lint("wide.pem")
    #expect(flagged.status == 1)
    #expect(
      flagged.output.contains(
        "armour: the text is UTF-16, which few programs read; save it as UTF-8\n"
          + "           wide.pem:1:1\n"))
    #expect(flagged.output.contains("           wide.pem:19:1\n"))
  }

  @Test func aStoreWithAnEmptyCertificateSaysSo() {
    let store = Paths.join(Tool.repository, "Tests/Fuzz/PKCS12/Seeds/empty-certificate.p12")
    let outcome = lint(store)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("1 certificate, 1 private key\n"))
    #expect(
      outcome.output.contains(
        "cannot be judged: the certificate cannot be read (expected a SEQUENCE at byte 0)"))
  }
}
