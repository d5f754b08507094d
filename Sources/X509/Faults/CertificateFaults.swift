extension CertificateLayout {
  /// Everything that had to be forgiven, at most 64 faults; empty for a certificate in good order.
  ///
  /// - Parameter allowsTrailer: whether something may follow the certificate, as OpenSSL's trust
  ///   settings follow it in a `TRUSTED CERTIFICATE`.
  package func faults(
    in bytes: Span<UInt8>, allowsTrailer: Bool = false
  ) -> [CertificateFault] {
    var finder = FaultFinder()
    if !allowsTrailer, certificate.end < bytes.count {
      finder.add(.trailingBytes(bytes.count - certificate.end), at: certificate.end)
    }
    finder.inspect(certificate, in: bytes)
    finder.inspectOutline(
      certificate, tbsCertificate, signatureAlgorithm, signatureValue, in: bytes)
    inspectFields(&finder, in: bytes)
    inspectVersion(&finder, in: bytes)
    inspectSerial(&finder, in: bytes)
    finder.inspect(name: issuer, .issuer, of: tbsCertificate, in: bytes)
    if let issuer = issuer(in: bytes), issuer.isEmpty {
      finder.add(.empty(.issuer), at: issuer.element.start)
    }
    inspectValidity(&finder, in: bytes)
    finder.inspect(name: subject, .subject, of: tbsCertificate, in: bytes)
    finder.inspect(key: subjectPublicKeyInfo, of: tbsCertificate, in: bytes)
    for (field, name) in [
      (issuerUniqueID, CertificateFault.Field.issuerUniqueID), (subjectUniqueID, .subjectUniqueID),
    ] {
      guard let field else { continue }
      if field.isConstructed { finder.add(.constructedString, at: field.start) }
      if DERBits(inside: field, in: bytes) == nil {
        finder.add(.unreadable(name), at: field.start)
      }
    }
    if let extensionsField {
      finder.inspect(extensions: extensions, within: extensionsField, in: bytes)
    }
    return finder.faults
  }

  private func inspectFields(_ finder: inout FaultFinder, in bytes: Span<UInt8>) {
    let known: [DERElement?] = [
      version, serialNumber, innerSignatureAlgorithm, issuer, validity, subject,
      subjectPublicKeyInfo, issuerUniqueID, subjectUniqueID, extensionsField,
    ]
    var expected = known.makeIterator()
    var fields = tbsCertificate.elements
    while let field = fields.step(in: bytes) {
      // Known fields come in the order of the list, so each is looked for behind the last.
      var rest = expected
      var isKnown = false
      while !isKnown, let candidate = rest.next() { isKnown = candidate == field }
      if isKnown { expected = rest } else { finder.add(.unexpectedElement, at: field.start) }
    }
    if let inner = innerSignatureAlgorithm {
      finder.inspect(algorithm: inner, .signature, in: bytes)
      if let outer = signatureAlgorithm, !bytes.matches(inner.range, outer.range) {
        finder.add(.differentSignatureAlgorithms, at: inner.start)
      }
    } else {
      finder.add(.missing(.signature), at: tbsCertificate.start)
    }
  }

  private func inspectVersion(_ finder: inout FaultFinder, in bytes: Span<UInt8>) {
    let number = version(in: bytes)
    let offset = version?.start ?? tbsCertificate.start
    if let version {
      var inside = version.elements
      _ = inside.step(in: bytes)
      if !inside.isAtEnd { finder.add(.unexpectedElement, at: inside.position) }
    }
    switch number {
    case 1 where version != nil: finder.add(.defaultEncoded(.version), at: offset)
    case nil: finder.add(.unreadable(.version), at: offset)
    case .some(1...3): break
    default: finder.add(.unknownVersion, at: offset)
    }
    if let extensionsField, number == 1 || number == 2 {
      finder.add(.extensionsBeforeVersion3, at: extensionsField.start)
    }
    if number == 1, let field = issuerUniqueID ?? subjectUniqueID {
      finder.add(.uniqueIDInVersion1, at: field.start)
    }
  }

  private func inspectSerial(_ finder: inout FaultFinder, in bytes: Span<UInt8>) {
    guard let serialNumber else {
      return finder.add(.missing(.serialNumber), at: tbsCertificate.start)
    }
    guard let serial = serial(in: bytes) else {
      return finder.add(.unreadable(.serialNumber), at: serialNumber.start)
    }
    if serial.isNegative {
      finder.add(.negativeSerial, at: serialNumber.start)
    } else if serial.magnitude(in: bytes).isEmpty {
      finder.add(.zeroSerial, at: serialNumber.start)
    }
    if serial.content.count > 20 {
      finder.add(.longSerial(bytes: serial.content.count), at: serialNumber.start)
    }
  }

  private func inspectValidity(_ finder: inout FaultFinder, in bytes: Span<UInt8>) {
    guard let validity else { return finder.add(.missing(.validity), at: tbsCertificate.start) }
    guard validity.identifier == DERTag.sequence else {
      return finder.add(.unreadable(.validity), at: validity.start)
    }
    let fields: [(CertificateFault.Field, DERElement?)] = [
      (.notBefore, notBefore), (.notAfter, notAfter),
    ]
    for (name, element) in fields {
      guard let element else {
        finder.add(.missing(name), at: validity.start)
        continue
      }
      guard let time = CertificateTime(element, in: bytes) else {
        finder.add(.unreadable(name), at: element.start)
        continue
      }
      if time.encoding == .generalizedTime, time.year < 2050 {
        finder.add(.generalizedTimeBefore2050, at: element.start)
      }
    }
    if let notAfter {
      if notAfter.end < validity.contentEnd {
        finder.add(.unexpectedElement, at: notAfter.end)
      }
      if let from = notBefore(in: bytes), let to = self.notAfter(in: bytes),
        to.seconds < from.seconds
      {
        finder.add(.endsBeforeItBegins, at: notAfter.start)
      }
    }
  }
}

extension RequestLayout {
  /// Everything that had to be forgiven, at most 64 faults; empty for a request in good order.
  package func faults(in bytes: Span<UInt8>) -> [CertificateFault] {
    var finder = FaultFinder()
    if request.end < bytes.count {
      finder.add(.trailingBytes(bytes.count - request.end), at: request.end)
    }
    finder.inspect(request, in: bytes)
    finder.inspectOutline(request, requestInfo, signatureAlgorithm, signatureValue, in: bytes)
    if version == nil {
      finder.add(.missing(.version), at: requestInfo.start)
    } else if version(in: bytes) != 1 {
      finder.add(.unknownVersion, at: version?.start ?? requestInfo.start)
    }
    finder.inspect(name: subject, .subject, of: requestInfo, in: bytes)
    finder.inspect(key: subjectPublicKeyInfo, of: requestInfo, in: bytes)
    if let attributes {
      var list = attributes.elements
      while let element = list.step(in: bytes) {
        if IdentifiedValue(element, in: bytes)?.value == nil {
          finder.add(.unreadable(.attribute), at: element.start)
        }
      }
      if attributes.end < requestInfo.contentEnd {
        finder.add(.unexpectedElement, at: attributes.end)
      }
    } else {
      finder.add(.missing(.attributes), at: requestInfo.start)
    }
    if let extensions { finder.inspect(extensions: extensions, in: bytes) }
    return finder.faults
  }
}
