import Containers
import RuleEngine
import SourceText

extension CertificateContents {
  /// The certificates of a Java keystore, which needs no password for them.
  init(javaKeyStore bytes: Span<UInt8>, place: String) throws(Diagnostic) {
    let location = SourceLocation(wholeFile: place)
    let store = JavaKeyStore(bytes)
    if let defect = store.defect, store.entries.allSatisfy(\.certificates.isEmpty) {
      throw Diagnostic("not a Java keystore, or damaged: \(defect)", at: location)
    }
    var records: [StoredRecord] = []
    for entry in store.entries {
      let certificates = entry.certificates.map { Array(copying: bytes.extracting($0)) }
      for (index, der) in certificates.enumerated() {
        let isOwn = index == 0
        records.append(
          StoredRecord(
            .certificate(der), at: SourceLocation(wholeFile: "\(place)#\(records.count + 1)"),
            CertificateSurroundings(name: isOwn ? entry.alias : nil),
            chain: isOwn && entry.kind == .privateKey ? Array(certificates.dropFirst()) : nil))
      }
    }
    self.init(records: [StoredRecords(records, place: place)])
    privateKeyCount = store.entries.count { $0.kind == .privateKey }
    notice(
      "a private key is protected by the store's password", privateKeyCount, at: location)
    notice(
      "a secret key is not read", store.entries.count { $0.kind == .secretKey }, at: location)
    if let defect = store.defect {
      defects.append(
        Diagnostic("the rest of the keystore cannot be read: \(defect)", at: location))
    }
  }
}
