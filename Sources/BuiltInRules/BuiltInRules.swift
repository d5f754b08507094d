import RuleEngine

/// The rules that certgate brings.
package enum BuiltInRules {
  /// In alphabetical order of their ids.
  package static let all: [any Rule.Type] = [
    AllowedIssuer.self,
    CertificateAuthority.self,
    CertificateTransparency.self,
    Chain.self,
    ChainTrust.self,
    DeployedCertificate.self,
    ExpiryWindow.self,
    ExposedPrivateKey.self,
    Expression.self,
    ExtendedKeyUsage.self,
    FingerprintAlgorithm.self,
    HostnameCoverage.self,
    KeyStrength.self,
    KeyUsage.self,
    ListingAgreement.self,
    NamePattern.self,
    ProtocolFloor.self,
    RenewalHealth.self,
    RequiredSAN.self,
    RevocationPointers.self,
    SANSyntax.self,
    SelfSigned.self,
    SerialNumber.self,
    SignatureAlgorithm.self,
    StapledResponse.self,
    Status.self,
    UniqueKey.self,
    UniqueName.self,
    UniqueSerial.self,
    ValidityPeriod.self,
    WellFormed.self,
  ]
}
