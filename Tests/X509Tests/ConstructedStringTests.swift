import Testing
import X509

/// Strings in parts, which only BER has: one part is read as if it were the whole, and what is in
/// several is unreadable, but known to be there.
@Suite struct ConstructedStringTests {
  private func sample(_ change: (inout SampleCertificate) -> Void) -> SampleCertificate {
    var sample = SampleCertificate()
    change(&sample)
    return sample
  }

  @Test func names() {
    let one = sample {
      $0.subject = DER.name(DER.attribute("2.5.4.3", DER.element(0x2C, DER.text(12, "one"))))
    }
    #expect(one.read { $0.subject(in: $1)?.commonName(in: $1) } == "one")
    #expect(one.faults == [.constructedString])
    let two = sample {
      $0.subject = DER.name(
        DER.attribute("2.5.4.3", DER.element(0x2C, DER.text(12, "o"), DER.text(12, "ne"))))
    }
    #expect(two.read { $0.subject(in: $1)?.text(in: $1) } == "CN=#2C070C016F0C026E65")
    #expect(two.faults == [.constructedString])
  }

  @Test func alternativeNames() {
    let names = DER.sequence(
      DER.element(0xA2, DER.text(22, "a.example")), DER.element(0xA7, [4, 4, 10, 0, 0, 1]))
    let sample = sample { $0.extensions = [DER.extension("2.5.29.17", names)] }
    let texts = sample.read { layout, bytes in
      layout.extensions?.subjectAltName(in: bytes)?.items(in: bytes).map { $0.text(in: bytes) }
    }
    #expect(texts == ["a.example", "10.0.0.1"])
    #expect(sample.faults == [.constructedString, .constructedString])
  }

  @Test func bits() {
    let sample = sample {
      $0.uniqueIDs = [0xA1, 4, 3, 2, 0, 7, 0xA2, 8, 3, 2, 0, 7, 3, 2, 0, 7]
      $0.signature = [0x23, 5, 3, 3, 0, 1, 2]
    }
    #expect(sample.read { $0.issuerUniqueID(in: $1)?.content.count } == 1)
    #expect(sample.read { $0.subjectUniqueID(in: $1) } == nil)
    #expect(sample.read { $0.signature(in: $1)?.content.count } == 2)
    #expect(
      sample.faults == [
        .constructedString, .constructedString, .constructedString,
        .unreadable(.subjectUniqueID),
      ])
  }

  @Test func extensionValues() {
    let flag: [UInt8] = [1, 1, 0xFF]
    func list(_ value: [UInt8]...) -> SampleCertificate {
      sample {
        $0.extensions = [
          DER.sequence(DER.oid("2.5.29.19"), flag, DER.element(0x24, value.flatMap { $0 }))
        ]
      }
    }
    let one = list([4, 5, 0x30, 3, 1, 1, 0xFF])
    #expect(one.read { $0.extensions?.basicConstraints(in: $1)?.isAuthority } == true)
    #expect(one.faults == [.constructedString])
    let two = list([4, 3, 0x30, 3, 1], [4, 2, 1, 0xFF])
    #expect(two.read { $0.extensions?.first(.basicConstraints, in: $1)?.isCritical } == true)
    #expect(two.read { $0.extensions?.basicConstraints(in: $1) } == nil)
    #expect(two.faults == [.constructedString, .unreadableExtension(OID(2, 5, 29, 19))])
  }
}
