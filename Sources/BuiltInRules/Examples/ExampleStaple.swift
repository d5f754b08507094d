/// Answers of an OCSP responder that rules show their work on, of Ed25519 keys that were thrown away:
/// DER in base64. They hold from 2025-12-30 to 2026-01-06.
enum ExampleStaple {
  /// `Example CA 3`, an authority that issued itself.
  static let authority =
    """
    MIHvMIGioAMCAQICAQEwBQYDK2VwMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAeFw0yNTAxMDEwMDAw\
    MDBaFw0zNTAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAqMAUGAytlcAMhAO/u504b\
    eKthc13JB4RZrx6R6jp4GK5tuszVMycndXGnoxMwETAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBABgi\
    3OsN5VwukKWbZuHz3dkk4WMFDcYSlhwzDiVQSlMWF5T3Md9sOCGcTwIeHVaHCJ28dthQwmZ0FgTG0JPK\
    LAA=
    """

  /// `api.example`, which names the responder `http://ocsp.example` and demands a staple.
  static let leaf =
    """
    MIIBOjCB7aADAgECAgISNDAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAzMB4XDTI1MTIwMTAw\
    MDAwMFoXDTI2MDMwMTAwMDAwMFowFjEUMBIGA1UEAwwLYXBpLmV4YW1wbGUwKjAFBgMrZXADIQBLpJVE\
    OmV+09djawymbQwLsr7D/wfsWUs1LHX7tf+TAqNeMFwwFgYDVR0RBA8wDYILYXBpLmV4YW1wbGUwLwYI\
    KwYBBQUHAQEEIzAhMB8GCCsGAQUFBzABhhNodHRwOi8vb2NzcC5leGFtcGxlMBEGCCsGAQUFBwEYBAUw\
    AwIBBTAFBgMrZXADQQBZdbdO1tRzBlSETONJoYiKNTHbKl/fc0iwHlkaFjqkbl9zZ19S5e+j0k6K3xpK\
    fMyYgm1NvI6xQHyS/zVAOT8G
    """

  /// `www.example`, which names the responder and demands nothing.
  static let plain =
    """
    MIIBJzCB2qADAgECAgISNTAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAzMB4XDTI1MTIwMTAw\
    MDAwMFoXDTI2MDMwMTAwMDAwMFowFjEUMBIGA1UEAwwLd3d3LmV4YW1wbGUwKjAFBgMrZXADIQBLpJVE\
    OmV+09djawymbQwLsr7D/wfsWUs1LHX7tf+TAqNLMEkwFgYDVR0RBA8wDYILd3d3LmV4YW1wbGUwLwYI\
    KwYBBQUHAQEEIzAhMB8GCCsGAQUFBzABhhNodHRwOi8vb2NzcC5leGFtcGxlMAUGAytlcANBAD72dVzF\
    EXMaYSwTpuo60QiBXyU7dqJPR7S4mh6yFM1Mxbiftms7hcIuaHDUNAGrJjQIHwCoRoBZDIX3QSe9SA0=
    """

  /// Of `api.example`: good.
  static let good =
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJomwh\
    7/nsvE64WVOk9X6T/ewCAhI0gAAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EAaVuL9qycT2AyV1tTU+lQBU4htVW4V2JnsH8x12OhmCjR5YNef/HGWYgnUw6sZzW96thVgfH0\
    yL+En6BexEYWAA==
    """

  /// Of `api.example`: revoked on 2025-12-20, as its key was compromised.
  static let revoked =
    """
    MIIBDwoBAKCCAQgwggEEBgkrBgEFBQcwAQEEgfYwgfMwgaaiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewY\
    DzIwMjYxMTI2MDEyNDA0WjB7MHkwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJ\
    omwh7/nsvE64WVOk9X6T/ewCAhI0oRYYDzIwMjUxMjIwMDAwMDAwWqADCgEBGA8yMDI1MTIzMDAwMDAw\
    MFqgERgPMjAyNjAxMDYwMDAwMDBaMAUGAytlcANBABmk/mBwOAyzJ+xPvU/bJUGRmI/20XU0Kyv0YsBY\
    kFgb8zoyu4u1UdXqj/arCkm1k7sUQbm//up4VUkEj3unYwA=
    """

  /// Of `api.example`: good, signed by a responder that the authority delegated to.
  static let delegated =
    """
    MIICCAoBAKCCAgEwggH9BgkrBgEFBQcwAQEEggHuMIIB6jCBkKIWBBRgDZZwAcUJ39I2Ccn/bDvEF2dT\
    LhgPMjAyNjExMjYwMTI0MDRaMGUwYzA7MAkGBSsOAwIaBQAEFG/XweivS4vR9CciHg7k8xL1zxf9BBRk\
    SImibCHv+ey8TrhZU6T1fpP97AICEjSAABgPMjAyNTEyMzAwMDAwMDBaoBEYDzIwMjYwMTA2MDAwMDAw\
    WjAFBgMrZXADQQAum9sdVMYDoenzBe/TEGkB6sud8rntHVuFSI1H5qeNPUz7bNE3C2H42ZdBByR4Be6w\
    Sg8JS/rh0+68XiLqlrYMoIIBCTCCAQUwggEBMIG0oAMCAQICAXcwBQYDK2VwMBcxFTATBgNVBAMMDEV4\
    YW1wbGUgQ0EgMzAeFw0yNTEyMDEwMDAwMDBaFw0yNjAzMDEwMDAwMDBaMBQxEjAQBgNVBAMMCVJlc3Bv\
    bmRlcjAqMAUGAytlcAMhANg0xn24raOIE3DSLS62Vl+xbuHPrMp0qUB3Zf9BFTDqoygwJjATBgNVHSUE\
    DDAKBggrBgEFBQcDCTAPBgkrBgEFBQcwAQUEAgUAMAUGAytlcANBAJeIdhoZrzeyV0Pg2/NMK2kSEfLf\
    iPIM88Fuzno6CgDWD6p+4k1JT6eOmhQMWnPlpbUHWcGcA4vgiHdTJZgukQs=
    """

  /// Of `www.example`: good.
  static let goodPlain =
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJomwh\
    7/nsvE64WVOk9X6T/ewCAhI1gAAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EAwvpqnJgk7wXwUERM9UvOon53lu0xGLtFxby4eZwB38nJfPZzoJUNL8LzXqn8n2Sxiu4oadxB\
    bCO0NZwW+FIuAg==
    """

  /// The record of an endpoint that shows a certificate of the authority, and what it staples.
  static func record(_ certificate: String, staple: String?) -> String {
    let response = staple.map { "\"\($0)\"" } ?? "null"
    return """
      {"name":"api","endpoint":{"stapledResponse":\(response)},\
      "certificate":"\(certificate)","chain":["\(authority)"]}
      """
  }
}
