import Cryptography
import RuleEngine
import X509

/// Reads the facts of one certificate or request at a time out of its DER.
///
/// The bytes lie in a buffer that is used again for the next one, and each fact is read in them when
/// it is asked for. It belongs to one thread.
package final class CertificateFacts {
  private var buffer = Base64Buffer()
  private(set) var certificate: CertificateLayout?
  private(set) var request: RequestLayout?
  /// Why nothing can be read.
  private(set) var fault: String?
  /// Why nothing can be read; nil if something can.
  package var unreadableReason: String? { fault }

  /// Where in the text around the DER that reason is; nil if it is in the DER.
  private(set) var faultOffset: Int?
  // What had to be forgiven in the lines around the DER.
  private var armourFault: PEMFault?
  // OpenSSL's trust settings may follow a TRUSTED CERTIFICATE.
  private var allowsTrailer = false

  // Rules, labels and reports ask for these one after the other, and each costs more than a look.
  var known = Known()
  private var digester: SHA256Digester?

  package init() {}

  /// What was read of the certificate already.
  struct Known {
    var digest: SHA256Digest?
    var faults: [CertificateFault]?
    var isSelfSigned: Reading<Bool>?
    var isSelfIssued: Bool?
    var isAuthority: Reading<Bool>?
    var nameKinds: NameKinds?
    var dnsNames: Reading<[String]>?
    var key: KeyReading?
    var signature: SignatureReading?
  }

  /// What the next bytes hold.
  package enum Kind: Sendable {
    case certificate, trustedCertificate, request
  }

  /// Reads what a block of PEM holds.
  package func read(_ block: PEMBlock, of kind: Kind, in bytes: Span<UInt8>) {
    turn()
    armourFault = block.fault
    do {
      try block.decode(bytes, into: &buffer)
    } catch {
      fail("\(error)", at: error.offset)
      return
    }
    if buffer.count == 0 {
      fail("there is nothing between its BEGIN and END lines", at: block.range.lowerBound)
    } else {
      readLayout(of: kind)
    }
  }

  /// Reads DER.
  package func read(_ der: Span<UInt8>, of kind: Kind) {
    turn()
    buffer.copy(der)
    readLayout(of: kind)
  }

  /// Reads a certificate or request as documents hold it in one text: PEM, base64 of DER, or base64 of
  /// PEM.
  package func read(text: Span<UInt8>) {
    if readBlock(in: text) { return }
    turn()
    do {
      try buffer.decode(text, in: 0..<text.count)
    } catch {
      return fail("it is neither PEM nor base64: \(error)")
    }
    let decoded = buffer.bytes
    if readBlock(in: decoded.span) { return }
    readLayout(of: DERDocumentKind(decoded.span) == .certificateRequest ? .request : .certificate)
  }

  /// Whether there was a block of PEM to read.
  private func readBlock(in text: Span<UInt8>) -> Bool {
    var scanner = PEMScanner()
    while let block = scanner.next(in: text) {
      guard let kind = block.label.certificateKind else { continue }
      read(block, of: kind, in: text)
      return true
    }
    return false
  }

  /// Holds nothing but the reason why nothing can be read.
  package func read(unreadable reason: String) {
    turn()
    fault = reason
  }

  private func turn() {
    certificate = nil
    request = nil
    fault = nil
    faultOffset = nil
    armourFault = nil
    allowsTrailer = false
    known = Known()
  }

  private func readLayout(of kind: Kind) {
    allowsTrailer = kind == .trustedCertificate
    do throws(DERError) {
      switch kind {
      case .certificate, .trustedCertificate:
        certificate = try buffer.withBytes { (bytes) throws(DERError) in
          try CertificateLayout(bytes)
        }
      case .request:
        request = try buffer.withBytes { (bytes) throws(DERError) in try RequestLayout(bytes) }
      }
    } catch {
      fail("\(error)")
    }
    // Half a certificate must not be judged as a whole one.
    if (certificate?.certificate ?? request?.request)?.isCutShort == true {
      fail("it ends before the length it states")
      certificate = nil
      request = nil
    }
  }

  /// Notes why nothing can be read; a broken line around the DER is the likelier cause.
  private func fail(_ reason: String, at offset: Int? = nil) {
    fault = armourFault.map { "\($0)" } ?? reason
    faultOffset = armourFault?.offset ?? offset
  }

  // MARK: Bytes

  /// The DER of the certificate, without what came after it.
  package var der: Reading<Certificate> {
    guard let certificate else { return absent() }
    let end = certificate.certificate.end
    let copy = withBytes { bytes in
      try? Certificate(Array(copying: bytes.extracting(first: min(end, bytes.count))))
    }
    return copy.map { .stated($0) } ?? .unreadable("it is no certificate")
  }

  @inline(__always)
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    buffer.withBytes(body)
  }

  /// What a certificate's own facts are where there is no certificate.
  func absent<Value>() -> Reading<Value> {
    fault.map { .unreadable($0) } ?? .unspoken
  }

  func digest(of range: Range<Int>) -> Reading<SHA256Digest> {
    do throws(OpenSSLError) {
      if digester == nil { digester = try SHA256Digester() }
      let digest = try buffer.withBytes { (bytes) throws(OpenSSLError) in
        try digester?.digest(bytes.extracting(range.clamped(to: 0..<bytes.count)))
      }
      return digest.map { .stated($0) } ?? .unreadable("SHA-256 is not available")
    } catch {
      return .unreadable("\(error)")
    }
  }

  /// The digest of the certificate.
  var digest: Reading<SHA256Digest> {
    guard let certificate else { return absent() }
    if let digest = known.digest { return .stated(digest) }
    let digest = digest(of: certificate.certificate.range)
    known.digest = digest.value
    return digest
  }

  // MARK: What had to be forgiven

  var layoutFaults: [CertificateFault] {
    if let faults = known.faults { return faults }
    let faults = withBytes { bytes in
      certificate?.faults(in: bytes, allowsTrailer: allowsTrailer) ?? request?.faults(in: bytes)
        ?? []
    }
    known.faults = faults
    return faults
  }

  /// All of it, in words: the lines around the DER first.
  var faults: Reading<[String]> {
    if let fault {
      let name: CertificateFault.Name = armourFault == nil ? .unreadable : .armour
      return .stated([CertificateFault.description(name, fault)])
    }
    guard certificate != nil || request != nil else { return .unspoken }
    let armour = armourFault.map { CertificateFault.description(.armour, "\($0)") }
    return .stated((armour.map { [$0] } ?? []) + layoutFaults.map(\.description))
  }

  /// The byte of one of the faults; nil for one of the lines around the DER.
  func offset(ofFault index: Int) -> Int? {
    let index = index - (armourFault == nil ? 0 : 1)
    return fault == nil && layoutFaults.indices.contains(index)
      ? layoutFaults[index].offset : nil
  }

  // MARK: Signature

  /// Whether the certificate's own key verifies its signature; only asked of what names itself as
  /// its issuer.
  var isSelfSigned: Reading<Bool> {
    guard let certificate else { return absent() }
    if let reading = known.isSelfSigned { return reading }
    let reading: Reading<Bool> =
      isSelfIssued.value == true
      ? withBytes { bytes in
        Self.verifiesItself(
          bytes.extracting(first: min(certificate.certificate.end, bytes.count)))
      } : .stated(false)
    known.isSelfSigned = reading
    return reading
  }

  /// Whether it names itself as its issuer.
  var isSelfIssued: Reading<Bool> {
    guard let certificate else { return absent() }
    if let isSelfIssued = known.isSelfIssued { return .stated(isSelfIssued) }
    let isSelfIssued = withBytes { certificate.isSelfIssued(in: $0) }
    known.isSelfIssued = isSelfIssued
    return .stated(isSelfIssued)
  }

  private static func verifiesItself(_ der: Span<UInt8>) -> Reading<Bool> {
    do throws(OpenSSLError) {
      let certificate = try SignedCertificate(der: der)
      return switch certificate.verifies(certificate) {
      case .verified: .stated(true)
      case .doesNotVerify: .stated(false)
      case .cannotTell(let reason): .unreadable(reason)
      }
    } catch {
      return .unreadable("\(error)")
    }
  }
}

extension PEMLabel {
  /// What certificate or request the label says there is; nil for all else.
  var certificateKind: CertificateFacts.Kind? {
    switch self {
    case .certificate: .certificate
    case .trustedCertificate: .trustedCertificate
    case .certificateRequest: .request
    case .revocationList, .pkcs7, .privateKey, .publicKey, .parameters, .other: nil
    }
  }
}

extension [UInt8] {
  init(copying bytes: Span<UInt8>) {
    self.init()
    reserveCapacity(bytes.count)
    for index in bytes.indices { append(bytes[index]) }
  }
}
