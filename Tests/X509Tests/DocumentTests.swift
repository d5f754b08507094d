import Testing
import X509

@Suite struct DocumentTests {
  @Test func request() throws {
    let bytes = try PEMText.decoded(NameVector.request)
    let layout = try RequestLayout(bytes.span)
    #expect(layout.version(in: bytes.span) == 1)
    #expect(
      layout.subject(in: bytes.span)?.text(in: bytes.span)
        == #"CN=www.example.com,O=Example\, Inc.,C=DE"#)
    #expect(layout.publicKey(in: bytes.span)?.curve?.name == "P-256")
    #expect(layout.signatureAlgorithm(in: bytes.span)?.name == "ecdsa-with-SHA256")
    let names = layout.extensions?.subjectAltName(in: bytes.span)?.items(in: bytes.span)
    #expect(names?.map { $0.text(in: bytes.span) } == ["request.example.com", "192.0.2.7"])
    #expect(layout.faults(in: bytes.span).isEmpty)
  }

  @Test func requestFaults() throws {
    let subject = DER.name(DER.attribute("2.5.4.3", DER.text(19, "a@b")))
    let key = SampleCertificate.key("1.3.101.112", [1])
    let wishes = DER.element(
      0xA0,
      DER.sequence(
        DER.oid("1.2.840.113549.1.9.14"),
        DER.element(0x31, DER.sequence(DER.extension("2.5.29.17", [0x30, 0])))), [5, 0])
    let info = DER.sequence([2, 1, 1], subject, key, wishes)
    let bytes =
      DER.sequence(info, DER.sequence(DER.oid("1.3.101.112")), [3, 2, 0, 1]) + [9, 9]
    let layout = try RequestLayout(bytes.span)
    #expect(
      layout.faults(in: bytes.span).map(\.kind) == [
        .trailingBytes(2), .badCharacter(.printable), .unknownVersion, .unreadable(.attribute),
        .emptyExtension(OID(2, 5, 29, 17)),
      ])
  }

  @Test func requestWithoutAttributes() throws {
    let info = DER.sequence([2, 1, 0], [0x30, 0], SampleCertificate.key("1.3.101.112", [1]))
    let bytes = DER.sequence(info, DER.sequence(DER.oid("1.3.101.112")), [3, 2, 0, 1])
    let layout = try RequestLayout(bytes.span)
    #expect(layout.faults(in: bytes.span).map(\.kind) == [.missing(.attributes)])
  }

  @Test func revocationList() throws {
    let bytes = try PEMText.decoded(NameVector.revocationList)
    let layout = try RevocationListLayout(bytes.span)
    let (this, next) = (layout.thisUpdate(in: bytes.span), layout.nextUpdate(in: bytes.span))
    #expect(
      layout.issuer(in: bytes.span)?.text(in: bytes.span)
        == #"CN=www.example.com,O=Example\, Inc.,C=DE"#)
    #expect((next?.seconds ?? 0) - (this?.seconds ?? 0) == 30 * 86_400)
  }

  @Test(
    arguments: [
      (Vector.rsa, .certificate), (Vector.version1, .certificate),
      (NameVector.request, .certificateRequest), (NameVector.revocationList, .revocationList),
      (NameVector.pkcs7, .pkcs7),
    ] as [(String, DERDocumentKind)])
  func kinds(pem: String, kind: DERDocumentKind) throws {
    let bytes = try PEMText.decoded(pem)
    #expect(DERDocumentKind(bytes.span) == kind)
  }

  @Test(
    arguments: [
      // RSA (RFC 8017), elliptic curve (RFC 5915), any (RFC 5208), encrypted, public, PKCS#12.
      (DER.sequence([2, 1, 0], [2, 1, 5], [2, 1, 3]), .privateKey),
      (DER.sequence([2, 1, 1], [4, 1, 5]), .privateKey),
      (DER.sequence([2, 1, 0], DER.sequence(DER.oid("1.3.101.112")), [4, 1, 5]), .privateKey),
      (
        DER.sequence(DER.sequence(DER.oid("1.2.840.113549.1.5.13"), [0x30, 0]), [4, 1, 5]),
        .encryptedPrivateKey
      ),
      (SampleCertificate.key("1.3.101.112", [1]), .publicKey),
      (
        DER.sequence([2, 1, 3], DER.sequence(DER.oid("1.2.840.113549.1.7.1"), [0xA0, 0])), .pkcs12
      ),
      (DER.sequence([2, 1, 3], DER.sequence(DER.oid("1.2.3"))), nil), (DER.sequence(), nil),
      ([], nil), (DER.sequence([2, 1, 9], [2, 1, 9]), nil), (DER.oid("1.2.3"), nil),
      (Array("-----BEGIN".utf8), nil), (DER.sequence(DER.oid("1.2.3")), nil),
    ] as [([UInt8], DERDocumentKind?)])
  func shapes(bytes: [UInt8], kind: DERDocumentKind?) {
    #expect(DERDocumentKind(bytes.span) == kind)
  }
}
