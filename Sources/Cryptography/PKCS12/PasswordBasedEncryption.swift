import COpenSSL

/// How a part of a store is encrypted under a password, known before any work is done for it.
struct PasswordBasedEncryption {
  /// Its name, or its object identifier if it has no name here.
  private(set) var name: String
  /// How many times the key derivation hashes, or what costs as much.
  private(set) var iterations = 0
  private(set) var needsLegacyProvider = false
  private(set) var isKnown = true
  /// The object identifier of the cipher, where the scheme does not imply it.
  private var cipher: String?
  /// The `AlgorithmIdentifier`, as OpenSSL takes it.
  private let encoding: [UInt8]

  init(_ algorithm: BERElement, in bytes: Span<UInt8>) throws(BERError) {
    encoding = bytes.copy(of: algorithm.range)
    var fields = algorithm.elements
    let identifier = try fields.nextObjectIdentifier(in: bytes)
    name = identifier
    if identifier == "1.2.840.113549.1.5.13" {
      var parameters = try fields.next(.sequence, in: bytes).elements
      try readPBES2(&parameters, in: bytes)
    } else if let scheme = Self.schemes[identifier] {
      var parameters = try fields.next(.sequence, in: bytes).elements
      _ = try parameters.nextOctets(in: bytes)
      iterations = try parameters.nextCount(in: bytes)
      (name, needsLegacyProvider) = scheme
    } else {
      isKnown = false
    }
  }

  /// Reads the parameters of PBES2: a key derivation and a cipher (RFC 8018, RFC 7914).
  private mutating func readPBES2(
    _ parameters: inout BERElements, in bytes: Span<UInt8>
  ) throws(BERError) {
    var derivation = try parameters.next(.sequence, in: bytes).elements
    var scheme = try parameters.next(.sequence, in: bytes).elements
    let function = try derivation.nextObjectIdentifier(in: bytes)
    let cipher = try scheme.nextObjectIdentifier(in: bytes)
    self.cipher = cipher
    name = "PBES2 with cipher \(cipher)"
    if let legacyName = Self.legacyCiphers[cipher] {
      name = "PBES2 with \(legacyName)"
      needsLegacyProvider = true
    }
    switch function {
    case "1.2.840.113549.1.5.12":
      let settings = try derivation.next(.sequence, in: bytes)
      let pbkdf2 = try PBKDF2(settings, in: bytes)
      iterations = pbkdf2.iterations
      if PBKDF2.hashFunction(ofHMAC: pbkdf2.function) == nil {
        name = "PBES2 with pseudorandom function \(pbkdf2.function)"
        isKnown = false
      }
    case "1.3.6.1.4.1.11591.4.11":
      let settings = try derivation.next(.sequence, in: bytes)
      try readScrypt(settings.elements, in: bytes)
    default:
      name = "PBES2 with key derivation \(function)"
      isKnown = false
    }
  }

  private mutating func readScrypt(
    _ settings: BERElements, in bytes: Span<UInt8>
  ) throws(BERError) {
    var settings = settings
    let start = settings.rest.lowerBound
    _ = try settings.nextOctets(in: bytes)
    let cost = try settings.nextCount(in: bytes)
    let blockSize = try settings.nextCount(in: bytes)
    let parallelism = try settings.nextCount(in: bytes)
    guard cost > 0, blockSize > 0, parallelism > 0 else { throw BERError(offset: start) }
    let (area, isTooLarge) = cost.multipliedReportingOverflow(by: blockSize)
    // OpenSSL's limit, past which it fails as for a wrong password.
    guard !isTooLarge, area < 1 << 18 else {
      name = "PBES2 with scrypt in 32 MB of memory or more"
      isKnown = false
      return
    }
    let (product, isTooMuch) = area.multipliedReportingOverflow(by: parallelism)
    iterations = isTooMuch ? .max : product
  }

  /// Decrypts, or gives nil if the password is wrong or the bytes are damaged.
  func decrypt(
    _ bytes: [UInt8], under password: StorePassword, in context: borrowing LibraryContext
  ) throws(PKCS12Error) -> DecryptedBytes? {
    ERR_clear_error()
    defer { ERR_clear_error() }
    if let cipher, !context.knows(cipher: cipher) { throw .unsupported("encryption by \(name)") }
    guard let algorithm = AlgorithmIdentifier(encoding) else { return nil }
    var start: UnsafeMutablePointer<UInt8>?
    var count: Int32 = 0
    let isDone = unsafe algorithm.withHandle { algorithm in
      unsafe context.withHandle { context in
        unsafe password.withBytes { text, length in
          unsafe PKCS12_pbe_crypt_ex(
            algorithm, text, length, bytes, Int32(clamping: bytes.count), &start, &count, 0,
            context, nil) != nil
        }
      }
    }
    guard isDone, let start = unsafe start else { return nil }
    return unsafe DecryptedBytes(adopting: start, count: Int(count))
  }

  /// The schemes of PKCS#12 and those of PKCS#5 before its second version, and which of them need
  /// the legacy provider.
  private static let schemes: [String: (name: String, needsLegacyProvider: Bool)] = [
    "1.2.840.113549.1.12.1.1": ("pbeWithSHA1And128BitRC4", true),
    "1.2.840.113549.1.12.1.2": ("pbeWithSHA1And40BitRC4", true),
    "1.2.840.113549.1.12.1.3": ("pbeWithSHA1And3KeyTripleDES", false),
    "1.2.840.113549.1.12.1.4": ("pbeWithSHA1And2KeyTripleDES", false),
    "1.2.840.113549.1.12.1.5": ("pbeWithSHA1And128BitRC2", true),
    "1.2.840.113549.1.12.1.6": ("pbeWithSHA1And40BitRC2", true),
    "1.2.840.113549.1.5.1": ("pbeWithMD2AndDES", true),
    "1.2.840.113549.1.5.3": ("pbeWithMD5AndDES", true),
    "1.2.840.113549.1.5.4": ("pbeWithMD2AndRC2", true),
    "1.2.840.113549.1.5.6": ("pbeWithMD5AndRC2", true),
    "1.2.840.113549.1.5.10": ("pbeWithSHA1AndDES", true),
    "1.2.840.113549.1.5.11": ("pbeWithSHA1AndRC2", true),
  ]

  private static let legacyCiphers = [
    "1.2.840.113549.3.2": "RC2", "1.2.840.113549.3.4": "RC4", "1.3.14.3.2.7": "DES",
  ]
}
