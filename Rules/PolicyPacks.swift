/// The policies that come with certgate, embedded in the program.
package enum PolicyPacks {
  /// Each pack's name, as in `certgate:NAME`, and its YAML.
  package static var all: [(name: String, bytes: [UInt8])] {
    [
      ("baseline", PackageResources.baseline_yaml),
      ("internal-services", PackageResources.internal_services_yaml),
      ("mtls", PackageResources.mtls_yaml),
      ("public-tls", PackageResources.public_tls_yaml),
    ]
  }
}
