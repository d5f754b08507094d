import RuleEngine
import X509

/// The facts that are lists of texts, and where each of the texts is.
extension CertificateFacts {
  /// One text of a list, and the byte at which it stands.
  struct Item {
    let text: String
    let offset: Int
  }

  package func texts(_ fact: Fact) -> Reading<[String]> {
    switch fact {
    case .faults: return faults
    case .dnsNames:
      // The texts that most rules ask for.
      if let knownNames { return knownNames }
      let names = items(.dnsNames).map { $0.map(\.text) }
      knownNames = names
      return names
    default: return items(fact).map { $0.map(\.text) }
    }
  }

  func items(_ fact: Fact) -> Reading<[Item]> {
    switch fact {
    case .dnsNames: names(.dns)
    case .ipAddresses: names(.ipAddress)
    case .emailAddresses: names(.email)
    case .uris: names(.uri)
    case .names: names(nil)
    case .keyUsage:
      extensionValue(.keyUsage) { extensions, bytes in
        guard let usage = extensions.keyUsage(in: bytes) else { return nil }
        let offset = extensions.first(.keyUsage, in: bytes)?.offset ?? 0
        return .stated(usage.names.map { Item(text: $0, offset: offset) })
      }
    case .extendedKeyUsage:
      list(.extKeyUsage) { extensions, bytes in
        extensions.extendedKeyUsage(in: bytes)?.items(in: bytes).map { $0.name ?? $0.description }
      }
    case .policies:
      extensionValue(.certificatePolicies) { extensions, bytes in
        extensions.certificatePolicies(in: bytes)?.items(in: bytes)
          .map { Item(text: $0.oid.description, offset: $0.offset) }
      }
    case .ocspURIs: access(.ocsp)
    case .caIssuerURIs: access(.caIssuers)
    case .crlURIs:
      extensionValue(.cRLDistributionPoints) { extensions, bytes in
        extensions.crlDistributionPoints(in: bytes)?.items(in: bytes).compactMap { point in
          point.uri(in: bytes).map { Item(text: $0, offset: point.offset) }
        }
      }
    case .tlsFeatures:
      extensionValue(.tlsFeature) { extensions, bytes in
        extensions.tlsFeatures(in: bytes)?.items(in: bytes).map {
          Item(text: Self.tlsFeature($0, in: bytes), offset: $0.offset)
        }
      }
    case .extensions: allExtensions { _ in true }
    case .criticalExtensions: allExtensions { $0.isCritical }
    default: .unspoken
    }
  }

  // MARK: Names

  /// The subject alternative names of a kind, or all with their kinds; none is an empty list.
  private func names(_ kind: GeneralName.Kind?) -> Reading<[Item]> {
    guard certificate != nil || request != nil else { return absent() }
    guard let extensions else {
      return certificate?.extensionsField == nil
        ? .stated([]) : .unreadable("the extensions cannot be read")
    }
    guard extensions.has(.subjectAltName) else { return .stated([]) }
    return withBytes { bytes in
      guard var names = extensions.subjectAltName(in: bytes) else {
        return .unreadable("the extension cannot be read")
      }
      var items: [Item] = []
      while let name = names.next(in: bytes) {
        guard kind == nil || name.kind == kind else { continue }
        let text = name.text(in: bytes) ?? "#" + Self.lowerCase(bytes, name.content)
        items.append(
          Item(text: kind == nil ? "\(name.kind.prefix):\(text)" : text, offset: name.offset))
      }
      return .stated(items)
    }
  }

  // MARK: Extensions

  private func list(
    _ kind: ExtensionKind, _ texts: (Extensions, Span<UInt8>) -> [String]?
  ) -> Reading<[Item]> {
    extensionValue(kind) { extensions, bytes in
      let offset = extensions.first(kind, in: bytes)?.offset ?? 0
      return texts(extensions, bytes).map { texts in
        .stated(texts.map { Item(text: $0, offset: offset) })
      }
    }
  }

  private func extensionValue(
    _ kind: ExtensionKind, _ items: (Extensions, Span<UInt8>) -> [Item]?
  ) -> Reading<[Item]> {
    extensionValue(kind) { extensions, bytes in
      items(extensions, bytes).map { Reading.stated($0) }
    }
  }

  private func access(_ method: OID) -> Reading<[Item]> {
    extensionValue(.authorityInfoAccess) { extensions, bytes in
      extensions.authorityInfoAccess(in: bytes)?.items(in: bytes).compactMap { access in
        guard access.method == method, access.location.kind == .uri else { return nil }
        return access.location.text(in: bytes).map { Item(text: $0, offset: access.offset) }
      }
    }
  }

  private func allExtensions(where isWanted: (CertificateExtension) -> Bool) -> Reading<[Item]> {
    guard certificate != nil || request != nil else { return absent() }
    guard let extensions else {
      return certificate?.extensionsField == nil
        ? .stated([]) : .unreadable("the extensions cannot be read")
    }
    return withBytes { bytes in
      var all = extensions.all
      var items: [Item] = []
      while let next = all.next(in: bytes) {
        guard isWanted(next) else { continue }
        let text =
          next.oid(in: bytes).map { $0.name ?? $0.description }
          ?? OID.dotted(bytes, next.identifier.content)
        items.append(Item(text: text, offset: next.offset))
      }
      return .stated(items)
    }
  }

  /// RFC 7633 speaks of them by their names in TLS.
  private static func tlsFeature(_ number: DERInteger, in bytes: Span<UInt8>) -> String {
    switch number.small(in: bytes) {
    case 5: "status_request"
    case 17: "status_request_v2"
    default: number.decimal(in: bytes)
    }
  }
}

extension OID {
  fileprivate static let ocsp = OID(1, 3, 6, 1, 5, 5, 7, 48, 1)
  fileprivate static let caIssuers = OID(1, 3, 6, 1, 5, 5, 7, 48, 2)
}

extension GeneralName.Kind {
  /// The kind as OpenSSL writes it before a name.
  fileprivate var prefix: String {
    switch self {
    case .other: "othername"
    case .email: "email"
    case .dns: "DNS"
    case .x400: "X400Name"
    case .directory: "DirName"
    case .ediParty: "EdiPartyName"
    case .uri: "URI"
    case .ipAddress: "IP"
    case .registeredID: "RID"
    }
  }
}
