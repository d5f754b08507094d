import Cryptography
import Listings
import RuleEngine
import SourceText
import X509

/// What a listing says of a certificate that has a name.
package struct ListedCertificate: Sendable {
  /// Whether it is the one that is to be handed in.
  package enum Likeness: Sendable {
    case same, other
    /// The listing says too little to tell.
    case untold
  }

  package let id: String?
  package let status: Status?
  package let location: SourceLocation
  package let likeness: Likeness

  /// All certificates of a name in a listing, deleted ones left out.
  package static func all(
    named name: String, in listing: Input, comparedWith certificate: Certificate?
  ) -> [ListedCertificate] {
    var found: [ListedCertificate] = []
    let reader = listing.records.makeReader()
    for index in 0..<listing.records.count {
      reader.move(to: index)
      if reader.isDeleted || reader.text(.name).value != name { continue }
      found.append(ListedCertificate(reader, comparedWith: certificate))
    }
    return found
  }

  init(_ reader: any RecordReader, comparedWith certificate: Certificate?) {
    id = reader.text(.id).value
    status = reader.status().value
    location = reader.location
    likeness = certificate.map { Self.likeness(of: $0, to: reader) } ?? .untold
  }

  /// Whether a record is of a certificate, by what can tell it: the certificate itself, a fingerprint,
  /// or at least an expiry that is another.
  private static func likeness(
    of certificate: Certificate, to record: any RecordReader
  ) -> Likeness {
    if let listed = record.certificate().value {
      return listed.bytes == certificate.bytes ? .same : .other
    }
    var likeness = Likeness.untold
    for listed in record.fingerprints().value ?? [] {
      guard let algorithm = DigestAlgorithm(rawValue: listed.algorithm.rawValue),
        let digest = algorithm.digest(certificate.bytes.span)
      else { continue }
      if listed.bytes != digest { return .other }
      likeness = .same
    }
    guard case .untold = likeness, let listed = record.time(.notAfter).value,
      let own = certificate.read({ $0.notAfter(in: $1) })
    else { return likeness }
    let isWithin = (listed.start.seconds...listed.end.seconds).contains(own.seconds)
    return isWithin ? .untold : .other
  }
}
