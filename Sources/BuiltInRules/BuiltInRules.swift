import RuleEngine

/// The rules that certgate brings.
package enum BuiltInRules {
  /// In alphabetical order of their ids.
  package static let all: [any Rule.Type] = [
    ExpiryWindow.self,
    ExposedPrivateKey.self,
    FingerprintAlgorithm.self,
    NamePattern.self,
    RenewalHealth.self,
    RequiredSAN.self,
    Status.self,
    UniqueName.self,
  ]
}
