import OperatingSystem
import RuleEngine
import SourceText
import Testing

@testable import Listings

/// Documents that are no listings but carry certificates, keys and requests in their texts.
struct CarrierTests {
  private static func bytes(_ name: String) -> [UInt8] {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let contents = try? FileBytes.contents(ofFile: "\(root)/Examples/\(name)")
    return contents.map { $0.bytes(in: 0..<$0.count) } ?? []
  }

  private static func text(_ name: String) -> String {
    String(decoding: bytes("certificates/certs/\(name)"), as: UTF8.self)
  }

  private static let root = text("ca/root.crt")
  private static let key = text("example.com.throw-away-key.pem")

  private static func indented(_ text: String, _ spaces: Int) -> String {
    text.split(separator: "\n").map { String(repeating: " ", count: spaces) + $0 + "\n" }.joined()
  }

  private let reader = CarrierReader(place: "in", pathInProject: "in")

  /// Kind, owner, name and place of every record.
  private func records(_ input: Input?) throws -> [String] {
    let input = try #require(input)
    let reader = input.records.makeReader()
    return (0..<input.records.count).map { index in
      reader.move(to: index)
      let words = [Fact.kind, .owner, .name].map { reader.text($0).value ?? "-" }
      return (words + [reader.location.description]).joined(separator: " ")
    }
  }

  private func json(_ text: String) throws -> [String] {
    try records(reader.read(json: FileBytes(Array(text.utf8))))
  }

  private func yaml(_ text: String) throws -> [String] {
    try records(reader.read(yaml: FileBytes(Array(text.utf8))))
  }

  @Test func secretsAsKubectlPrintsThem() throws {
    let input = try #require(
      reader.read(json: FileBytes(Self.bytes("kubernetes/secrets.json"))))
    #expect(
      try records(input) == [
        "certificate shop shop-tls/tls.crt in:18:20", "certificate shop Example Issuing in:18:20",
        "key shop shop-tls/tls.key in:19:20", "certificate shop shop-tls/ca.crt in:20:19",
        "certificate shop pending-tls/tls.crt in:33:20",
        "certificate billing mangled-tls/tls.crt in:47:20",
      ])
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.chain().value?.count == 1)
    #expect(reader.place(of: .notAfter).pointer == "/items/0/data/tls.crt")
    let reasons = [4, 5].map { index in
      reader.move(to: index)
      return reader.texts(.faults).value
    }
    #expect(
      reasons == [["unreadable: it is empty"], ["unreadable: it is not base64: '-' is not base64"]])
  }

  @Test func aPageOfSecretsIsIncomplete() throws {
    let text = String(decoding: Self.bytes("kubernetes/secrets.json"), as: UTF8.self)
      .replacing(#""resourceVersion": """#, with: #""continue": "eyJ2""#)
    let input = try #require(reader.read(json: FileBytes(Array(text.utf8))))
    #expect(input.completeness == .incomplete(expected: nil, got: 6))
  }

  @Test func aBlockOfYAMLIsPlacedAtItsVeryLine() throws {
    let text = """
      # what clients trust
      kind: ConfigMap
      metadata: { name: roots, namespace: web }
      data:
        first.pem: |
          subject: CN = Example Root
      \(Self.indented(Self.root, 4))
        both.pem: |-
      \(Self.indented(Self.key + Self.root, 4))
      ---
      kind: ConfigMap
      metadata: { name: other }
      data: { pem: "\(Self.root.replacing("\n", with: #"\n"#))" }
      """
    #expect(
      try yaml(text) == [
        "certificate web roots/first.pem in:7:5", "key web roots/both.pem in:22:5",
        "certificate web Example Root in:27:5", "certificate - other/pem in:44:14",
      ])
  }

  @Test func aKubeconfig() throws {
    let text = String(decoding: Self.bytes("kubernetes/kubeconfig.yaml"), as: UTF8.self)
    #expect(
      try yaml(text) == [
        "certificate - staging/certificate-authority-data in:8:35",
        "certificate - deployer/client-certificate-data in:15:32",
        "key - deployer/client-key-data in:16:24",
      ])
  }

  @Test func theStoreOfAProxy() throws {
    let text = String(decoding: Self.bytes("kubernetes/acme.json"), as: UTF8.self)
    #expect(
      try json(text) == [
        "certificate - shop.example.com in:19:24", "certificate - Example Issuing in:19:24",
        "key - - in:20:16",
      ])
  }

  @Test func documentsOneAfterTheOther() throws {
    let pem = Self.root.replacing("\n", with: #"\n"#)
    #expect(
      try json("{\"ca\":\"\(pem)\"}\n{\"list\":[{\"name\":\"b\",\"x\":[\"\(pem)\"]}]}\n") == [
        "certificate - Example Root in:1:7", "certificate - b/x in:2:27",
      ])
  }

  @Test func base64OfDERIsTakenWhereTheKeySpeaksOfCertificates() throws {
    let der = Self.root.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    #expect(
      try json(#"{"caCertificate":"\#(der)","note":"\#(der)","x5c":["\#(der)"]}"#) == [
        "certificate - Example Root in:1:18",
        "certificate - Example Root in:1:\(18 + der.count + 2 + 8 + der.count + 2 + 8)",
      ])
  }

  @Test(arguments: [
    "{}", #"{"a":"-----BEGIN NOTHING-----"}"#, #"{"certificate":"soon","key":"value"}"#,
    #"{"kind":"Secret","data":{"token":"bm90aGluZw=="}}"#, #"["x"]"#, #""x""#,
  ])
  func whatCarriesNothing(text: String) {
    #expect(reader.read(json: FileBytes(Array(text.utf8))) == nil)
  }

  @Test(arguments: [
    ("kind: Secret\n", true), ("# a\n---\nkind: List\n", true), ("- a\n", true),
    ("%YAML 1.2\n---\na: b\n", true), ("-----BEGIN CERTIFICATE-----\n", false),
    ("Subject: CN = x\n", true), ("Bag Attributes\n", false), ("a b: c\n", false),
    ("http://x\n", false), ("", false), ("hello", false),
  ])
  func whatLooksLikeYAML(text: String, does: Bool) {
    #expect(CarrierReader.looksLikeYAML(FileBytes(Array(text.utf8))) == does)
  }
}
