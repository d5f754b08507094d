import Documents
import SourceText

/// The formats a run knows: the shipped ones, and those of the user's files.
package struct ListingFormats: Sendable {
  private let formats: [ListingFormat]

  /// The names, in alphabetical order.
  package var names: [String] { formats.map(\.name) }

  package subscript(name: String) -> ListingFormat? { formats.first { $0.name == name } }

  var all: [ListingFormat] { formats }

  private init(_ formats: [ListingFormat]) {
    self.formats = formats.sorted { $0.name < $1.name }
  }

  /// The text of each shipped format, to learn from.
  package static let shippedTexts: [(name: String, text: [UInt8])] = [
    ("certgate", PackageResources.certgate_yaml),
    ("cloudflare-access-mtls", PackageResources.cloudflare_access_mtls_yaml),
    ("digitalocean-certificates", PackageResources.digitalocean_certificates_yaml),
    ("liveperson-mtls", PackageResources.liveperson_mtls_yaml),
    ("organization-certificates", PackageResources.organization_certificates_yaml),
    ("vault-pki", PackageResources.vault_pki_yaml),
  ]

  /// - Parameters:
  ///   - files: format files that may come with a repository.
  ///   - trusted: format files of the user's own configuration.
  /// - Throws: everything that is wrong with them.
  package init(
    files: [(path: String, bytes: [UInt8])] = [], trusted: [(path: String, bytes: [UInt8])] = []
  ) throws(FormatErrors) {
    var diagnostics: [Diagnostic] = []
    var formats: [ListingFormat] = []
    let shipped = Self.shippedTexts.map { ("certgate:formats/\($0.name)", $0.text) }
    let all = (shipped + trusted).map { ($0, $1, true) } + files.map { ($0.path, $0.bytes, false) }
    for (path, bytes, isTrusted) in all {
      let document: YAMLDocument
      do {
        document = try YAMLDocument.read(bytes, path: path)
      } catch {
        diagnostics += error.diagnostics
        continue
      }
      diagnostics += document.faults
      var decoder = FormatDecoder(document, isTrusted: isTrusted)
      formats += decoder.formats(besides: formats.map(\.name))
      diagnostics += decoder.diagnostics
    }
    guard diagnostics.isEmpty else { throw FormatErrors(diagnostics: diagnostics) }
    self.init(formats)
  }
}

/// Everything that is wrong with some format files.
package struct FormatErrors: Error {
  package let diagnostics: [Diagnostic]
}
