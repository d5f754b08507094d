import COpenSSL

extension CertificateFacts {
  /// What OpenSSL reads in a list of extensions: all of them, and the first of each kind.
  mutating func addExtensions(_ list: OpaquePointer?) {
    for index in 0..<(unsafe X509v3_get_ext_count(list)) {
      let item = unsafe X509v3_get_ext(list, index)
      unsafe add(
        "extension", OpenSSLText.identifier(X509_EXTENSION_get_object(item)),
        X509_EXTENSION_get_critical(item) == 1,
        OpenSSLText.hexadecimal(X509_EXTENSION_get_data(item)))
    }
    unsafe addUsage(list)
    unsafe addKeyIdentifiers(list)
    unsafe addPath(list)
    unsafe addPolicies(list)
    unsafe addPoints(list)
    unsafe addNames(list)
  }

  private mutating func addUsage(_ list: OpaquePointer?) {
    if let item = unsafe OpenSSLExtension(list, NID_basic_constraints) {
      let value = unsafe item.pointer(to: BASIC_CONSTRAINTS.self).pointee
      unsafe add("basicConstraints", value.ca != 0, OpenSSLText.integer(value.pathlen))
    }
    if let item = unsafe OpenSSLExtension(list, NID_key_usage) {
      let mask = unsafe OpenSSLText.mask(item.pointer(to: ASN1_BIT_STRING.self))
      add("keyUsage", (mask ?? 0) & 0x1FF)
    }
    if let item = unsafe OpenSSLExtension(list, NID_netscape_cert_type) {
      let mask = unsafe OpenSSLText.mask(item.pointer(to: ASN1_BIT_STRING.self))
      add("netscapeCertType", (mask ?? 0) & 0xFF)
    }
    if let item = unsafe OpenSSLExtension(list, NID_ext_key_usage) {
      for index in 0..<(unsafe OPENSSL_sk_num(item.stack)) {
        let purpose = unsafe OPENSSL_sk_value(item.stack, index)
        unsafe add("extKeyUsage", OpenSSLText.identifier(purpose.map { OpaquePointer($0) }))
      }
    }
    if let item = unsafe OpenSSLExtension(list, NID_private_key_usage_period) {
      let value = unsafe item.pointer(to: PKEY_USAGE_PERIOD.self).pointee
      unsafe add(
        "privateKeyUsagePeriod", value.notBefore.flatMap { unsafe OpenSSLText.seconds($0) },
        value.notAfter.flatMap { unsafe OpenSSLText.seconds($0) })
    }
    if let item = unsafe OpenSSLExtension(list, NID_tlsfeature) {
      unsafe OpenSSLText.forEach(in: item.stack, as: ASN1_INTEGER.self) {
        unsafe add("tlsFeature", OpenSSLText.integer($0))
      }
    }
  }

  private mutating func addKeyIdentifiers(_ list: OpaquePointer?) {
    if let item = unsafe OpenSSLExtension(list, NID_subject_key_identifier) {
      unsafe add(
        "subjectKeyIdentifier", OpenSSLText.hexadecimal(item.pointer(to: ASN1_STRING.self)))
    }
    if let item = unsafe OpenSSLExtension(list, NID_authority_key_identifier) {
      let value = unsafe item.pointer(to: AUTHORITY_KEYID.self).pointee
      unsafe add(
        "authorityKeyIdentifier", OpenSSLText.hexadecimal(value.keyid),
        OpenSSLText.integer(value.serial))
      unsafe add(names: value.issuer, "authorityKeyIdentifier")
    }
  }

  private mutating func addPath(_ list: OpaquePointer?) {
    if let item = unsafe OpenSSLExtension(list, NID_name_constraints) {
      let value = unsafe item.pointer(to: NAME_CONSTRAINTS.self).pointee
      unsafe add(subtrees: value.permittedSubtrees, "permitted")
      unsafe add(subtrees: value.excludedSubtrees, "excluded")
    }
    if let item = unsafe OpenSSLExtension(list, NID_policy_constraints) {
      let value = unsafe item.pointer(to: POLICY_CONSTRAINTS.self).pointee
      unsafe add(
        "policyConstraints", OpenSSLText.integer(value.requireExplicitPolicy),
        OpenSSLText.integer(value.inhibitPolicyMapping))
    }
    if let item = unsafe OpenSSLExtension(list, NID_inhibit_any_policy) {
      unsafe add("inhibitAnyPolicy", OpenSSLText.integer(item.pointer(to: ASN1_INTEGER.self)))
    }
  }

  private mutating func add(subtrees: OpaquePointer?, _ kind: String) {
    unsafe OpenSSLText.forEach(in: subtrees, as: GENERAL_SUBTREE.self) {
      unsafe add(
        "nameConstraints", kind, Self.text($0.pointee.base),
        OpenSSLText.integer($0.pointee.minimum) ?? "00", OpenSSLText.integer($0.pointee.maximum))
    }
  }

  private mutating func addPolicies(_ list: OpaquePointer?) {
    if let item = unsafe OpenSSLExtension(list, NID_certificate_policies) {
      unsafe OpenSSLText.forEach(in: item.stack, as: POLICYINFO.self) { policy in
        unsafe add("certificatePolicies", OpenSSLText.identifier(policy.pointee.policyid))
        unsafe OpenSSLText.forEach(in: policy.pointee.qualifiers, as: POLICYQUALINFO.self) {
          let value = unsafe $0.pointee
          let text: UnsafeMutablePointer<ASN1_STRING>?
          switch unsafe OBJ_obj2nid(value.pqualid) {
          case NID_id_qt_cps: unsafe text = value.d.cpsuri
          case NID_id_qt_unotice: unsafe text = value.d.usernotice?.pointee.exptext
          default: unsafe text = nil
          }
          unsafe add(
            "certificatePolicies", OpenSSLText.identifier(value.pqualid),
            text.flatMap { unsafe OpenSSLText.text($0) }.flatMap { Self.ascii($0) })
        }
      }
    }
    if let item = unsafe OpenSSLExtension(list, NID_policy_mappings) {
      unsafe OpenSSLText.forEach(in: item.stack, as: POLICY_MAPPING.self) { mapping in
        unsafe add(
          "policyMappings", OpenSSLText.identifier(mapping.pointee.issuerDomainPolicy),
          OpenSSLText.identifier(mapping.pointee.subjectDomainPolicy))
      }
    }
  }

  private mutating func addPoints(_ list: OpaquePointer?) {
    for (fact, kind) in [
      ("cRLDistributionPoints", NID_crl_distribution_points), ("freshestCRL", NID_freshest_crl),
    ] {
      guard let item = unsafe OpenSSLExtension(list, kind) else { continue }
      unsafe OpenSSLText.forEach(in: item.stack, as: DIST_POINT.self) {
        let point = unsafe $0.pointee
        let name = unsafe point.distpoint?.pointee
        unsafe add(
          fact, OpenSSLText.mask(point.reasons).map { $0 & 0xFFFF }, name?.type == 1)
        if let name = unsafe name, unsafe name.type == 0 {
          unsafe add(names: name.name.fullname, fact)
        }
        unsafe add(names: point.CRLissuer, fact)
      }
    }
    for (fact, kind) in [
      ("authorityInfoAccess", NID_info_access), ("subjectInfoAccess", NID_sinfo_access),
    ] {
      guard let item = unsafe OpenSSLExtension(list, kind) else { continue }
      unsafe OpenSSLText.forEach(in: item.stack, as: ACCESS_DESCRIPTION.self) { description in
        unsafe add(
          fact, OpenSSLText.identifier(description.pointee.method),
          Self.text(description.pointee.location))
      }
    }
  }

  private mutating func addNames(_ list: OpaquePointer?) {
    for (fact, kind) in [
      ("subjectAltName", NID_subject_alt_name), ("issuerAltName", NID_issuer_alt_name),
    ] {
      if let item = unsafe OpenSSLExtension(list, kind) {
        unsafe add(names: item.stack, fact)
      }
    }
    if let item = unsafe OpenSSLExtension(list, NID_ct_precert_scts) {
      for index in 0..<(unsafe OPENSSL_sk_num(item.stack)) {
        let value = unsafe OPENSSL_sk_value(item.stack, index).map { OpaquePointer($0) }
        var log: UnsafeMutablePointer<UInt8>?
        let count = unsafe SCT_get0_log_id(value, &log)
        unsafe add(
          "signedCertificateTimestamps", SCT_get_version(value).rawValue,
          SCT_get_timestamp(value), OpenSSLText.hexadecimal(log, count))
      }
    }
  }

  private mutating func add(names: OpaquePointer?, _ fact: String) {
    unsafe OpenSSLText.forEach(in: names, as: GENERAL_NAME.self) {
      unsafe add(fact, Self.text($0))
    }
  }

  private static func text(_ name: UnsafeMutablePointer<GENERAL_NAME>) -> String {
    let name = unsafe name.pointee
    let value: String?
    switch unsafe name.type {
    case GEN_EMAIL, GEN_DNS, GEN_URI, GEN_IPADD:
      unsafe value = OpenSSLText.hexadecimal(name.d.ia5)
    case GEN_DIRNAME:
      unsafe value = OpenSSLText.attributes(name.d.directoryName).map {
        "/\($0.number) \($0.type)=\($0.value ?? "")"
      }.joined()
    case GEN_RID: unsafe value = OpenSSLText.identifier(name.d.registeredID)
    case GEN_OTHERNAME:
      let other = unsafe name.d.otherName.pointee
      unsafe value =
        "\(OpenSSLText.identifier(other.type_id)) \(OpenSSLText.encoding(other.value) ?? "?")"
    default: value = nil
    }
    return unsafe "\(name.type):\(value ?? "?")"
  }
}
