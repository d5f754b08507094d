import OperatingSystem
import RuleEngine
import SourceText

/// Reads files of certificates, of whatever format.
package struct CertificateFileReader: Sendable {
  private let passwords: StorePasswords

  package init(passwords: StorePasswords = StorePasswords()) {
    self.passwords = passwords
  }

  /// - Throws: why nothing of the file can be read.
  package func read(
    _ bytes: FileBytes, place: String, as format: CertificateFormat,
    workers: Workers = .sequential
  ) throws(Diagnostic) -> CertificateContents {
    let contents: CertificateContents
    switch format {
    case .pem, .der: contents = try file(bytes, place: place, format, workers)
    case .pkcs7:
      contents = try bytes.withBytes { (bytes) throws(Diagnostic) in
        try CertificateContents(message: bytes, at: SourceLocation(wholeFile: place)) {
          SourceLocation(wholeFile: "\(place)#\($0)")
        }
      }
    case .pkcs12:
      contents = try CertificateContents(store: bytes, place: place, passwords)
    case .jks:
      contents = try bytes.withBytes { (bytes) throws(Diagnostic) in
        try CertificateContents(javaKeyStore: bytes, place: place)
      }
    }
    if contents.isEmpty { throw Diagnostic("there is no certificate in it: \(format.absence)") }
    return contents
  }

  private func file(
    _ bytes: FileBytes, place: String, _ format: CertificateFormat, _ workers: Workers
  ) throws(Diagnostic) -> CertificateContents {
    let file = CertificateFile(bytes, place: place, format: format, workers: workers)
    var contents = CertificateContents(records: [file], notices: file.notices)
    contents.privateKeyCount = file.entries.count { $0.form == .key }
    for message in file.messages {
      do throws(Diagnostic) {
        let found = try CertificateContents(block: message, of: file)
        contents.records += found.records
        contents.notices += found.notices
      } catch {
        contents.defects.append(error)
      }
    }
    return contents
  }
}
