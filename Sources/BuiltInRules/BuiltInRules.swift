import RuleEngine

/// The rules that certgate brings.
package enum BuiltInRules {
  /// In alphabetical order of their ids.
  package static let all: [any Rule.Type] = [
    CertificateTransparency.self,
    ExpiryWindow.self,
    ExposedPrivateKey.self,
    FingerprintAlgorithm.self,
    HostnameCoverage.self,
    NamePattern.self,
    RenewalHealth.self,
    RequiredSAN.self,
    RevocationPointers.self,
    SANSyntax.self,
    SerialNumber.self,
    Status.self,
    UniqueKey.self,
    UniqueName.self,
    UniqueSerial.self,
  ]
}
