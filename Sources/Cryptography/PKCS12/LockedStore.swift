/// A PKCS#12 store before a password is tried on it.
struct LockedStore {
  private let content: [UInt8]
  private let parts: [AuthenticatedSafe.Part]
  private let mac: PKCS12MAC?

  /// Reads what is in the clear.
  init(_ bytes: Span<UInt8>) throws(PKCS12Error) {
    let contentType: String
    do {
      (contentType, content, mac) = try Self.readEnvelope(bytes)
    } catch {
      throw .malformed(offset: error.offset)
    }
    guard contentType == Self.plainContent else { throw .unsupported("public-key integrity") }
    do {
      parts = try AuthenticatedSafe(content).parts
    } catch {
      throw .malformed(offset: nil)
    }
  }

  private static let plainContent = "1.2.840.113549.1.7.1"

  /// Reads `PFX`: the type and the octets of the content, and what it is checked with.
  private static func readEnvelope(
    _ bytes: Span<UInt8>
  ) throws(BERError) -> (contentType: String, content: [UInt8], mac: PKCS12MAC?) {
    var whole = BERElements(rest: 0..<bytes.count)
    var store = try whole.next(.sequence, in: bytes).elements
    _ = try store.next(.integer, in: bytes)
    var contentInfo = try store.next(.sequence, in: bytes).elements
    let contentType = try contentInfo.nextObjectIdentifier(in: bytes)
    var wrapper = try contentInfo.next(.context0, in: bytes).elements
    guard contentType == plainContent else { return (contentType, [], nil) }
    let content = try wrapper.nextOctets(in: bytes).octets(in: bytes)
    let mac: PKCS12MAC? =
      if let macData = try store.nextIf(.sequence, in: bytes) {
        try PKCS12MAC(macData, in: bytes)
      } else { nil }
    return (contentType, content, mac)
  }

  /// The context that has all the ciphers needed, once it is known that opening the store does not
  /// cost too much.
  ///
  /// - Parameter modules: the directory of OpenSSL's modules, if not its own.
  func prepareContext(
    modules: String?, iterationLimit: Int
  ) throws(PKCS12Error) -> LibraryContext {
    var iterations = mac?.iterations ?? 0
    var legacyAlgorithm: String?
    for part in parts {
      switch part {
      case .plain:
        break
      case .unknown(let contentType):
        throw .unsupported("content of type \(contentType)")
      case .encrypted(_, let encryption):
        guard encryption.isKnown else { throw .unsupported("encryption by \(encryption.name)") }
        let sum = iterations.addingReportingOverflow(encryption.iterations)
        iterations = sum.overflow ? .max : sum.partialValue
        if encryption.needsLegacyProvider { legacyAlgorithm = encryption.name }
      }
    }
    guard iterations <= iterationLimit else { throw .tooManyIterations }
    guard let legacyAlgorithm else { return LibraryContext() }
    do {
      return try LibraryContext(withLegacyProviderFrom: modules)
    } catch {
      throw .legacyProviderMissing(algorithm: legacyAlgorithm)
    }
  }

  func open(
    password: String?, in context: borrowing LibraryContext
  ) throws(PKCS12Error) -> (SafeBags, PersonalInformationExchange.Integrity) {
    let passwords: [StorePassword] =
      if let password, !password.isEmpty { [StorePassword(password)] } else {
        [.none, StorePassword("")]
      }
    let isEncrypted = parts.contains {
      if case .encrypted = $0 { true } else { false }
    }
    if let mac {
      for candidate in passwords where try mac.fits(content, under: candidate) {
        guard let bags = try bags(under: candidate, in: context) else { throw .undecryptable }
        return (bags, .verified)
      }
      guard isEncrypted || password == nil else { throw .wrongPasswordOrAltered }
    }
    for candidate in passwords {
      guard let bags = try bags(under: candidate, in: context) else { continue }
      guard mac != nil else { return (bags, .absent) }
      guard !isEncrypted else { throw .altered }
      return (bags, .unchecked)
    }
    throw password == nil ? .passwordNeeded : .wrongPassword
  }

  /// What the store holds, or nil if the password does not decrypt it.
  private func bags(
    under password: StorePassword, in context: borrowing LibraryContext
  ) throws(PKCS12Error) -> SafeBags? {
    var bags = SafeBags()
    for part in parts {
      switch part {
      case .plain(let contents):
        do {
          try bags.collect(from: contents.span)
        } catch {
          throw .malformed(offset: nil)
        }
      case .encrypted(let contents, let encryption):
        let decrypted = try encryption.decrypt(contents, under: password, in: context)
        guard let decrypted else { return nil }
        do {
          try decrypted.withBytes { (bytes) throws(BERError) in try bags.collect(from: bytes) }
        } catch {
          return nil
        }
      case .unknown:
        return nil
      }
    }
    return bags
  }
}
