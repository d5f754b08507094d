/// The extensions that have a reader here, or whose presence alone says something.
package enum ExtensionKind: UInt8, CaseIterable, Sendable {
  case subjectDirectoryAttributes, subjectKeyIdentifier, keyUsage, privateKeyUsagePeriod
  case subjectAltName, issuerAltName, basicConstraints, nameConstraints, cRLDistributionPoints
  case certificatePolicies, policyMappings, authorityKeyIdentifier, policyConstraints
  case extKeyUsage, freshestCRL, inhibitAnyPolicy, authorityInfoAccess, subjectInfoAccess
  case qcStatements, tlsFeature, signedCertificateTimestamps, ctPoison, netscapeCertType
  case ocspNoCheck

  /// The kind that the content of an OBJECT IDENTIFIER names.
  @inline(__always)
  init?(content: Range<Int>, in bytes: Span<UInt8>) {
    guard content.count >= 3, content.upperBound <= bytes.count else { return nil }
    let oid = bytes.extracting(content)
    // 2.5.29
    if oid.count == 3, oid[0] == 0x55, oid[1] == 0x1D {
      switch oid[2] {
      case 9: self = .subjectDirectoryAttributes
      case 14: self = .subjectKeyIdentifier
      case 15: self = .keyUsage
      case 16: self = .privateKeyUsagePeriod
      case 17: self = .subjectAltName
      case 18: self = .issuerAltName
      case 19: self = .basicConstraints
      case 30: self = .nameConstraints
      case 31: self = .cRLDistributionPoints
      case 32: self = .certificatePolicies
      case 33: self = .policyMappings
      case 35: self = .authorityKeyIdentifier
      case 36: self = .policyConstraints
      case 37: self = .extKeyUsage
      case 46: self = .freshestCRL
      case 54: self = .inhibitAnyPolicy
      default: return nil
      }
      return
    }
    guard oid.count >= 8, let kind = ExtensionKind(long: oid) else { return nil }
    self = kind
  }

  private init?(long oid: Span<UInt8>) {
    let isPKIX =
      oid[0] == 0x2B && oid[1] == 6 && oid[2] == 1 && oid[3] == 5 && oid[4] == 5
      && oid[5] == 7
    switch (oid.count, oid[oid.count - 1]) {
    // 1.3.6.1.5.5.7.1
    case (8, 1) where isPKIX && oid[6] == 1: self = .authorityInfoAccess
    case (8, 3) where isPKIX && oid[6] == 1: self = .qcStatements
    case (8, 11) where isPKIX && oid[6] == 1: self = .subjectInfoAccess
    case (8, 24) where isPKIX && oid[6] == 1: self = .tlsFeature
    // 1.3.6.1.5.5.7.48.1.5
    case (9, 5) where isPKIX && oid[6] == 48 && oid[7] == 1: self = .ocspNoCheck
    // 1.3.6.1.4.1.11129.2.4
    case (10, 2) where ExtensionKind.isTransparency(oid): self = .signedCertificateTimestamps
    case (10, 3) where ExtensionKind.isTransparency(oid): self = .ctPoison
    case (9, 1) where ExtensionKind.isNetscape(oid): self = .netscapeCertType
    default: return nil
    }
  }

  private static func isTransparency(_ oid: Span<UInt8>) -> Bool {
    oid[0] == 0x2B && oid[1] == 6 && oid[2] == 1 && oid[3] == 4 && oid[4] == 1
      && oid[5] == 0xD6 && oid[6] == 0x79 && oid[7] == 2 && oid[8] == 4
  }

  // 2.16.840.1.113730.1
  private static func isNetscape(_ oid: Span<UInt8>) -> Bool {
    oid[0] == 0x60 && oid[1] == 0x86 && oid[2] == 0x48 && oid[3] == 1 && oid[4] == 0x86
      && oid[5] == 0xF8 && oid[6] == 0x42 && oid[7] == 1
  }
}
