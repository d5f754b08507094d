import RuleEngine

/// What an endpoint serves, to be held against what is listed.
struct ServedCertificate {
  private let record: CertificateRecord
  private let fingerprints: [Fingerprint]
  let validity: Validity

  init(_ record: CertificateRecord) {
    self.record = record
    fingerprints = record.reader.fingerprints().value ?? []
    validity = Validity(record)
  }

  /// Whether something listed is this certificate; nil if it states nothing to tell by.
  func isSame(as listed: CertificateRecord) -> Bool? {
    for other in listed.reader.fingerprints().value ?? [] {
      if let own = fingerprint(by: other.algorithm) { return own == other }
    }
    if let serial = record.reader.text(.serial).value, let other = listed.reader.text(.serial).value
    {
      return serial == other
    }
    guard let end = validity.end, let other = listed.reader.time(.notAfter).value else {
      return nil
    }
    // A day alone is right for each of its instants.
    return other.start <= end.start && end.start <= other.end
  }

  private func fingerprint(by algorithm: Fingerprint.Algorithm) -> Fingerprint? {
    if let stated = fingerprints.first(where: { $0.algorithm == algorithm }) { return stated }
    return record.reader.certificate().value.flatMap {
      Fingerprint(of: $0.bytes.span, by: algorithm)
    }
  }

  /// Whether its names cover a host.
  func covers(_ host: String) -> Bool {
    guard let identity = ReferenceIdentity(host) else { return true }
    let names = record.reader.texts(.dnsNames).value ?? []
    let addresses = record.reader.texts(.ipAddresses).value ?? []
    let stated = Set(
      (names + addresses).map { ReferenceIdentity($0)?.namesThatCover.first ?? $0.lowercased() })
    return identity.namesThatCover.contains { stated.contains($0) }
  }

  /// What of it a finding rests on, and what is listed instead.
  func evidence(against listed: ListedCertificate) -> Findings.EvidenceRequest {
    guard let end = listed.validity.end else { return .init(.certificate) }
    return .init(.notAfter, required: "\(end), as in \(listed.place)")
  }
}

/// What is listed, as far as it is kept.
struct ListedCertificate {
  let place: String
  let validity: Validity

  init(_ record: CertificateRecord) {
    place = record.reader.location.withoutColumn
    validity = Validity(record)
  }
}

/// From when to when a certificate is valid, as far as it is known.
struct Validity {
  let start: Timestamp?
  let end: Timestamp?

  init(_ record: CertificateRecord) {
    start = record.reader.time(.notBefore).value
    end = record.reader.time(.notAfter).value
  }

  /// Whether it was issued before another, else whether it ends before; nil if that cannot be told.
  ///
  /// Lifetimes get shorter, so that a newer certificate can be the first to end.
  func isOlder(than other: Validity) -> Bool? {
    if let start, let otherStart = other.start, start.start != otherStart.start {
      return start.start < otherStart.start
    }
    guard let end, let otherEnd = other.end else { return nil }
    return end.end < otherEnd.start
  }
}
