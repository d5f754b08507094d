import Cryptography
import OperatingSystem
import RuleEngine
import SourceText
import X509

extension CertificateContents {
  /// The certificates of a PKCS#12 store.
  init(
    store bytes: FileBytes, place: String, _ passwords: StorePasswords
  ) throws(Diagnostic) {
    let location = SourceLocation(wholeFile: place)
    let store: PersonalInformationExchange
    let isOpen: Bool
    do {
      (store, isOpen) = try passwords.open(bytes, place: place)
    } catch {
      throw Diagnostic("\(error)", at: location, notes: error.advice)
    }
    var records = Self.records(of: store, place: place)
    if isOpen {
      // Whoever has the file has the keys.
      for _ in 0..<store.privateKeyCount {
        records.append(
          StoredRecord(
            .key(excerpt: "(a private key in a store without a password, not shown)"),
            at: SourceLocation(wholeFile: "\(place)#\(records.count + 1)")))
      }
    }
    self.init(records: [StoredRecords(records, place: place)])
    privateKeyCount = store.privateKeyCount
    if !isOpen {
      notice(
        "a private key is protected by the store's password", store.privateKeyCount,
        at: location)
    }
    notice("a revocation list (CRL) is not read", store.revocationListCount, at: location)
    notice(
      "something that is neither a certificate nor a private key is not read", store.otherCount,
      at: location)
    if case .absent = store.integrity {
      notice("the store has no integrity check", at: location)
    }
  }

  private static func records(
    of store: PersonalInformationExchange, place: String
  ) -> [StoredRecord] {
    let facts = CertificateFacts()
    let areAuthorities = store.certificates.map { certificate in
      facts.read(certificate.der.span, of: .certificate)
      return facts.flag(.isCA).value == true
    }
    let authorities = store.certificates.indices.filter { areAuthorities[$0] }
      .map { store.certificates[$0].der }
    return store.certificates.indices.map { index in
      let certificate = store.certificates[index]
      return StoredRecord(
        .certificate(certificate.der), at: SourceLocation(wholeFile: "\(place)#\(index + 1)"),
        CertificateSurroundings(name: certificate.friendlyName.flatMap { $0.isEmpty ? nil : $0 }),
        chain: areAuthorities[index] ? nil : authorities)
    }
  }
}

extension PKCS12Error {
  fileprivate var advice: [String] {
    self == .passwordNeeded
      ? ["help: give it with --password-env NAME or --password-file FILE"] : []
  }
}
