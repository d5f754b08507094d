import COpenSSL

/// The value of the first extension of a kind, as OpenSSL parsed it.
@safe struct OpenSSLExtension: ~Copyable {
  private let value: UnsafeMutableRawPointer
  private let method: UnsafePointer<X509V3_EXT_METHOD>

  /// Nil if there is none, or OpenSSL cannot read it.
  init?(_ list: OpaquePointer?, _ kind: CInt) {
    let place = unsafe X509v3_get_ext_by_NID(list, kind, -1)
    guard place >= 0, let item = unsafe X509v3_get_ext(list, place),
      let method = unsafe X509V3_EXT_get(item), let value = unsafe X509V3_EXT_d2i(item)
    else { return nil }
    unsafe self.value = value
    unsafe self.method = method
  }

  deinit {
    if let type = unsafe method.pointee.it {
      unsafe ASN1_item_free(OpaquePointer(value), type())
    } else {
      unsafe method.pointee.ext_free(value)
    }
  }

  /// The value where OpenSSL keeps it.
  func pointer<Value>(to type: Value.Type) -> UnsafeMutablePointer<Value> {
    unsafe value.assumingMemoryBound(to: Value.self)
  }

  /// The value as a stack.
  var stack: OpaquePointer { unsafe OpaquePointer(value) }
}
