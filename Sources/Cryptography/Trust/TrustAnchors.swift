import COpenSSL

/// The certificates that trust begins with, by the PEM files and hashed directories they are in.
package struct TrustAnchors: Equatable, Sendable {
  package let files: [String]
  package let directories: [String]
  /// Whether a place that cannot be read is an error; one that nobody named may be missing.
  let mustBeReadable: Bool

  package init(files: [String], directories: [String] = []) {
    self.files = files
    self.directories = directories
    mustBeReadable = true
  }

  private init(systemFiles: [String], directories: [String]) {
    files = systemFiles
    self.directories = directories
    mustBeReadable = false
  }

  /// The system's own, or where `SSL_CERT_FILE` and `SSL_CERT_DIR` say.
  package static func system(environment: [String: String]) -> TrustAnchors {
    let file = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    let directories = environment["SSL_CERT_DIR"].map {
      $0.split(separator: ":").map(String.init)
    }
    guard file == nil, directories == nil else {
      return TrustAnchors(
        files: file.map { [$0] } ?? [], directories: directories ?? [])
    }
    return TrustAnchors(
      systemFiles: [unsafe String(cString: X509_get_default_cert_file())],
      directories: [unsafe String(cString: X509_get_default_cert_dir())])
  }
}
