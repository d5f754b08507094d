import RuleEngine
import SourceText
import X509

/// The facts that are lists of texts, and where each of the texts is.
extension CertificateFacts {
  /// One text of a list, and the byte at which it stands.
  struct Item {
    let text: String
    let offset: Int
  }

  package func texts(_ fact: Fact) -> Reading<[String]> {
    if fact == .faults { return faults }
    // The texts that most rules ask for.
    if fact == .dnsNames, let names = known.dnsNames { return names }
    var texts: [String] = []
    let reading = visit(fact) { text, _ in texts.append(text) }.map { texts }
    if fact == .dnsNames { known.dnsNames = reading }
    return reading
  }

  func items(_ fact: Fact) -> Reading<[Item]> {
    var items: [Item] = []
    return visit(fact) { items.append(Item(text: $0, offset: $1)) }.map { items }
  }

  /// Gives each text of a list, and the byte at which it stands.
  private func visit(_ fact: Fact, _ visit: (String, Int) -> Void) -> Reading<Void> {
    switch fact {
    case .dnsNames: visitNames(.dns, visit)
    case .ipAddresses: visitNames(.ipAddress, visit)
    case .emailAddresses: visitNames(.email, visit)
    case .uris: visitNames(.uri, visit)
    case .names: visitNames(nil, visit)
    case .keyUsage:
      visitExtension(.keyUsage) { extensions, bytes in
        guard let usage = extensions.keyUsage(in: bytes) else { return false }
        let offset = extensions.first(.keyUsage, in: bytes)?.offset ?? 0
        for (bit, name) in X509.KeyUsage.names.enumerated()
        where usage.rawValue & 1 << UInt16(bit) != 0 {
          visit(name, offset)
        }
        return true
      }
    case .extendedKeyUsage:
      visitExtension(.extKeyUsage) { extensions, bytes in
        guard var purposes = extensions.extendedKeyUsage(in: bytes) else { return false }
        let offset = extensions.first(.extKeyUsage, in: bytes)?.offset ?? 0
        while let purpose = purposes.next(in: bytes) {
          visit(purpose.name ?? purpose.description, offset)
        }
        return true
      }
    case .policies:
      visitExtension(.certificatePolicies) { extensions, bytes in
        guard var policies = extensions.certificatePolicies(in: bytes) else { return false }
        while let policy = policies.next(in: bytes) {
          visit(policy.oid.description, policy.offset)
        }
        return true
      }
    case .ocspURIs: visitAccess(.ocsp, visit)
    case .caIssuerURIs: visitAccess(.caIssuers, visit)
    case .crlURIs:
      visitExtension(.cRLDistributionPoints) { extensions, bytes in
        guard var points = extensions.crlDistributionPoints(in: bytes) else { return false }
        while let point = points.next(in: bytes) {
          if let uri = point.uri(in: bytes) { visit(uri, point.offset) }
        }
        return true
      }
    case .sctLogs: visitLogs(visit)
    case .tlsFeatures:
      visitExtension(.tlsFeature) { extensions, bytes in
        guard var features = extensions.tlsFeatures(in: bytes) else { return false }
        while let feature = features.next(in: bytes) {
          visit(Self.tlsFeature(feature, in: bytes), features.offset)
        }
        return true
      }
    case .extensions: visitExtensions(visit) { _ in true }
    case .criticalExtensions: visitExtensions(visit) { $0.isCritical }
    default: .unspoken
    }
  }

  // MARK: Names

  /// The subject alternative names of a kind, or all with their kinds; none is an empty list.
  private func visitNames(
    _ kind: GeneralName.Kind?, _ visit: (String, Int) -> Void
  ) -> Reading<Void> {
    guard certificate != nil || request != nil else { return absent() }
    guard let extensions else {
      return certificate?.extensionsField == nil
        ? .stated(()) : .unreadable("the extensions cannot be read")
    }
    guard extensions.has(.subjectAltName) else { return .stated(()) }
    // Most certificates have names of one kind, and rules ask for all of them.
    if let kind, let kinds = known.nameKinds, !kinds.contains(kind) { return .stated(()) }
    return withBytes { bytes in
      guard var names = extensions.subjectAltName(in: bytes) else {
        return .unreadable("the extension cannot be read")
      }
      var kinds = NameKinds()
      while let name = names.next(in: bytes) {
        kinds.insert(name.kind)
        guard kind == nil || name.kind == kind else { continue }
        let text = name.text(in: bytes) ?? "#" + Self.lowerCase(bytes, name.content)
        visit(kind == nil ? "\(name.kind.prefix):\(text)" : text, name.offset)
      }
      known.nameKinds = kinds
      return .stated(())
    }
  }

  // MARK: Extensions

  /// Reads an extension; `read` gives false where it cannot be read.
  private func visitExtension(
    _ kind: ExtensionKind, _ read: (Extensions, Span<UInt8>) -> Bool
  ) -> Reading<Void> {
    extensionValue(kind) { extensions, bytes in read(extensions, bytes) ? .stated(()) : nil }
  }

  private func visitAccess(_ method: OID, _ visit: (String, Int) -> Void) -> Reading<Void> {
    visitExtension(.authorityInfoAccess) { extensions, bytes in
      guard var list = extensions.authorityInfoAccess(in: bytes) else { return false }
      while let access = list.next(in: bytes) {
        guard access.method == method, access.location.kind == .uri else { continue }
        if let text = access.location.text(in: bytes) { visit(text, access.offset) }
      }
      return true
    }
  }

  /// The logs of the timestamps, each where it comes first.
  private func visitLogs(_ visit: (String, Int) -> Void) -> Reading<Void> {
    extensionValue(.signedCertificateTimestamps) { extensions, bytes in
      guard var list = extensions.signedCertificateTimestamps(in: bytes) else { return nil }
      var known: Set<String> = []
      while let timestamp = list.next(in: bytes) {
        // Another version than the first may name its log in another way.
        guard !timestamp.logID.isEmpty else { continue }
        let log = Base64.encoded(Array(copying: bytes.extracting(timestamp.logID)))
        if known.insert(log).inserted { visit(log, timestamp.offset) }
      }
      return list.isBroken ? .unreadable("a length within the list is wrong") : .stated(())
    }
  }

  private func visitExtensions(
    _ visit: (String, Int) -> Void, where isWanted: (CertificateExtension) -> Bool
  ) -> Reading<Void> {
    guard certificate != nil || request != nil else { return absent() }
    guard let extensions else {
      return certificate?.extensionsField == nil
        ? .stated(()) : .unreadable("the extensions cannot be read")
    }
    return withBytes { bytes in
      var all = extensions.all
      while let next = all.next(in: bytes) {
        guard isWanted(next) else { continue }
        let text =
          next.oid(in: bytes).map { $0.name ?? $0.description }
          ?? OID.dotted(bytes, next.identifier.content)
        visit(text, next.offset)
      }
      return .stated(())
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

/// Which kinds of names there are among some.
struct NameKinds {
  private var bits: UInt16 = 0

  mutating func insert(_ kind: GeneralName.Kind) { bits |= 1 << UInt16(kind.rawValue) }

  func contains(_ kind: GeneralName.Kind) -> Bool { bits & 1 << UInt16(kind.rawValue) != 0 }
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
