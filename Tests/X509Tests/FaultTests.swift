import Testing
import X509

@Suite struct FaultTests {
  private typealias Kind = CertificateFault.Kind

  private func sample(_ change: (inout SampleCertificate) -> Void) -> SampleCertificate {
    var sample = SampleCertificate()
    change(&sample)
    return sample
  }

  private func with(_ extensions: [UInt8]...) -> SampleCertificate {
    sample { $0.extensions = extensions }
  }

  private func named(_ value: [UInt8]) -> SampleCertificate {
    sample { $0.subject = DER.name(DER.attribute("2.5.4.3", value)) }
  }

  @Test func none() {
    #expect(SampleCertificate().faults == [])
  }

  @Test func serialNumbers() {
    #expect(sample { $0.serial = [2, 1, 0] }.faults == [.zeroSerial])
    #expect(sample { $0.serial = [2, 1, 0x80] }.faults == [.negativeSerial])
    #expect(sample { $0.serial = [2, 2, 0, 1] }.faults == [.longInteger])
    #expect(sample { $0.serial = [2, 0] }.faults == [.emptyInteger, .unreadable(.serialNumber)])
    let long = DER.element(2, [UInt8](repeating: 1, count: 21))
    #expect(sample { $0.serial = long }.faults == [.longSerial(bytes: 21)])
    #expect(sample { $0.serial = [4, 1, 1] }.faults == [.unreadable(.serialNumber)])
    let missing = sample { $0.serial = [] }
    #expect(missing.faults == [.missing(.serialNumber)])
    #expect(missing.read { $0.subject(in: $1)?.commonName(in: $1) } == "Subject")
  }

  @Test func versions() {
    #expect(sample { $0.version = [] }.faults == [.extensionsBeforeVersion3])
    #expect(sample { $0.version = [0xA0, 3, 2, 1, 1] }.faults == [.extensionsBeforeVersion3])
    #expect(sample { $0.version = [0xA0, 3, 2, 1, 3] }.faults == [.unknownVersion])
    #expect(
      sample {
        $0.version = [0xA0, 3, 2, 1, 0]
        $0.extensions = nil
        $0.uniqueIDs = [0x81, 1, 0]
      }.faults == [.defaultEncoded(.version), .uniqueIDInVersion1])
    #expect(
      sample {
        $0.version = [0xA0, 0]
        $0.extensions = nil
      }.faults == [.unreadable(.version)])
    #expect(
      sample { $0.version = [0xA0, 6, 2, 1, 2, 2, 1, 2] }.faults == [.unexpectedElement])
  }

  @Test func times() {
    func faults(_ from: [UInt8], _ to: [UInt8]...) -> [Kind] {
      sample { $0.validity = DER.sequence(from, DER.element(0, to.flatMap { $0 }).dropHeader) }
        .faults
    }
    let from = DER.text(0x17, "260101000000Z")
    let to = DER.text(0x17, "270101000000Z")
    #expect(faults(from, to) == [])
    #expect(faults(from, DER.text(0x18, "20270101000000Z")) == [.generalizedTimeBefore2050])
    #expect(faults(from, DER.text(0x18, "20500101000000Z")) == [])
    #expect(faults(from, DER.text(0x17, "2701010000Z")) == [.irregularTime])
    #expect(faults(from, DER.text(0x18, "20500101000000.5Z")) == [.irregularTime])
    #expect(faults(from, DER.text(0x17, "270101000000+0000")) == [.irregularTime])
    #expect(faults(from, DER.text(0x17, "271301000000Z")) == [.unreadable(.notAfter)])
    // The year 2051, which a UTCTime cannot have, becomes 1951.
    #expect(faults(from, DER.text(0x17, "510101000000Z")) == [.endsBeforeItBegins])
    #expect(faults(from) == [.missing(.notAfter)])
    #expect(faults(from, to, [5, 0]) == [.unexpectedElement])
    #expect(
      sample { $0.validity = DER.sequence() }.faults
        == [.missing(.notBefore), .missing(.notAfter)])
    #expect(sample { $0.validity = [0x31, 0] }.faults == [.unreadable(.validity)])
  }

  @Test func algorithmsAndSignature() {
    let other = DER.sequence(DER.oid("1.2.840.10045.4.3.2"))
    #expect(sample { $0.innerAlgorithm = other }.faults == [.differentSignatureAlgorithms])
    #expect(
      sample { $0.outerAlgorithm = DER.sequence() }.faults
        == [.unreadable(.signatureAlgorithm), .differentSignatureAlgorithms])
    #expect(sample { $0.signature = [] }.faults == [.missing(.signatureValue)])
    #expect(
      sample { $0.signature = [3, 0] }.faults == [.badBitString, .unreadable(.signatureValue)])
    #expect(sample { $0.signature += [5, 0] }.faults == [.unexpectedElement])
    #expect(
      sample {
        $0.signature = []
        $0.outerAlgorithm = []
      }.faults == [.missing(.signatureAlgorithm), .missing(.signatureValue)])
  }

  @Test func encodings() {
    #expect(sample { $0.serial = [2, 0x81, 1, 0x11] }.faults == [.longLength])
    #expect(
      sample { $0.innerAlgorithm = [0x30, 0x80] + DER.oid("1.3.101.112") + [0, 0] }.faults
        == [.indefiniteLength, .differentSignatureAlgorithms])
    #expect(sample { $0.trailer = [0] }.faults == [.trailingBytes(1)])
    #expect(sample { $0.rest = [5, 0] }.faults == [.unexpectedElement])
    #expect(sample { $0.rest = [5] }.faults == [.strayBytes])
    #expect(sample { $0.rest = [5, 9] }.faults == [.overrun, .unexpectedElement])
    #expect(sample { $0.rest = [0x5F, 0x20, 0] }.faults == [.unknownTag, .unexpectedElement])
    #expect(sample { $0.rest = [0, 0] }.faults == [.unknownTag, .unexpectedElement])
    var deep: [UInt8] = [5, 0]
    for _ in 0..<100 { deep = DER.sequence(deep) }
    #expect(sample { $0.rest = deep }.faults == [.tooDeep, .unexpectedElement])
  }

  @Test func names() {
    #expect(sample { $0.issuer = [0x30, 0] }.faults == [.empty(.issuer)])
    #expect(sample { $0.subject = [0x30, 0] }.faults == [])
    #expect(sample { $0.subject = [0x30, 2, 0x31, 0] }.faults == [.emptyRelativeName])
    #expect(sample { $0.subject = [0x30, 2, 0x30, 0] }.faults == [.unreadable(.relativeName)])
    #expect(sample { $0.subject = [0x30, 4, 0x31, 2, 5, 0] }.faults == [.unreadable(.attribute)])
    #expect(sample { $0.subject = [4, 0] }.faults == [.unreadable(.subject)])
    let unsorted = DER.element(
      0x31, DER.attribute("2.5.4.3", DER.text(12, "b")), DER.attribute("2.5.4.3", DER.text(12, "a"))
    )
    #expect(sample { $0.subject = DER.sequence(unsorted) }.faults == [.unsortedSet])
  }

  @Test func strings() {
    #expect(named(DER.text(12, "a\0b")).faults == [.nulInString(.utf8)])
    #expect(named([12, 2, 0xC3, 0x28]).faults == [.badCharacter(.utf8)])
    #expect(named(DER.text(19, "a@b")).faults == [.badCharacter(.printable)])
    #expect(named(DER.text(19, "A b'()+,-./:=?9")).faults == [])
    #expect(named(DER.text(18, "1a")).faults == [.badCharacter(.numeric)])
    #expect(named([22, 1, 0x80]).faults == [.badCharacter(.ia5)])
    #expect(named([26, 1, 0x0A]).faults == [.badCharacter(.visible)])
    #expect(named([20, 1, 0xFC]).faults == [])
    #expect(named([30, 3, 0, 0x41, 0]).faults == [.badCharacter(.bmp)])
    #expect(named([30, 2, 0xD8, 0]).faults == [.badCharacter(.bmp)])
    #expect(named([30, 2, 0, 0]).faults == [.nulInString(.bmp)])
    #expect(named([28, 4, 0, 0x11, 0, 0]).faults == [.badCharacter(.universal)])
    #expect(named([0x2C, 3, 12, 1, 0x41]).faults == [.constructedString])
  }

  @Test func keys() {
    let rsa = "1.2.840.113549.1.1.1"
    func faults(_ key: [UInt8]) -> [Kind] { sample { $0.key = key }.faults }
    #expect(
      faults(SampleCertificate.key(rsa, DER.sequence([2, 1, 5], [2, 1, 3]), parameters: [5, 0]))
        == [])
    #expect(
      faults(
        SampleCertificate.key(rsa, DER.sequence([2, 1, 5], [2, 1, 0x83]), parameters: [5, 0]))
        == [.unreadable(.subjectPublicKeyInfo)])
    #expect(faults(SampleCertificate.key(rsa, [1])).contains(.unreadable(.subjectPublicKeyInfo)))
    #expect(faults(DER.sequence()) == [.unreadable(.subjectPublicKeyInfo)])
    #expect(
      faults(DER.sequence(DER.sequence(DER.oid("1.3.101.112")), [3, 1, 0], [5, 0]))
        == [.unexpectedElement])
  }

  @Test func extensionLists() {
    let identifier = DER.extension("2.5.29.14", [4, 1, 1])
    #expect(with().faults == [.empty(.extensions)])
    #expect(with(identifier, identifier).faults == [.duplicateExtension(OID(2, 5, 29, 14))])
    let unknown = DER.extension("1.2.3", [])
    #expect(with(unknown, identifier, unknown).faults == [.duplicateExtension(OID(1, 2, 3))])
    #expect(with([5, 0]).faults == [.unreadable(.certificateExtension)])
    #expect(
      with(DER.extension("1.2.3", critical: [1, 1, 0], [])).faults
        == [.defaultEncoded(.critical)])
    #expect(with(DER.extension("1.2.3", critical: [1, 1, 1], [])).faults == [.badBoolean])
    #expect(
      sample {
        $0.extensions = nil
        $0.rest = [0xA3, 2, 5, 0]
      }.faults == [.unreadable(.extensions)])
  }

  @Test(
    arguments: [
      ("2.5.29.17", [0x30, 0], .emptyExtension(OID(2, 5, 29, 17))),
      ("2.5.29.18", [0x30, 0], .emptyExtension(OID(2, 5, 29, 18))),
      ("2.5.29.37", [0x30, 0], .emptyExtension(OID(2, 5, 29, 37))),
      ("2.5.29.31", [0x30, 0], .emptyExtension(OID(2, 5, 29, 31))),
      ("2.5.29.17", [4, 0], .unreadableExtension(OID(2, 5, 29, 17))),
      ("2.5.29.17", [], .unreadableExtension(OID(2, 5, 29, 17))),
      ("2.5.29.14", [0x30, 0], .unreadableExtension(OID(2, 5, 29, 14))),
      ("2.5.29.37", [0x30, 2, 5, 0], .unreadableExtension(OID(2, 5, 29, 37))),
      ("2.5.29.32", [0x30, 2, 0x30, 0], .unreadableExtension(OID(2, 5, 29, 32))),
      ("2.5.29.19", [0x30, 3, 1, 1, 0], .defaultEncoded(.cA)),
      ("2.5.29.19", [0x30, 0, 5, 0], .unexpectedElement),
      ("2.5.29.15", [3, 2, 0, 0x80], .paddedNamedBits),
      ("2.5.29.15", [3, 3, 6, 0, 0x40], .unnamedBits),
      ("2.16.840.1.113730.1.1", [3, 3, 7, 0, 0x80], .unnamedBits),
      ("2.5.29.19", [0x30, 3, 2, 1, 0xF8], .negative(.pathLenConstraint)),
      ("2.5.29.19", [0x30, 2, 5, 0], .unexpectedElement),
      ("2.5.29.36", [0x30, 3, 0x80, 1, 0xFF], .negative(.skipCerts)),
      ("2.5.29.54", [2, 1, 0xFF], .negative(.skipCerts)),
      ("2.5.29.15", [3, 2, 7, 0x81], .badBitString),
      ("2.5.29.15", [3, 1, 0], .emptyExtension(OID(2, 5, 29, 15))),
      ("2.5.29.17", [0x30, 3, 0x82, 1, 0], .nulInString(.ia5)),
      ("2.5.29.17", [0x30, 3, 0x82, 1, 0xFC], .badCharacter(.ia5)),
      ("2.5.29.17", [0x30, 2, 0x82, 0], .empty(.generalName)),
      ("2.5.29.17", [0x30, 3, 0x87, 1, 1], .badAddressLength(1)),
      ("2.5.29.17", [0x30, 2, 0x80, 0], .unreadable(.generalName)),
      ("2.5.29.17", [0x30, 2, 0x8B, 0], .unreadable(.generalName)),
      ("2.5.29.17", [0x30, 2, 0xA4, 0], .unreadable(.generalName)),
      ("1.3.6.1.5.5.7.1.1", [0x30, 0], .emptyExtension(OID(1, 3, 6, 1, 5, 5, 7, 1, 1))),
      (
        "1.3.6.1.4.1.11129.2.4.2", [4, 2, 0, 0],
        .emptyExtension(OID(1, 3, 6, 1, 4, 1, 11129, 2, 4, 2))
      ),
      (
        "1.3.6.1.4.1.11129.2.4.2", [4, 4, 0, 2, 0, 9],
        .unreadableExtension(OID(1, 3, 6, 1, 4, 1, 11129, 2, 4, 2))
      ),
      (
        "1.3.6.1.4.1.11129.2.4.3", [0x30, 0],
        .unreadableExtension(OID(1, 3, 6, 1, 4, 1, 11129, 2, 4, 3))
      ),
    ] as [(String, [UInt8], CertificateFault.Kind)])
  func extensionValues(type: String, value: [UInt8], fault: CertificateFault.Kind) {
    #expect(with(DER.extension(type, value)).faults == [fault])
  }

  @Test func placesAndSentences() {
    let faults = sample { $0.serial = [2, 1, 0] }.read { $0.faults(in: $1) }
    #expect(faults?.map(\.description) == ["zero-serial: the serial number is zero (byte 11)"])
    let duplicate = CertificateFault.Kind.duplicateExtension(OID(2, 5, 29, 17))
    #expect(duplicate.sentence == "the extension subjectAltName occurs more than once")
    #expect(Kind.trailingBytes(1).sentence == "one byte follows the end")
    #expect(Kind.trailingBytes(7).sentence == "7 bytes follow the end")
    #expect(Kind.nulInString(.ia5).sentence == "IA5String text contains a NUL character")
  }

  @Test func faultsAreBounded() {
    let flag: [UInt8] = [1, 1, 2]
    #expect(sample { $0.rest = (0..<1000).flatMap { _ in flag } }.faults.count == 64)
  }
}

extension [UInt8] {
  /// The content of an element whose length takes one byte.
  fileprivate var dropHeader: [UInt8] { Array(dropFirst(2)) }
}
