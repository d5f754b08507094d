import Testing
import X509

@Suite struct ExtensionTests {
  private let certificate: Certificate
  private let extensions: Extensions

  init() throws {
    certificate = try Certificate(pem: ExtensionVector.everyExtension)
    extensions = try #require(certificate.layout.extensions)
  }

  private func texts(_ names: GeneralNames?) -> [String] {
    (names?.items(in: certificate.bytes.span) ?? []).map {
      "\($0.kind.name) \($0.text(in: certificate.bytes.span) ?? "?")"
    }
  }

  @Test func list() {
    let bytes = certificate.bytes.span
    var all = extensions.all
    var seen: [String] = []
    while let item = all.next(in: bytes) {
      let oid = item.oid(in: bytes)
      seen.append((oid?.name ?? oid?.description ?? "?") + (item.isCritical ? "!" : ""))
    }
    #expect(
      seen == [
        "basicConstraints!", "keyUsage!", "extKeyUsage", "subjectKeyIdentifier",
        "authorityKeyIdentifier", "subjectAltName", "issuerAltName", "nameConstraints!",
        "certificatePolicies", "policyMappings", "policyConstraints!", "inhibitAnyPolicy!",
        "cRLDistributionPoints", "freshestCRL", "authorityInfoAccess", "subjectInfoAccess",
        "tlsFeature", "netscapeCertType", "qcStatements", "signedCertificateTimestamps",
        "ocspNoCheck", "1.2.3.4.5.6.7!", "privateKeyUsagePeriod",
      ])
    #expect(extensions.count == 23)
    #expect(extensions.has(.ocspNoCheck))
    #expect(!extensions.has(.ctPoison))
    #expect(extensions.first(OID(1, 2, 3, 4, 5, 6, 7), in: bytes)?.isCritical == true)
    #expect(extensions.first(OID(1, 2, 3), in: bytes) == nil)
    #expect(certificate.layout.faults(in: bytes).isEmpty)
  }

  @Test func usage() {
    let bytes = certificate.bytes.span
    #expect(extensions.basicConstraints(in: bytes)?.isAuthority == true)
    #expect(extensions.basicConstraints(in: bytes)?.pathLength?.small(in: bytes) == 1)
    #expect(
      extensions.keyUsage(in: bytes)
        == [.digitalSignature, .keyAgreement, .keyCertSign, .cRLSign, .decipherOnly])
    #expect(
      extensions.keyUsage(in: bytes)?.names
        == ["digitalSignature", "keyAgreement", "keyCertSign", "cRLSign", "decipherOnly"])
    #expect(
      extensions.extendedKeyUsage(in: bytes)?.items(in: bytes).map { $0.name ?? $0.description }
        == ["serverAuth", "clientAuth", "1.3.6.1.4.1.311.21.8.16735922.7437492.10570883"])
    #expect(extensions.netscapeCertType(in: bytes)?.names == ["sslServer", "sslCA"])
    #expect(extensions.privateKeyUsagePeriod(in: bytes)?.notBefore?.seconds == 1_767_225_600)
    #expect(extensions.privateKeyUsagePeriod(in: bytes)?.notAfter?.year == 2027)
    #expect(
      extensions.tlsFeatures(in: bytes)?.items(in: bytes).map { $0.small(in: bytes) } == [5, 17])
    #expect(
      extensions.qcStatements(in: bytes)?.items(in: bytes).map(\.oid.name) == ["qcCompliance"])
  }

  @Test func names() {
    let bytes = certificate.bytes.span
    #expect(
      texts(extensions.subjectAltName(in: bytes)) == [
        "dNSName www.example.com", "dNSName *.example.com", "iPAddress 192.0.2.1",
        "iPAddress 2001:db8::1", "rfc822Name admin@example.com",
        "uniformResourceIdentifier https://example.com/x", "registeredID 1.2.3.4",
        "directoryName CN=Someone,O=Directory", "otherName user@example.com",
      ])
    #expect(
      texts(extensions.issuerAltName(in: bytes)) == [
        "uniformResourceIdentifier https://issuer.example.com"
      ])
    let constraints = extensions.nameConstraints(in: bytes)
    #expect(
      constraints?.permitted?.items(in: bytes).map { $0.base.text(in: bytes) }
        == ["example.com", "10.0.0.0/8"])
    #expect(
      constraints?.excluded?.items(in: bytes).map { $0.base.text(in: bytes) } == [".bad.example"])
  }

  @Test func policies() {
    let bytes = certificate.bytes.span
    let policies = extensions.certificatePolicies(in: bytes)?.items(in: bytes)
    #expect(policies?.map { $0.oid.name ?? $0.oid.description } == ["domainValidated", "1.2.3.4"])
    let qualifiers = policies?.last?.qualifiers?.items(in: bytes)
    #expect(qualifiers?.map(\.oid.name) == ["cps", "userNotice"])
    #expect(
      qualifiers?.map { $0.qualifierText(in: bytes) } == ["https://cps.example.com", "Hello"])
    let mappings = extensions.policyMappings(in: bytes)?.items(in: bytes)
    #expect(mappings?.map(\.issuerPolicy) == [OID(1, 2, 3, 4)])
    #expect(mappings?.map(\.subjectPolicy) == [OID(1, 2, 3, 5)])
    let constraints = extensions.policyConstraints(in: bytes)
    #expect(constraints?.requireExplicitPolicy?.small(in: bytes) == 3)
    #expect(constraints?.inhibitPolicyMapping?.small(in: bytes) == 0)
    #expect(extensions.inhibitAnyPolicy(in: bytes)?.small(in: bytes) == 2)
  }

  @Test func keyIdentifiers() throws {
    let bytes = certificate.bytes.span
    let subjectRead = extensions.subjectKeyIdentifier(in: bytes)
    let subject = try #require(subjectRead)
    let authorityRead = extensions.authorityKeyIdentifier(in: bytes)
    let authority = try #require(authorityRead)
    let key = try #require(authority.keyIdentifier)
    let expected = "E1ABF72753C01B0E6FE80B8973F248A1E2B61A97"
    #expect(HexadecimalText.of(bytes, subject) == expected)
    #expect(HexadecimalText.of(bytes, key) == expected)
    #expect(authority.serial?.small(in: bytes) == 4711)
    #expect(
      texts(authority.issuer) == [#"directoryName CN=www.example.com,O=Example\, Inc.,C=DE"#])
  }

  @Test func pointers() {
    let bytes = certificate.bytes.span
    let points = extensions.crlDistributionPoints(in: bytes)?.items(in: bytes)
    #expect(points?.map { $0.uri(in: bytes) } == ["http://crl.example.com/ca.crl"])
    #expect(points?.first?.reasons?.names == ["keyCompromise", "cACompromise"])
    #expect(texts(points?.first?.issuer) == ["directoryName CN=Someone,O=Directory"])
    #expect(
      extensions.freshestCRL(in: bytes)?.items(in: bytes).map { $0.uri(in: bytes) }
        == ["http://crl.example.com/delta.crl"])
    let access = extensions.authorityInfoAccess(in: bytes)?.items(in: bytes)
    #expect(access?.map(\.method.name) == ["ocsp", "caIssuers"])
    #expect(
      access?.map { $0.location.text(in: bytes) }
        == ["http://ocsp.example.com", "http://ca.example.com/ca.der"])
    #expect(
      extensions.subjectInfoAccess(in: bytes)?.items(in: bytes).map(\.method.name)
        == ["caRepository"])
  }

  @Test func signedCertificateTimestamps() throws {
    let bytes = certificate.bytes.span
    let listRead = extensions.signedCertificateTimestamps(in: bytes)
    let list = try #require(listRead)
    let items = list.items(in: bytes)
    #expect(list.count(in: bytes) == 2)
    #expect(items.map(\.timestamp) == [1_767_225_600_000, 1_767_225_600_123])
    #expect(items.map(\.version) == [0, 0])
    #expect(
      items.map { HexadecimalText.of(bytes, $0.logID) }
        == [String(repeating: "A", count: 64), String(repeating: "B", count: 64)])
  }

  @Test func notice() {
    let reference = DER.sequence(DER.text(12, "Organization"), DER.sequence([2, 1, 7], [2, 1, 9]))
    let qualifier = DER.sequence(
      DER.oid("1.3.6.1.5.5.7.2.2"), DER.sequence(reference, DER.text(26, "Read this")))
    let policy = DER.sequence(DER.oid("1.2.3"), DER.sequence(qualifier))
    var sample = SampleCertificate()
    sample.extensions = [DER.extension("2.5.29.32", DER.sequence(policy))]
    let notice = sample.read { layout, bytes in
      layout.extensions?.certificatePolicies(in: bytes)?.items(in: bytes).first?.qualifiers?
        .items(in: bytes).first?.value.flatMap { UserNotice($0, in: bytes) }
    }
    #expect(sample.read { notice?.organization?.text(in: $1) } == "Organization")
    #expect(sample.read { notice?.explicitText?.text(in: $1) } == "Read this")
    let numbers = sample.read { _, bytes in
      notice?.noticeNumbers?.items(in: bytes).map { $0.small(in: bytes) }
    }
    #expect(numbers == [7, 9])
    #expect(sample.faults.isEmpty)
  }

  @Test func directoryAttributes() {
    let attribute = DER.sequence(
      DER.oid("1.3.6.1.5.5.7.9.4"), DER.element(0x31, DER.text(19, "DE")))
    var sample = SampleCertificate()
    sample.extensions = [DER.extension("2.5.29.9", DER.sequence(attribute))]
    let attributes = sample.read {
      $0.extensions?.subjectDirectoryAttributes(in: $1)?.items(in: $1)
    }
    #expect(attributes?.map(\.oid.description) == ["1.3.6.1.5.5.7.9.4"])
    #expect(sample.faults.isEmpty)
    sample.extensions = [DER.extension("2.5.29.9", DER.sequence([5, 0]))]
    #expect(sample.faults == [.unreadableExtension(OID(2, 5, 29, 9))])
  }

  /// Entries of a list know where they begin, even those that are plain identifiers or numbers.
  @Test func placesInLists() throws {
    let bytes = certificate.bytes.span
    let listRead = extensions.extendedKeyUsage(in: bytes)
    var list = try #require(listRead)
    var offsets: [Int] = []
    while list.next(in: bytes) != nil { offsets.append(list.offset - list.element.start) }
    #expect(offsets == [2, 12, 22])
  }

  @Test func timestampOfAnUnknownVersion() {
    let first = [0] + [UInt8](repeating: 0xAA, count: 32) + [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    let list = [0, 48, 0, 43] + first + [0, 1, 7]
    var sample = SampleCertificate()
    sample.extensions = [DER.extension("1.3.6.1.4.1.11129.2.4.2", DER.element(4, list))]
    let items = sample.read {
      $0.extensions?.signedCertificateTimestamps(in: $1)?.items(in: $1)
    }
    #expect(items?.map(\.version) == [0, 7])
    #expect(items?.map(\.timestamp) == [1, 0])
    #expect(items?.map(\.logID.count) == [32, 0])
    #expect(sample.faults.isEmpty)
  }

  @Test func poison() throws {
    let certificate = try Certificate(pem: Vector.explicitCurve)
    #expect(certificate.layout.extensions?.has(.ctPoison) == true)
  }

  @Test func tenThousandNames() {
    let names = (0..<10_000).flatMap { DER.text(0x82, "h\($0).example.com") }
    var sample = SampleCertificate()
    sample.extensions = [DER.extension("2.5.29.17", DER.element(0x30, names))]
    let items = sample.read { $0.extensions?.subjectAltName(in: $1)?.items(in: $1) }
    #expect(items?.count == 10_000)
    #expect(sample.faults.isEmpty)
  }
}
