import Cryptography
import RuleEngine
import SourceText
import X509

extension CertificateContents {
  /// The certificates of a PKCS#7 message.
  ///
  /// - Parameters:
  ///   - location: where the message begins.
  ///   - place: where its certificate of a number from 1 is.
  init(
    message bytes: Span<UInt8>, at location: SourceLocation, place: (Int) -> SourceLocation
  ) throws(Diagnostic) {
    let message: CryptographicMessage
    do {
      message = try CryptographicMessage(bytes)
    } catch {
      throw Diagnostic("\(error)", at: location)
    }
    let records = message.certificates.enumerated().map { number, range in
      StoredRecord(
        .certificate(Array(copying: bytes.extracting(range))), at: place(number + 1))
    }
    self.init(records: [StoredRecords(records, place: location.path)])
    notice(
      "a revocation list (CRL) is not read", message.revocationListCount, at: location)
    notice(
      "a certificate that is not of X.509 is not read", message.otherCertificateCount,
      at: location)
  }

  /// The certificates of a PKCS#7 message in PEM, which are all where the message begins.
  init(block entry: CertificateFile.Entry, of file: CertificateFile) throws(Diagnostic) {
    let location = file.location(of: entry)
    let message = try file.bytes.withBytes { (bytes) throws(Diagnostic) -> [UInt8] in
      var scanner = PEMScanner(from: entry.start)
      var buffer = Base64Buffer()
      guard let block = scanner.next(in: bytes) else { return [] }
      do throws(Base64Error) {
        try block.decode(bytes, into: &buffer)
      } catch {
        throw Diagnostic("\(block.fault.map { "\($0)" } ?? "\(error)")", at: location)
      }
      return buffer.bytes
    }
    try self.init(message: message.span, at: location) { _ in location }
  }
}
