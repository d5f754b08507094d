/// A file that is to be handed in, as it is sent.
package struct SubmittedFile: Sendable {
  /// The last name of its path.
  package let name: String
  package let bytes: [UInt8]
  /// The SHA-256 digest of its bytes, in hexadecimal.
  package let sha256: String
  /// What opens it; empty if nothing is needed.
  package let password: String
  /// What the source is to list its certificate under.
  package let listedName: String

  package init(
    name: String, bytes: [UInt8], sha256: String, password: String, listedName: String
  ) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.password = password
    self.listedName = listedName
  }
}
