import COpenSSL

/// The integrity check of a store: a digest keyed by the password.
///
/// PBMAC1 (RFC 9579) is computed here, because OpenSSL knows it only from 3.4 on and calls it a
/// wrong password before.
struct PKCS12MAC {
  private enum KeyDerivation {
    case pkcs12(salt: [UInt8])
    case pbkdf2(PBKDF2, hashFunction: String, keyLength: Int)
    /// Names what is not known here.
    case unknown(String)
  }

  private let derivation: KeyDerivation
  private let hashFunction: String
  private let expected: [UInt8]
  let iterations: Int

  /// Reads `MacData`.
  init(_ macData: BERElement, in bytes: Span<UInt8>) throws(BERError) {
    var fields = macData.elements
    var digestInfo = try fields.next(.sequence, in: bytes).elements
    let salt = try fields.nextOctets(in: bytes).octets(in: bytes)
    let statedIterations = try fields.isEmpty ? 1 : fields.nextCount(in: bytes)
    var algorithm = try digestInfo.next(.sequence, in: bytes).elements
    expected = try digestInfo.nextOctets(in: bytes).octets(in: bytes)

    let identifier = try algorithm.nextObjectIdentifier(in: bytes)
    guard identifier == "1.2.840.113549.1.5.14" else {
      derivation = .pkcs12(salt: salt)
      hashFunction = identifier
      iterations = statedIterations
      return
    }
    var parameters = try algorithm.next(.sequence, in: bytes).elements
    var scheme = try parameters.next(.sequence, in: bytes).elements
    var mac = try parameters.next(.sequence, in: bytes).elements
    let function = try scheme.nextObjectIdentifier(in: bytes)
    let hmac = try mac.nextObjectIdentifier(in: bytes)
    guard function == "1.2.840.113549.1.5.12" else {
      (hashFunction, iterations) = ("", 0)
      derivation = .unknown("PBMAC1 with key derivation \(function)")
      return
    }
    let settings = try PBKDF2(try scheme.next(.sequence, in: bytes), in: bytes)
    iterations = settings.iterations
    hashFunction = PBKDF2.hashFunction(ofHMAC: hmac) ?? ""
    derivation =
      if hashFunction.isEmpty {
        .unknown("PBMAC1 with message authentication code \(hmac)")
      } else if let function = PBKDF2.hashFunction(ofHMAC: settings.function) {
        // RFC 9579 wants the length stated, and at least 20.
        if let length = settings.keyLength, 20...64 ~= length {
          .pbkdf2(settings, hashFunction: function, keyLength: length)
        } else {
          .unknown("PBMAC1 without a key length from 20 to 64 bytes")
        }
      } else {
        .unknown("PBMAC1 with pseudorandom function \(settings.function)")
      }
  }

  /// Whether the content and the password give the digest that the store states.
  func fits(_ content: [UInt8], under password: StorePassword) throws(PKCS12Error) -> Bool {
    let key: [UInt8]
    switch derivation {
    case .pkcs12(let salt):
      key = try deriveKey(salt: salt, password)
    case .pbkdf2(let settings, let hashFunction, let length):
      key = try deriveKey(settings, hashFunction, length, password)
    case .unknown(let what):
      throw .unsupported(what)
    }
    let function = try lookUp(hashFunction)
    var digest = [UInt8](repeating: 0, count: function.byteCount)
    let isDone = unsafe function.withHandle { function in
      unsafe digest.withUnsafeMutableBufferPointer { digest in
        unsafe HMAC(
          function, key, Int32(key.count), content, content.count, digest.baseAddress, nil) != nil
      }
    }
    guard isDone else { throw .refused(OpenSSLError(draining: "compute the MAC")) }
    return digest == expected
  }

  /// Derives the MAC's key as PKCS#12 does it (RFC 7292, appendix B).
  private func deriveKey(
    salt: [UInt8], _ password: StorePassword
  ) throws(PKCS12Error) -> [UInt8] {
    let function = try lookUp(hashFunction)
    var salt = salt
    var key = [UInt8](repeating: 0, count: function.byteCount)
    let isDone = unsafe function.withHandle { function in
      unsafe password.withBytes { text, count in
        unsafe PKCS12_key_gen_utf8_ex(
          text, count, &salt, Int32(clamping: salt.count), PKCS12_MAC_ID,
          Int32(clamping: iterations),
          Int32(key.count), &key, function, nil, nil) == 1
      }
    }
    guard isDone else { throw .refused(OpenSSLError(draining: "derive the MAC's key")) }
    return key
  }

  private func deriveKey(
    _ settings: PBKDF2, _ hashFunction: String, _ length: Int, _ password: StorePassword
  ) throws(PKCS12Error) -> [UInt8] {
    let function = try lookUp(hashFunction)
    var key = [UInt8](repeating: 0, count: length)
    let isDone = unsafe function.withHandle { function in
      unsafe password.withBytes { text, count in
        unsafe PKCS5_PBKDF2_HMAC(
          text, count, settings.salt, Int32(clamping: settings.salt.count),
          Int32(clamping: settings.iterations),
          function, Int32(length), &key) == 1
      }
    }
    guard isDone else { throw .refused(OpenSSLError(draining: "derive the MAC's key")) }
    return key
  }

  private func lookUp(_ name: String) throws(PKCS12Error) -> HashFunction {
    do {
      return try HashFunction(named: name)
    } catch {
      throw .unsupported("a MAC with hash function \(name)")
    }
  }
}
