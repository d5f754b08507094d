import COpenSSL

/// A certificate that a test made, with its private key.
@safe package final class SampleCertificate: Sendable {
  nonisolated(unsafe) let certificate: OpaquePointer
  nonisolated(unsafe) let key: OpaquePointer

  package enum Role: Sendable { case server, authority }

  /// - Parameters:
  ///   - alternativeNames: as in OpenSSL's configuration: `DNS:a.example`, `IP:127.0.0.1`.
  ///   - issuer: itself if nil.
  ///   - validity: from and to, as in GeneralizedTime.
  package init(
    _ commonName: String, alternativeNames: [String] = [], role: Role = .server,
    issuer: SampleCertificate? = nil,
    validity: (String, String) = ("20200101000000Z", "99991231235959Z")
  ) {
    unsafe (key, certificate) = unsafe (Self.makeKey(), X509_new())
    unsafe X509_set_version(certificate, 2)
    let serial = UInt64.random(in: 1...UInt64.max >> 1)
    unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial)
    unsafe ASN1_TIME_set_string(X509_getm_notBefore(certificate), validity.0)
    unsafe ASN1_TIME_set_string(X509_getm_notAfter(certificate), validity.1)
    let subject = unsafe X509_get_subject_name(certificate)
    unsafe X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_ASC | 0x1000, commonName, -1, -1, 0)
    unsafe X509_set_issuer_name(
      certificate, issuer.map { unsafe X509_get_subject_name($0.certificate) } ?? subject)
    unsafe X509_set_pubkey(certificate, key)
    if role == .authority { add(NID_basic_constraints, "critical,CA:TRUE") }
    if !alternativeNames.isEmpty {
      add(NID_subject_alt_name, alternativeNames.joined(separator: ","))
    }
    unsafe X509_sign(certificate, issuer?.key ?? key, EVP_sha256())
  }

  deinit {
    unsafe X509_free(certificate)
    unsafe EVP_PKEY_free(key)
  }

  package var der: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_X509(certificate, nil)))
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      _ = unsafe i2d_X509(certificate, &start)
    }
    return bytes
  }

  package var pem: String {
    unsafe Self.text { unsafe PEM_write_bio_X509($0, certificate) }
  }

  /// PKCS#8, encrypted if there is a password.
  package func keyPEM(password: String? = nil) -> String {
    unsafe Self.text { writer in
      guard let password else {
        return unsafe PEM_write_bio_PKCS8PrivateKey(writer, key, nil, nil, 0, nil, nil)
      }
      return unsafe PEM_write_bio_PKCS8PrivateKey(
        writer, key, EVP_aes_128_cbc(), password, Int32(password.utf8.count), nil, nil)
    }
  }

  /// A PKCS#12 store of the certificate, with its key unless told otherwise.
  package func pkcs12(password: String, withKey: Bool = true) -> [UInt8] {
    let store = unsafe PKCS12_create(
      password, nil, withKey ? key : nil, certificate, nil, 0, 0, 1, 1, 0)
    defer { unsafe PKCS12_free(store) }
    var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_PKCS12(store, nil)))
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      _ = unsafe i2d_PKCS12(store, &start)
    }
    return bytes
  }

  private func add(_ identifier: Int32, _ value: String) {
    let part = unsafe X509V3_EXT_conf_nid(nil, nil, identifier, value)
    unsafe X509_add_ext(certificate, part, -1)
    unsafe X509_EXTENSION_free(part)
  }

  private static func makeKey() -> OpaquePointer {
    let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    unsafe EVP_PKEY_keygen_init(context)
    unsafe EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1)
    unsafe EVP_PKEY_keygen(context, &key)
    return unsafe key!
  }

  private static func text(_ write: (OpaquePointer?) -> Int32) -> String {
    let writer = unsafe BIO_new(BIO_s_mem())
    defer { unsafe BIO_free(writer) }
    _ = unsafe write(writer)
    var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(writer))
    _ = unsafe BIO_read(writer, &bytes, Int32(bytes.count))
    return String(decoding: bytes, as: UTF8.self)
  }
}
