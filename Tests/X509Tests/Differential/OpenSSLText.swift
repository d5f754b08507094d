import COpenSSL
import X509

/// OpenSSL's small values as texts.
enum OpenSSLText {
  static func hexadecimal(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> String {
    let copy = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    return HexadecimalText.of(copy.span, copy.indices)
  }

  static func hexadecimal(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
    guard let string = unsafe string else { return nil }
    return unsafe hexadecimal(ASN1_STRING_get0_data(string), Int(ASN1_STRING_length(string)))
  }

  /// A string of any type in UTF-8; nil where OpenSSL cannot convert it.
  static func text(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe ASN1_STRING_to_UTF8(&bytes, string)
    defer { unsafe CRYPTO_free(bytes, "", 0) }
    guard count >= 0 else { return nil }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
  }

  /// Pairs of digits, with a minus sign in front of a negative number.
  static func integer(_ integer: UnsafePointer<ASN1_INTEGER>?) -> String? {
    guard let integer = unsafe integer, let number = unsafe ASN1_INTEGER_to_BN(integer, nil) else {
      return nil
    }
    defer { unsafe BN_free(number) }
    return unsafe text(number: number)
  }

  static func text(number: OpaquePointer) -> String? {
    guard let digits = unsafe BN_bn2hex(number) else { return nil }
    defer { unsafe CRYPTO_free(digits, "", 0) }
    let text = unsafe String(cString: digits)
    return text == "0" ? "00" : text
  }

  static func identifier(_ object: OpaquePointer?) -> String {
    let count = unsafe Int(OBJ_obj2txt(nil, 0, object, 1))
    return unsafe String(unsafeUninitializedCapacity: count + 1) {
      unsafe $0.withMemoryRebound(to: CChar.self) {
        unsafe Int(OBJ_obj2txt($0.baseAddress, CInt($0.count), object, 1))
      }
    }
  }

  static func time(_ time: UnsafePointer<ASN1_TIME>?) -> String? {
    guard let time = unsafe time, let seconds = unsafe seconds(time) else { return nil }
    return
      unsafe "\(time.pointee.type == V_ASN1_UTCTIME ? "utcTime" : "generalizedTime") \(seconds)"
  }

  /// Seconds since 1970.
  static func seconds(_ time: UnsafePointer<ASN1_TIME>) -> Int64? {
    let epoch = unsafe ASN1_TIME_set(nil, 0)
    defer { unsafe ASN1_STRING_free(epoch) }
    var days: CInt = 0
    var seconds: CInt = 0
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
    return Int64(days) * 86_400 + Int64(seconds)
  }

  /// The whole encoding of a value of any type.
  static func encoding(_ value: UnsafePointer<ASN1_TYPE>?) -> String? {
    guard let value = unsafe value else { return nil }
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_ASN1_TYPE(value, &bytes)
    defer { unsafe CRYPTO_free(bytes, "", 0) }
    return count < 0 ? nil : unsafe hexadecimal(bytes, Int(count))
  }

  static func bits(_ string: UnsafePointer<ASN1_BIT_STRING>?) -> String? {
    guard let string = unsafe string else { return nil }
    return unsafe "\(string.pointee.flags & 7) \(hexadecimal(string) ?? "")"
  }

  /// The first 32 bits, bit n of the string as 1 << n; nil if there is no string.
  static func mask(_ string: UnsafeMutablePointer<ASN1_BIT_STRING>?) -> UInt32? {
    guard let string = unsafe string else { return nil }
    return (0..<32).reduce(0) {
      unsafe $0 | UInt32(ASN1_BIT_STRING_get_bit(string, $1)) << UInt32($1)
    }
  }

  /// One attribute of a name.
  struct Attribute {
    /// Of the relative name that it belongs to.
    let number: Int
    let type: String
    let tag: CInt
    /// The content in hexadecimal digits.
    let value: String?
    let text: String?
  }

  static func attributes(_ name: OpaquePointer?) -> [Attribute] {
    unsafe (0..<X509_NAME_entry_count(name)).map {
      let entry = unsafe X509_NAME_get_entry(name, $0)
      let value = unsafe X509_NAME_ENTRY_get_data(entry)
      return unsafe Attribute(
        number: Int(X509_NAME_ENTRY_set(entry)),
        type: identifier(X509_NAME_ENTRY_get_object(entry)), tag: value?.pointee.type ?? -1,
        value: hexadecimal(value), text: text(value))
    }
  }

  /// Passes through the members of a stack.
  static func forEach<Member>(
    in stack: OpaquePointer?, as type: Member.Type,
    _ body: (UnsafeMutablePointer<Member>) -> Void
  ) {
    for index in 0..<max(0, unsafe OPENSSL_sk_num(stack)) {
      guard let member = unsafe OPENSSL_sk_value(stack, index) else { continue }
      unsafe body(member.assumingMemoryBound(to: Member.self))
    }
  }
}
