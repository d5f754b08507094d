import SourceText

/// The Basic scheme of authentication (RFC 7617).
package enum BasicAuthorization {
  /// The value of the header for `user:password` as bytes.
  package static func value(_ userAndPassword: [UInt8]) -> String {
    "Basic " + Base64.encoded(userAndPassword)
  }
}
