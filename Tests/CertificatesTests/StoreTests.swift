import OperatingSystem
import RuleEngine
import SourceText
import Testing
import X509

@testable import Certificates

/// Stores of Examples/certificates, whole and damaged.
struct StoreTests {
  private func contents(
    _ bytes: [UInt8], password: String? = nil, as format: CertificateFormat? = nil
  ) throws -> CertificateContents {
    let bytes = FileBytes(bytes)
    let format = try #require(format ?? CertificateFormat(recognising: bytes))
    return try CertificateFileReader(passwords: StorePasswords(given: password))
      .read(bytes, place: "in", as: format)
  }

  private func records(_ contents: CertificateContents) -> [any RecordReader] {
    contents.records.flatMap { records in
      (0..<records.count).map { index in
        let reader = records.makeReader()
        reader.move(to: index)
        return reader
      }
    }
  }

  private func message(_ bytes: [UInt8], password: String? = nil) -> String {
    do {
      _ = try contents(bytes, password: password)
      return "it was read"
    } catch {
      return (error as? Diagnostic)?.message ?? "\(error)"
    }
  }

  @Test func ofPKCS12() throws {
    let contents = try contents(Sample.store("shop.p12"), password: "example")
    let found = records(contents)
    #expect(found.map { $0.text(.name).value } == ["shop server", "Example Issuing"])
    #expect(found.map(\.location.description) == ["in#1", "in#2"])
    #expect(found[0].text(.sha256).value == Sample.shopDigest)
    #expect(
      found.map { $0.chain().value?.map { $0.read { $0.subject(in: $1)?.commonName(in: $1) } } }
        == [["Example Issuing"], nil])
    #expect(
      contents.notices.map(\.kind) == ["a private key is protected by the store's password"])
    #expect(found.map { $0.flag(.exposesPrivateKey).value } == [false, false])
  }

  @Test func aKeyInAStoreWithoutPasswordIsExposed() throws {
    let contents = try contents(Self.open)
    let found = records(contents)
    #expect(found.map { $0.text(.kind).value } == ["certificate", "key"])
    #expect(found.map { $0.flag(.exposesPrivateKey).value } == [false, true])
    // Not every store of a folder needs the password that was given.
    #expect(try records(self.contents(Self.open, password: "example")).count == 2)
  }

  @Test func eachWayToFailHasItsOwnSentence() {
    let store = Sample.store("shop.p12")
    #expect(message(store) == "the PKCS#12 store needs a password, and none was given")
    #expect(message(store, password: "no") == "the password does not fit the PKCS#12 store")
    var altered = store
    altered[store.count - 40] ^= 1
    #expect(
      message(altered, password: "example")
        == "the password decrypts the PKCS#12 store, but its integrity check fails: it was altered"
        + " or damaged, or has a second password; export it again")
    #expect(
      message(Array(store.prefix(700)), password: "example")
        == "not a PKCS#12 store, or damaged or cut short at byte 3")
    #expect(
      message([0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0])
        == "not a Java keystore, or damaged: cut short in a number (byte 10)")
    #expect(
      message(Array(Sample.store("authorities.p7b").prefix(200)))
        .hasPrefix("not a PKCS#7 message, or damaged or cut short at byte "))
  }

  @Test func ofJava() throws {
    let contents = try contents(Sample.store("shop.jks"))
    let found = records(contents)
    #expect(found.map { $0.text(.name).value } == ["shop server", "Example Issuing"])
    #expect(found.map(\.location.description) == ["in#1", "in#2"])
    #expect(found[0].text(.sha256).value == Sample.shopDigest)
    #expect(found[0].chain().value?.count == 1)
    #expect(contents.defects.isEmpty)
  }

  @Test func ofAJavaKeystoreCutShortTheRestIsADefect() throws {
    let whole = Sample.store("shop.jks")
    let contents = try contents(Array(whole.prefix(whole.count - 300)))
    #expect(records(contents).map { $0.text(.name).value } == ["shop server"])
    let message = try #require(contents.defects.first?.message)
    #expect(message.hasPrefix("the rest of the keystore cannot be read: "))
    for count in 0..<whole.count {
      let cut = Array(whole.prefix(count))
      guard let contents = try? self.contents(cut, as: .jks) else { continue }
      #expect(contents.defects.count == 1)
    }
  }

  @Test func ofPKCS7() throws {
    let found = try records(contents(Sample.store("authorities.p7b")))
    #expect(found.map { $0.text(.name).value } == ["Example Issuing", "Example Root"])
    #expect(found.map(\.location.description) == ["in#1", "in#2"])
  }

  // openssl crl2pkcs7 -in issuing.crl -certfile shop.pem
  @Test func ofPKCS7InPEMBesideOthers() throws {
    let text = Sample.shop + Self.message + Self.message.replacing("MII", with: "!!!")
    let contents = try contents(Array(text.utf8))
    let found = records(contents)
    #expect(found.map { $0.text(.name).value } == ["shop.example.com", "shop.example.com"])
    #expect(found.map(\.location.description) == ["in:1:1", "in:19:1"])
    #expect(
      contents.notices.map { "\($0.first): \($0.kind)" }
        == ["in:19:1: a revocation list (CRL) is not read"])
    let lines = Self.message.split(separator: "\n").count
    #expect(
      contents.defects.map { "\($0.location?.description ?? ""): \($0.message)" }
        == ["in:\(19 + lines):1: '!' is not base64"])
  }

  private static let message = """
    -----BEGIN PKCS7-----
    MIID7gYJKoZIhvcNAQcCoIID3zCCA9sCAQExADALBgkqhkiG9w0BBwGgggLlMIIC
    4TCCAoagAwIBAgIUaM8BVCr2A/5QpiNCVhtUdDmYPPUwCgYIKoZIzj0EAwIwPzEL
    MAkGA1UEBhMCTkwxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxGDAWBgNVBAMMD0V4
    YW1wbGUgSXNzdWluZzAeFw0yNjEwMDEwMDAwMDBaFw0yNjEyMzAwMDAwMDBaMD8x
    CzAJBgNVBAYTAk5MMRUwEwYDVQQKDAxFeGFtcGxlIFNob3AxGTAXBgNVBAMMEHNo
    b3AuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARyb+zVRwy8
    m2W624EtgcvgoVjVasKLPPOUIOkI/keb7mePFk7c0mRgg/KDwYvTiNqqUIZ8zKEU
    TBrWe8BWSouXo4IBXjCCAVowDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4Aw
    EwYDVR0lBAwwCgYIKwYBBQUHAwEwNwYDVR0RBDAwLoIQc2hvcC5leGFtcGxlLmNv
    bYIUd3d3LnNob3AuZXhhbXBsZS5jb22HBMAAAgowYgYIKwYBBQUHAQEEVjBUMCMG
    CCsGAQUFBzABhhdodHRwOi8vb2NzcC5leGFtcGxlLmNvbTAtBggrBgEFBQcwAoYh
    aHR0cDovL2NhLmV4YW1wbGUuY29tL2lzc3VpbmcuZGVyMDMGA1UdHwQsMCowKKAm
    oCSGImh0dHA6Ly9jcmwuZXhhbXBsZS5jb20vaXNzdWluZy5jcmwwEwYDVR0gBAww
    CjAIBgZngQwBAgEwHQYDVR0OBBYEFNyxIo2MJsIYIpLIzPEAjDQKuscmMB8GA1Ud
    IwQYMBaAFLtV/Xet586A6BbzjLjqrSZdpEimMAoGCCqGSM49BAMCA0kAMEYCIQDQ
    LwybQm8eRT6sUflc7Qptyl99WjX6xK+tGlN/FqMxEgIhALTlpuVkuoy6sr7U2xwc
    P5pt9tU5RSnfUIHpBQxplY0foYHbMIHYMH8CAQEwCgYIKoZIzj0EAwIwPzELMAkG
    A1UEBhMCTkwxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxGDAWBgNVBAMMD0V4YW1w
    bGUgSXNzdWluZxcNMjYxMTAxMDAwMDAwWhcNMjYxMjAxMDAwMDAwWqAPMA0wCwYD
    VR0UBAQCAhAAMAoGCCqGSM49BAMCA0kAMEYCIQCBcEqGYnwoFDLPTj3iP+2xnco/
    yDxlpEb26nd4XR99GgIhANVe+PoeKNc3A5BMqb2tKVFxG9uOce3u7lS8EBtbrkdW
    MQA=
    -----END PKCS7-----

    """

  // openssl pkcs12 -export -in shop.pem -inkey shop.key -passout pass:
  private static let open: [UInt8] = {
    var buffer = Base64Buffer()
    try? buffer.decode(Array(text.utf8).span, in: 0..<text.utf8.count)
    return buffer.bytes
  }()

  private static let text = """
    MIIFbAIBAzCCBSIGCSqGSIb3DQEHAaCCBRMEggUPMIIFCzCCA8IGCSqGSIb3DQEHBqCCA7MwggOvAgEAMIIDqAYJKoZI
    hvcNAQcBMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi/nIMzrrJDBAICCAAwDAYIKoZIhvcNAgkFADAdBglg
    hkgBZQMEASoEEG/F0oEsGiUgAhNxj89ORcyAggNAq72PX0KhJsyCiOe3shyua/RKs3H4Euk1UZUd8+W454WbBQsvoMWY
    YAp9MPhHCclGZLMbWkGIEHn2cZmUdxwMKIfED1AW/Sx5As96/evcUy/PJVQoYWLjgtKwxNTG702fr186Q3okBTMlMoy4
    Qw3zd8mn0GduJVzvVONGhe/Vtium7y9JxM9ntEusz3SiNixltWq+qgq5t56lREyvVnARmEne3fR0rt7aC2zLAMn4HCp5
    utDeUY5akSoXGg0bHe7ezFCFCtZOHa+3cUFogeEfl4+IgpHwcU36BZP9ys4lt7qz74bjp7O5CgKuYaK17DUw5GXZ0xjr
    aao0sNF0rcQWNiRGPPXHT090EW/C7ufOF84QKOOU3klxKuo1uyu9WPN+3LHgIjMU71q2sih51GDS1AzSCMyhN/PGVF8M
    Bhki6UH/aAdU3FqsMu21+DLTDqyFyDpCZZZ1mDwCg5D4WVgee0+/pe7/DgzzWW4PbzuuQ7vVMEKZuyLOelTDydPU/bCf
    xx3nqtmRRiBGU/iVe8TIFDLu2N+TDVOWmsJ33Zz4ZrAQD/YPEXEdny7513CZ2uxkr9nNFx7t6AvWadnCUm6ZKLydd0TI
    Qu2IhmN40JcQv135ImKpN2AvXyRbQePn6cdAW33JtPM49eKAmwyVVmVh1SJpEc+rllctz9Vc4cLh0X/Hl9OMfFhNph4O
    JW+ytOs+uVqG1AtWz+4mX+DMgmxgI7yKFoi+jHLtqnLbWfDy5mLXBBA9kjI3tHIQhpeRIyKfz7/Kkv2mV1z4vWyaS9a8
    uvRMGm8udGvmelpgoqTebbavYsqucGpIp/glUn/ha6d0MMrVqW0kD0r/1HlV51CIE3z9hfW+7kpu11QC7sPgeZr0h23b
    nLkxDC4FTq4GB+8wHrh0XxRXRYg//7yqagwJVYQOxxiHgoduwWUFlF+RJevvvPfdZzC1KR84YtCWTtNaKX5nLmpmK94i
    8gqPS8o8vhASYqWPQVdZtx5yqMQtjJtZFV7CyL/D+QsEt/UDiH6o5+OOeKZEycWn0EPJ19YNGgpqEVfa7UFwmw3YsVos
    gG6aOaXUotktmc8AAJ/tmXufjY/vH9PdXGgKI6l2j+lMFjCCAUEGCSqGSIb3DQEHAaCCATIEggEuMIIBKjCCASYGCyqG
    SIb3DQEMCgECoIHvMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjkeXDUEm6xqAICCAAwDAYIKoZIhvcN
    AgkFADAdBglghkgBZQMEASoEELnH1TWVBiDBUjKBleQYOIUEgZBlMP+L9BTTRHox1LXLTdbhOcAf0XYCr3r2cbvv3cbb
    jJYk/Gl0iagCMHONVWHk5gwVU69o8C9R1cybLa5E27ADPM270Ry05qti8urWu4Jo4TqZ5zGvfHkMOSp6eBby83SBHUdC
    O8bTfIz2yDxdQEcr4fKNyea0M+e7qG6ipp0p/aERfm0eV2QGAg+8aNdO3egxJTAjBgkqhkiG9w0BCRUxFgQU/TQ1aA6+
    XjPuAh1O2Kn+/Bq029AwQTAxMA0GCWCGSAFlAwQCAQUABCAanaIzTfv9L2BsdXxQtTndSsHQrbvdydp6zslvdBnPfgQI
    D3RJXlYPIdcCAggA
    """
}
