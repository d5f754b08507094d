import RuleEngine

/// Which certificates a rule is for: those of authorities, those of all others, or both.
enum CertificateRole: String, Choice, CaseIterable {
  case leaf, ca, any

  /// Whether the rule is for the record. A certificate of which the source does not say whether it
  /// is an authority's is one, whichever the rule is for.
  func includes(_ record: CertificateRecord) -> Bool {
    guard self != .any, let isCA = record.reader.flag(.isCA).value else { return true }
    return isCA == (self == .ca)
  }

  /// Lets only records through that the rule is for.
  func admit(_ record: CertificateRecord) throws(FactUnavailable) {
    if !includes(record) {
      throw FactUnavailable(fact: .isCA, reason: .outOfScope(plural))
    }
  }

  var plural: String {
    switch self {
    case .leaf: "leaf certificates"
    case .ca: "CA certificates"
    case .any: "certificates"
    }
  }
}

extension Option where Value == CertificateRole {
  /// The option `applies-to`.
  static func appliesTo(
    default role: CertificateRole,
    _ summary: String = "Which certificates are judged: of authorities, of all others, or both."
  ) -> Option {
    .choice("applies-to", of: CertificateRole.allCases, default: role, summary)
  }
}
