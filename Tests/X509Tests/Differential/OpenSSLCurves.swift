import COpenSSL

/// The elliptic curves that OpenSSL has.
enum OpenSSLCurves {
  /// For each curve that has an identifier, a SubjectPublicKeyInfo whose point is the generator.
  static let keys: [[UInt8]] = {
    let count = EC_get_builtin_curves(nil, 0)
    var curves = unsafe [EC_builtin_curve](repeating: EC_builtin_curve(), count: count)
    unsafe EC_get_builtin_curves(&curves, count)
    return unsafe curves.compactMap { unsafe key(of: $0.nid) }
  }()

  private static func key(of curve: CInt) -> [UInt8]? {
    let identifier = unsafe OpenSSLText.identifier(OBJ_nid2obj(curve))
    guard !identifier.isEmpty, let group = unsafe EC_GROUP_new_by_curve_name(curve) else {
      return nil
    }
    defer { unsafe EC_GROUP_free(group) }
    var point = [UInt8](repeating: 0, count: 160)
    let length = unsafe EC_POINT_point2oct(
      group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED, &point, point.count,
      nil)
    return SampleCertificate.key(
      "1.2.840.10045.2.1", Array(point.prefix(length)), parameters: DER.oid(identifier))
  }
}
