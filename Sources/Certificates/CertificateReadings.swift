import Cryptography
import RuleEngine
import X509

/// The facts themselves, each by its name.
///
/// An extension that is not there makes its facts missing, or for a request, which only wishes,
/// unspoken; one that cannot be read makes them unreadable.
extension CertificateFacts {
  package func text(_ fact: Fact) -> Reading<String> {
    switch fact {
    case .kind: .stated(request == nil ? "certificate" : "request")
    case .name: name
    case .issuer:
      certificate == nil
        ? absent() : text(of: certificate?.issuer) { name, bytes in name.text(in: bytes) }
    case .serial:
      certificateField(certificate?.serialNumber, "a whole number") { layout, bytes in
        layout.serial(in: bytes).map { Self.hexadecimal($0, in: bytes) }
      }
    case .keyAlgorithm: key.name
    case .signatureAlgorithm: signature.name
    case .sha256: digest.map(\.hex)
    case .subject: subject { name, bytes in name.text(in: bytes) }
    case .commonName: subject { name, bytes in name.commonName(in: bytes) }
    case .keyCurve: key.curve
    case .keyExponent: key.exponent
    case .keySHA256: keyDigest
    case .signatureHash: signature.hash
    case .subjectKeyID:
      extensionValue(.subjectKeyIdentifier) { extensions, bytes in
        extensions.subjectKeyIdentifier(in: bytes).map { .stated(Self.lowerCase(bytes, $0)) }
      }
    case .authorityKeyID:
      extensionValue(.authorityKeyIdentifier) { extensions, bytes in
        extensions.authorityKeyIdentifier(in: bytes).map { identifier in
          identifier.keyIdentifier.map { .stated(Self.lowerCase(bytes, $0)) } ?? .missing
        }
      }
    default: .unspoken
    }
  }

  package func count(_ fact: Fact) -> Reading<Int> {
    switch fact {
    case .version:
      if let request {
        withBytes { bytes in request.version(in: bytes) }.map { .stated($0) }
          ?? .unreadable("it is not a small whole number")
      } else {
        certificateField(certificate?.tbsCertificate, "a small whole number") { $0.version(in: $1) }
      }
    case .keyBits: key.bits
    case .pathLength:
      extensionValue(.basicConstraints) { extensions, bytes in
        extensions.basicConstraints(in: bytes).map { constraints in
          guard let length = constraints.pathLength else { return .missing }
          return length.small(in: bytes).map { .stated($0) }
            ?? .unreadable("it is not a small whole number")
        }
      }
    case .sctCount:
      extensionValue(.signedCertificateTimestamps) { extensions, bytes in
        guard var list = extensions.signedCertificateTimestamps(in: bytes) else { return nil }
        var count = 0
        while list.next(in: bytes) != nil { count += 1 }
        return list.isBroken ? .unreadable("a length within the list is wrong") : .stated(count)
      }
    default: .unspoken
    }
  }

  package func flag(_ fact: Fact) -> Reading<Bool> {
    switch fact {
    case .isCA: isAuthority
    case .selfIssued: isSelfIssued
    case .selfSigned: isSelfSigned
    default: .unspoken
    }
  }

  package func time(_ fact: Fact) -> Reading<Timestamp> {
    switch fact {
    case .notBefore:
      certificateField(certificate?.notBefore, "a time") { $0.notBefore(in: $1) }.timestamp
    case .notAfter:
      certificateField(certificate?.notAfter, "a time") { $0.notAfter(in: $1) }.timestamp
    default: .unspoken
    }
  }

  package func fingerprints() -> Reading<[Fingerprint]> {
    digest.map { [Fingerprint(algorithm: .sha256, bytes: $0.bytes)] }
  }

  // MARK: Fields

  /// A field that certificates have and requests do not.
  private func certificateField<Value>(
    _ element: DERElement?, _ expected: String,
    _ read: (CertificateLayout, Span<UInt8>) -> Value?
  ) -> Reading<Value> {
    guard let certificate else { return absent() }
    if let value = withBytes({ read(certificate, $0) }) { return .stated(value) }
    return element == nil ? .missing : .unreadable("it is not \(expected)")
  }

  var subjectElement: DERElement? { certificate?.subject ?? request?.subject }

  var keyElement: DERElement? {
    certificate?.subjectPublicKeyInfo ?? request?.subjectPublicKeyInfo
  }

  var extensions: Extensions? { certificate?.extensions ?? request?.extensions }

  private func subject(
    _ text: (DistinguishedName, Span<UInt8>) -> String?
  ) -> Reading<String> {
    guard certificate != nil || request != nil else { return absent() }
    return self.text(of: subjectElement, text)
  }

  /// A text of a distinguished name; an empty name has none.
  private func text(
    of element: DERElement?, _ text: (DistinguishedName, Span<UInt8>) -> String?
  ) -> Reading<String> {
    guard let element else { return .missing }
    return withBytes { bytes in
      guard let name = DistinguishedName(element, in: bytes) else {
        return .unreadable("it is not a name")
      }
      guard let text = text(name, bytes), !text.isEmpty else { return .missing }
      return .stated(text)
    }
  }

  private var name: Reading<String> {
    let commonName = text(.commonName)
    if case .stated = commonName { return commonName }
    guard certificate != nil || request != nil else { return absent() }
    if let first = texts(.dnsNames).value?.first(where: { !$0.isEmpty }) { return .stated(first) }
    return text(.subject)
  }

  private var isAuthority: Reading<Bool> {
    if let isAuthority = known.isAuthority { return isAuthority }
    let isAuthority = statedAuthority
    known.isAuthority = isAuthority
    return isAuthority
  }

  private var statedAuthority: Reading<Bool> {
    let stated = extensionValue(.basicConstraints) { extensions, bytes in
      extensions.basicConstraints(in: bytes).map { Reading.stated($0.isAuthority) }
    }
    // RFC 5280, 4.2.1.9: without the extension it must not be taken for one.
    if case .missing = stated { return .stated(false) }
    return stated
  }

  private var key: KeyReading {
    if let key = known.key { return key }
    let key = readKey()
    known.key = key
    return key
  }

  private func readKey() -> KeyReading {
    guard certificate != nil || request != nil else { return KeyReading(absent()) }
    guard let element = keyElement else { return KeyReading(.missing) }
    return withBytes { bytes in
      PublicKey(element, in: bytes).map { KeyReading($0, in: bytes) }
        ?? KeyReading(.unreadable("the public key cannot be read"))
    }
  }

  private var signature: SignatureReading {
    if let signature = known.signature { return signature }
    let signature = readSignature()
    known.signature = signature
    return signature
  }

  private func readSignature() -> SignatureReading {
    guard certificate != nil || request != nil else { return SignatureReading(absent()) }
    guard certificate?.signatureAlgorithm ?? request?.signatureAlgorithm != nil else {
      return SignatureReading(.missing)
    }
    return withBytes { bytes in
      (certificate?.signatureAlgorithm(in: bytes) ?? request?.signatureAlgorithm(in: bytes))
        .map { SignatureReading($0) } ?? SignatureReading(.unreadable("it is not an algorithm"))
    }
  }

  private var keyDigest: Reading<String> {
    guard certificate != nil || request != nil else { return absent() }
    return keyElement.map { digest(of: $0.range).map(\.hex) } ?? .missing
  }

  /// What an extension says; `read` gives nil where it cannot be read.
  func extensionValue<Value>(
    _ kind: ExtensionKind, _ read: (Extensions, Span<UInt8>) -> Reading<Value>?
  ) -> Reading<Value> {
    guard certificate != nil || request != nil else { return absent() }
    guard let extensions else {
      if request != nil { return .unspoken }
      return certificate?.extensionsField == nil
        ? .missing : .unreadable("the extensions cannot be read")
    }
    guard extensions.has(kind) else { return request == nil ? .missing : .unspoken }
    return withBytes { read(extensions, $0) } ?? .unreadable("the extension cannot be read")
  }

  // MARK: Values

  /// As serial numbers are compared: lower case, no leading zeros.
  private static func hexadecimal(_ number: DERInteger, in bytes: Span<UInt8>) -> String {
    if number.isNegative {
      let digits = number.hexadecimal(in: bytes).lowercased()
      return "-" + digits.drop { $0 == "0" || $0 == "-" }
    }
    // Without leading zero bytes there is one leading zero at most.
    let digits = HexadecimalText.lowerCase(bytes, number.magnitude(in: bytes))
    if digits.isEmpty { return "0" }
    return digits.utf8.first == 0x30 ? String(digits.dropFirst()) : digits
  }

  static func lowerCase(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    HexadecimalText.lowerCase(bytes, range)
  }

  // MARK: Lending

  /// Lends the name as UTF-8 where it is a common name that lies so in the bytes; nil where it must
  /// be made.
  package func withName(_ body: (Span<UInt8>) -> Void) -> Reading<Void>? {
    guard let element = subjectElement else { return nil }
    return withBytes { bytes in
      guard let value = DistinguishedName(element, in: bytes)?.last(.commonName, in: bytes)?.value,
        let text = DERText(value, in: bytes), !text.content.isEmpty, text.isASCII(in: bytes)
      else { return nil }
      body(bytes.extracting(text.content))
      return .stated(())
    }
  }
}

extension Reading<CertificateTime> {
  fileprivate var timestamp: Reading<Timestamp> {
    map { Timestamp(Instant(seconds: $0.seconds)) }
  }
}
