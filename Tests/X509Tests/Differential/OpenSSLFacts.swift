import COpenSSL
import X509

extension CertificateFacts {
  /// What OpenSSL says of a certificate, a request or a revocation list; nil if it refuses it.
  init?(openSSL bytes: [UInt8]) {
    ERR_clear_error()
    defer { ERR_clear_error() }
    let isRead =
      switch DERDocumentKind(bytes.span) {
      case .certificateRequest: readRequest(bytes)
      case .revocationList: readRevocationList(bytes)
      default: readCertificate(bytes)
      }
    guard isRead else { return nil }
  }

  private mutating func readCertificate(_ bytes: [UInt8]) -> Bool {
    let parsed = unsafe Self.parse(bytes) { unsafe d2i_X509(nil, &$0, $1) }
    guard let certificate = unsafe parsed else { return false }
    defer { unsafe X509_free(certificate) }
    unsafe addFields(certificate)
    unsafe addExtensions(X509_get0_extensions(certificate))
    return true
  }

  private mutating func readRequest(_ bytes: [UInt8]) -> Bool {
    let parsed = unsafe Self.parse(bytes) { unsafe d2i_X509_REQ(nil, &$0, $1) }
    guard let request = unsafe parsed else { return false }
    defer { unsafe X509_REQ_free(request) }
    let version = unsafe X509_REQ_get_version(request)
    if version >= 0 { add("version", version + 1) }
    var signature: UnsafePointer<ASN1_BIT_STRING>?
    var algorithm: UnsafePointer<X509_ALGOR>?
    unsafe X509_REQ_get0_signature(request, &signature, &algorithm)
    unsafe add(algorithm, "signatureAlgorithm")
    unsafe add("signatureValue", OpenSSLText.bits(signature))
    unsafe add(name: X509_REQ_get_subject_name(request), "subject")
    unsafe addKey(X509_REQ_get_X509_PUBKEY(request))
    let extensions = unsafe X509_REQ_get_extensions(request)
    defer { unsafe OPENSSL_sk_pop_free(extensions) { unsafe X509_EXTENSION_free(.init($0)) } }
    unsafe addExtensions(extensions)
    return true
  }

  private mutating func readRevocationList(_ bytes: [UInt8]) -> Bool {
    let parsed = unsafe Self.parse(bytes) { unsafe d2i_X509_CRL(nil, &$0, $1) }
    guard let list = unsafe parsed else { return false }
    defer { unsafe X509_CRL_free(list) }
    unsafe add(name: X509_CRL_get_issuer(list), "issuer")
    unsafe add("thisUpdate", OpenSSLText.time(X509_CRL_get0_lastUpdate(list)))
    unsafe add("nextUpdate", OpenSSLText.time(X509_CRL_get0_nextUpdate(list)))
    return true
  }

  private static func parse(
    _ bytes: [UInt8], _ body: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?
  ) -> OpaquePointer? {
    unsafe bytes.withUnsafeBufferPointer {
      var start = $0.baseAddress
      return unsafe body(&start, $0.count)
    }
  }

  private mutating func addFields(_ certificate: OpaquePointer) {
    let version = unsafe X509_get_version(certificate)
    if version >= 0 { add("version", version + 1) }
    unsafe add("serial", OpenSSLText.integer(X509_get0_serialNumber(certificate)))
    var signature: UnsafePointer<ASN1_BIT_STRING>?
    var algorithm: UnsafePointer<X509_ALGOR>?
    unsafe X509_get0_signature(&signature, &algorithm, certificate)
    unsafe add(algorithm, "signatureAlgorithm")
    unsafe add(X509_get0_tbs_sigalg(certificate), "signature")
    unsafe add("signatureValue", OpenSSLText.bits(signature))
    unsafe add(name: X509_get_issuer_name(certificate), "issuer")
    unsafe add(name: X509_get_subject_name(certificate), "subject")
    unsafe add("notBefore", OpenSSLText.time(X509_get0_notBefore(certificate)))
    unsafe add("notAfter", OpenSSLText.time(X509_get0_notAfter(certificate)))
    var issuer: UnsafePointer<ASN1_BIT_STRING>?
    var subject: UnsafePointer<ASN1_BIT_STRING>?
    unsafe X509_get0_uids(certificate, &issuer, &subject)
    unsafe add("issuerUniqueID", OpenSSLText.bits(issuer))
    unsafe add("subjectUniqueID", OpenSSLText.bits(subject))
    unsafe addKey(X509_get_X509_PUBKEY(certificate))
  }

  private mutating func add(_ algorithm: UnsafePointer<X509_ALGOR>?, _ fact: String) {
    guard let algorithm = unsafe algorithm?.pointee else { return }
    let identifier = unsafe algorithm.algorithm
    unsafe add(
      fact, OpenSSLText.identifier(identifier), OpenSSLText.encoding(algorithm.parameter))
    if unsafe OBJ_obj2nid(identifier) == NID_rsassaPss {
      return unsafe addPSS(algorithm.parameter, fact)
    }
    var digest = NID_undef
    if unsafe OBJ_find_sigid_algs(OBJ_obj2nid(identifier), &digest, nil) == 1 {
      add(fact + " digest", Self.digest(digest))
    }
  }

  private mutating func addPSS(_ value: UnsafeMutablePointer<ASN1_TYPE>?, _ fact: String) {
    guard let parsed = unsafe ASN1_TYPE_unpack_sequence(RSA_PSS_PARAMS_it(), value) else { return }
    let parameters = unsafe parsed.assumingMemoryBound(to: RSA_PSS_PARAMS.self)
    defer { unsafe RSA_PSS_PARAMS_free(parameters) }
    func digest(_ algorithm: UnsafeMutablePointer<X509_ALGOR>?) -> String? {
      unsafe algorithm.flatMap { unsafe Self.digest(OBJ_obj2nid($0.pointee.algorithm)) }
    }
    let hash = unsafe parameters.pointee.hashAlgorithm
    let mask = unsafe parameters.pointee.maskGenAlgorithm
    let inner = unsafe ASN1_TYPE_unpack_sequence(X509_ALGOR_it(), mask?.pointee.parameter)
    let maskHash = unsafe inner?.assumingMemoryBound(to: X509_ALGOR.self)
    defer { unsafe X509_ALGOR_free(maskHash) }
    let salt = unsafe parameters.pointee.saltLength.map { unsafe ASN1_INTEGER_get($0) } ?? 20
    unsafe add(fact + " digest", hash == nil ? "sha1" : digest(hash))
    unsafe add(
      fact + " PSS", mask == nil ? "sha1" : digest(maskHash),
      (0...Int(Int32.max)).contains(salt) ? salt : nil)
  }

  /// A digest by the name that we have for it.
  private static func digest(_ identifier: CInt) -> String? {
    guard identifier != NID_undef, let object = unsafe OBJ_nid2obj(identifier),
      let oid = unsafe OID(dotted: OpenSSLText.identifier(object))
    else { return nil }
    return HashAlgorithm(oid).map { "\($0)" }
  }

  private mutating func add(name: OpaquePointer?, _ fact: String) {
    for attribute in unsafe OpenSSLText.attributes(name) {
      let type = StringType(rawValue: UInt8(truncatingIfNeeded: attribute.tag))
      let text: String?
      switch type {
      case nil, .videotex, .graphic, .general: text = nil
      case .printable, .ia5, .numeric, .visible:
        text = attribute.text.flatMap { Self.ascii($0) }
      default: text = attribute.text
      }
      add(fact, attribute.number, attribute.type, type?.rawValue, attribute.value, text)
    }
  }

  private mutating func addKey(_ info: OpaquePointer?) {
    var algorithm: OpaquePointer?
    var bytes: UnsafePointer<UInt8>?
    var count: CInt = 0
    unsafe X509_PUBKEY_get0_param(&algorithm, &bytes, &count, nil, info)
    unsafe add(
      "key", OpenSSLText.identifier(algorithm), OpenSSLText.hexadecimal(bytes, Int(count)))
    // OpenSSL keeps nothing of a key that it cannot use.
    guard let key = unsafe X509_PUBKEY_get0(info) else { return }
    switch unsafe EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS:
      unsafe add(
        "keyNumbers", EVP_PKEY_get_bits(key), Self.number(OSSL_PKEY_PARAM_RSA_N, of: key),
        Self.number(OSSL_PKEY_PARAM_RSA_E, of: key))
    case EVP_PKEY_DSA: unsafe add("keyNumbers", EVP_PKEY_get_bits(key))
    case EVP_PKEY_EC, EVP_PKEY_SM2: unsafe addCurve(of: key)
    case EVP_PKEY_ED25519: add("keyNumbers", "Ed25519")
    case EVP_PKEY_ED448: add("keyNumbers", "Ed448")
    case EVP_PKEY_X25519: add("keyNumbers", "X25519")
    case EVP_PKEY_X448: add("keyNumbers", "X448")
    default: break
    }
  }

  private static func number(_ name: String, of key: OpaquePointer) -> String? {
    var number: OpaquePointer?
    defer { unsafe BN_free(number) }
    guard unsafe EVP_PKEY_get_bn_param(key, name, &number) == 1, let number = unsafe number else {
      return nil
    }
    return unsafe OpenSSLText.text(number: number)
  }

  private mutating func addCurve(of key: OpaquePointer) {
    var name = [CChar](repeating: 0, count: 64)
    var count = 0
    unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count)
    let identifier = unsafe OBJ_txt2nid(name)
    guard let group = unsafe EC_GROUP_new_by_curve_name(identifier) else { return }
    defer { unsafe EC_GROUP_free(group) }
    // OpenSSL recognizes a curve by its parameters.
    var isExplicit: CInt = 0
    unsafe EVP_PKEY_get_int_param(
      key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &isExplicit)
    unsafe add(
      "keyNumbers", EC_GROUP_get_degree(group),
      isExplicit == 1 ? nil : OpenSSLText.identifier(OBJ_nid2obj(identifier)))
  }
}
