import Cryptography
import OperatingSystem
import RuleEngine

/// Names findings so that they can be known again in a later run; it belongs to one thread.
///
/// A fingerprint is the SHA-256 of the policy's id, the check's id, the result's key and the
/// certificate's identity. It stays when the run is dated otherwise, when files move and when
/// listings are reordered; another certificate has another. Each part is written as its length in
/// bytes, a colon, its UTF-8 and a comma, or as `-` where there is none, so that no two lists of
/// parts are written alike.
package final class FindingFingerprints {
  /// A check of a policy, as the fingerprints of its results begin.
  static func origin(_ policy: String, _ check: String) -> [UInt8] {
    var bytes = ByteBuffer()
    bytes.writePart(policy)
    bytes.writePart(check)
    return bytes.array
  }

  // In one, so that only one access to it need be watched.
  private var composition: Composition

  package init() throws(OpenSSLError) {
    composition = try Composition()
  }

  /// Turns to another record.
  package func turn() { composition.turn() }

  /// The fingerprint of a result about the record turned to.
  ///
  /// - Parameter origin: the bytes of `origin(_:_:)`.
  func fingerprint(
    of record: CertificateRecord, from origin: Span<UInt8>, key: String?
  ) throws(OpenSSLError) -> SHA256Digest {
    try composition.digest(of: record, from: origin, key: key)
  }
}

/// What fingerprints are made of and in.
private struct Composition: ~Copyable {
  private var digester: SHA256Digester
  private var identity = ByteBuffer()
  private var message = ByteBuffer()

  init() throws(OpenSSLError) {
    digester = try SHA256Digester()
  }

  mutating func turn() { identity.removeAll() }

  mutating func digest(
    of record: CertificateRecord, from origin: Span<UInt8>, key: String?
  ) throws(OpenSSLError) -> SHA256Digest {
    if identity.isEmpty { appendIdentity(of: record) }
    message.removeAll()
    message.append(origin)
    message.writePart(key)
    message.append(identity)
    return try message.withBytes { (message) throws(OpenSSLError) in
      try digester.digest(message)
    }
  }

  /// What tells one certificate from another: the strongest of its digests, else what its source
  /// calls it, else its name; without a digest the expiry tells it from its successor.
  private mutating func appendIdentity(of record: CertificateRecord) {
    let reader = record.reader
    var strongest: Fingerprint?
    _ = reader.forEachFingerprint { fingerprint in
      if fingerprint.algorithm.byteCount > strongest?.algorithm.byteCount ?? 0 {
        strongest = fingerprint
      }
    }
    if let strongest {
      identity.writePart(strongest.algorithm.rawValue)
      strongest.withBytes { identity.writePart($0) }
      return
    }
    identity.writePart("id")
    identity.writePart(record.input.format)
    appendText(.owner, of: reader)
    if !appendText(.id, of: reader) {
      identity.removeAll()
      identity.writePart("name")
      appendText(.name, of: reader)
    }
    appendTime(reader.time(.notAfter).value)
  }

  /// False if there is none.
  @discardableResult
  private mutating func appendText(_ fact: Fact, of reader: any FactReader) -> Bool {
    if case .stated = reader.withText(fact, { identity.writePart($0) }) { return true }
    identity.writePart(nil)
    return false
  }

  private mutating func appendTime(_ time: Timestamp?) {
    guard let time else { return identity.writePart(nil) }
    var text = ByteBuffer()
    swap(&text, &message)
    text.removeAll()
    text.append(upTo: Timestamp.longestDescription) { time.append(to: &$0) }
    text.withBytes { identity.writePart($0) }
    swap(&text, &message)
  }
}

extension ByteBuffer {
  fileprivate mutating func writePart(_ text: String?) {
    guard let text else {
      write("-")
      return
    }
    write(text.utf8.count)
    write(":")
    write(text)
    write(",")
  }

  fileprivate mutating func writePart(_ bytes: Span<UInt8>) {
    write(bytes.count)
    write(":")
    write(bytes)
    write(",")
  }
}
