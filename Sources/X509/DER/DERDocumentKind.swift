/// What DER without a label most likely is, by its shape alone.
package enum DERDocumentKind: Sendable, Hashable, CaseIterable {
  case certificate, certificateRequest, revocationList, pkcs7, pkcs12, publicKey
  case privateKey, encryptedPrivateKey

  /// Nil for bytes that have none of these shapes.
  package init?(_ bytes: Span<UInt8>) {
    var outer = DERCursor(0..<bytes.count)
    guard var parts = outer.next(DERTag.sequence, in: bytes)?.elements,
      let first = parts.next(in: bytes)
    else { return nil }
    let second = parts.next(in: bytes)
    switch first.identifier {
    case DERTag.objectIdentifier where OID(first, in: bytes)?.hasPrefix(.pkcs7) == true:
      self = .pkcs7
    case DERTag.integer:
      guard let second,
        let kind = DERDocumentKind(
          numbered: first, second, parts.next(in: bytes)?.identifier, in: bytes)
      else { return nil }
      self = kind
    case DERTag.sequence:
      guard let kind = DERDocumentKind(first, second?.identifier, in: bytes) else { return nil }
      self = kind
    default: return nil
    }
  }

  /// Keys and stores begin with their version.
  private init?(
    numbered version: DERElement, _ second: DERElement, _ third: UInt8?, in bytes: Span<UInt8>
  ) {
    let number = DERInteger(version, in: bytes)?.small(in: bytes)
    switch (number, second.identifier, third) {
    case (0, DERTag.integer, DERTag.integer), (1, DERTag.integer, DERTag.integer),
      (1, DERTag.octetString, _), (0, DERTag.sequence, DERTag.octetString),
      (1, DERTag.sequence, DERTag.octetString):
      self = .privateKey
    case (3, DERTag.sequence, _):
      var inside = second.elements
      guard let type = inside.next(in: bytes).flatMap({ OID($0, in: bytes) }),
        type.hasPrefix(.pkcs7)
      else { return nil }
      self = .pkcs12
    default: return nil
    }
  }

  /// All others begin with a SEQUENCE: an algorithm, or what is signed.
  private init?(_ first: DERElement, _ second: UInt8?, in bytes: Span<UInt8>) {
    var fields = first.elements
    guard let start = fields.next(in: bytes) else { return nil }
    if start.identifier == DERTag.objectIdentifier {
      switch second {
      case DERTag.bitString: self = .publicKey
      case DERTag.octetString: self = .encryptedPrivateKey
      default: return nil
      }
      return
    }
    let next = fields.next(in: bytes)
    let third = fields.next(in: bytes)
    let fourth = fields.next(in: bytes)
    func isTime(_ element: DERElement?) -> Bool {
      element?.identifier == DERTag.utcTime || element?.identifier == DERTag.generalizedTime
    }
    if start.contextNumber == 0 {
      self = .certificate
    } else if start.identifier == DERTag.sequence, isTime(third) {
      self = .revocationList
    } else if start.identifier != DERTag.integer {
      return nil
    } else if isTime(fourth) {
      self = .revocationList
    } else if fourth?.identifier == DERTag.sequence {
      self = .certificate
    } else if next?.identifier == DERTag.sequence, third?.identifier == DERTag.sequence {
      self = .certificateRequest
    } else {
      return nil
    }
  }
}

extension OID {
  fileprivate static let pkcs7 = OID(1, 2, 840, 113549, 1, 7)
}
