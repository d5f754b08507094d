/// The certificates of a handshake as the server sent them, read from its Certificate message
/// (RFC 5246, 7.4.2; RFC 8446, 4.4.2).
///
/// OpenSSL gives a chain only if it could parse all of it.
package struct PresentedChain: Equatable, Sendable {
  /// The DER, the server's own certificate first.
  package private(set) var certificates: [[UInt8]] = []
  /// The OCSP response that came with the first certificate.
  package internal(set) var stapledResponse: [UInt8]?
  /// Whether the lengths in the message fit each other; if not, all that is whole was read.
  package private(set) var isWellFormed = true

  /// - Parameter message: without the four bytes of its header.
  init(message: ArraySlice<UInt8>, version: TLSVersion) {
    do {
      try read(LengthPrefixedFields(message), version)
    } catch {
      isWellFormed = false
    }
  }

  private mutating func read(
    _ message: LengthPrefixedFields, _ version: TLSVersion
  ) throws(LengthPrefixedFields.Overrun) {
    var fields = message
    if version >= .tls13 { _ = try fields.take(lengthBytes: 1) }
    var list = LengthPrefixedFields(try fields.take(lengthBytes: 3))
    while !list.isEmpty {
      certificates.append(Array(try list.take(lengthBytes: 3)))
      guard version >= .tls13 else { continue }
      let extensions = try list.take(lengthBytes: 2)
      if certificates.count == 1 { try readExtensions(LengthPrefixedFields(extensions)) }
    }
    isWellFormed = fields.isEmpty
  }

  private mutating func readExtensions(
    _ extensions: LengthPrefixedFields
  ) throws(LengthPrefixedFields.Overrun) {
    var extensions = extensions
    while !extensions.isEmpty {
      let type = try extensions.takeInteger(byteCount: 2)
      let body = try extensions.take(lengthBytes: 2)
      if type == Self.statusRequest { stapledResponse = Self.stapledResponse(status: body) }
    }
  }

  /// The response in a CertificateStatus message or extension (RFC 6066, 8).
  static func stapledResponse(status: ArraySlice<UInt8>) -> [UInt8]? {
    var fields = LengthPrefixedFields(status)
    guard (try? fields.takeInteger(byteCount: 1)) == ocsp,
      let response = try? fields.take(lengthBytes: 3), !response.isEmpty
    else { return nil }
    return Array(response)
  }

  private static let statusRequest = 5
  private static let ocsp = 1
}
