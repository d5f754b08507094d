/// A keystore of Java's formats JKS and JCEKS, read for the certificates that it carries.
///
/// Certificates are not encrypted there, so no password is needed; the digest at the end of the
/// store, which needs it, is not checked. What was read before a defect is kept.
package struct JavaKeyStore: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package enum Kind: Sendable {
      case privateKey, trustedCertificate, secretKey
    }

    package let alias: String
    package let kind: Kind
    /// When the entry was made, in milliseconds since 1970 in UTC.
    package let createdAt: Int64
    /// Where the entry begins.
    package let offset: Int
    /// Where the certificates are: the chain of a private key, its own certificate first, or the
    /// trusted one.
    package fileprivate(set) var certificates: [Range<Int>] = []
  }

  /// In the order of the store; the last one may lack certificates if there is a defect.
  package private(set) var entries: [Entry] = []
  /// Why the rest of the store could not be read, nil if all of it was.
  package private(set) var defect: JavaKeyStoreError?

  /// Whether the bytes begin like a keystore of either format.
  package static func isRecognized(_ bytes: Span<UInt8>) -> Bool {
    var reader = BigEndianReader(end: bytes.count)
    return (try? Format(rawValue: reader.readUInt32(in: bytes))) != nil
  }

  package init(_ bytes: Span<UInt8>) {
    do throws(JavaKeyStoreError) {
      try read(bytes)
    } catch {
      defect = error
    }
  }

  private enum Format: UInt32 {
    case jks = 0xfeed_feed
    case jceks = 0xcece_cece
  }

  private mutating func read(_ bytes: Span<UInt8>) throws(JavaKeyStoreError) {
    var reader = BigEndianReader(end: bytes.count)
    guard Format(rawValue: try reader.readUInt32(in: bytes)) != nil else {
      throw JavaKeyStoreError(offset: 0, defect: .notAKeyStore)
    }
    let version = try reader.readUInt32(in: bytes)
    guard 1...2 ~= version else {
      throw JavaKeyStoreError(offset: 4, defect: .unknownVersion(version))
    }
    // An entry has at least a tag, an empty alias, a date and a length.
    for _ in 0..<(try reader.readCount(ofAtLeast: 18, "entries", in: bytes)) {
      try readEntry(from: &reader, hasTypes: version == 2, in: bytes)
    }
    try reader.skip(20, "the integrity digest")
  }

  private mutating func readEntry(
    from reader: inout BigEndianReader, hasTypes: Bool, in bytes: Span<UInt8>
  ) throws(JavaKeyStoreError) {
    let offset = reader.offset
    let tag = try reader.readUInt32(in: bytes)
    let kinds: [UInt32: Entry.Kind] = [1: .privateKey, 2: .trustedCertificate, 3: .secretKey]
    guard let kind = kinds[tag] else {
      throw JavaKeyStoreError(offset: offset, defect: .unknownEntry(tag))
    }
    let alias = try reader.readText(in: bytes)
    let createdAt = Int64(bitPattern: try reader.readUInt64(in: bytes))
    entries.append(Entry(alias: alias, kind: kind, createdAt: createdAt, offset: offset))
    let index = entries.count - 1
    var certificateCount = 1
    switch kind {
    case .trustedCertificate:
      break
    case .privateKey:
      _ = try reader.readBlock("private key", in: bytes)
      certificateCount = try reader.readCount(
        ofAtLeast: hasTypes ? 6 : 4, "certificates", in: bytes)
    case .secretKey:
      certificateCount = 0
      reader = try SerializedObject.end(from: reader, alias: alias, in: bytes)
    }
    for _ in 0..<certificateCount {
      if hasTypes { _ = try reader.readText(in: bytes) }
      let certificate = try reader.readBlock("certificate", in: bytes)
      entries[index].certificates.append(certificate)
    }
  }
}
