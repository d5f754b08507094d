/// Answers about `leaf`, signed by `cryptography` 48 (`OCSPResponseBuilder`) where not said otherwise, and
/// the certificates they are of; checked by `openssl ocsp -respin`.
enum OCSPVectors {
  /// `CN=Example CA 3` of an Ed25519 key, from 2025 to 2035; it issued itself.
  static let authority = base64(
    """
    MIHvMIGioAMCAQICAQEwBQYDK2VwMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAeFw0yNTAxMDEwMDAw\
    MDBaFw0zNTAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAqMAUGAytlcAMhAO/u504b\
    eKthc13JB4RZrx6R6jp4GK5tuszVMycndXGnoxMwETAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBABgi\
    3OsN5VwukKWbZuHz3dkk4WMFDcYSlhwzDiVQSlMWF5T3Md9sOCGcTwIeHVaHCJ28dthQwmZ0FgTG0JPK\
    LAA=
    """)

  /// `CN=api.example`, number 0x1234, issued by the authority.
  static let leaf = base64(
    """
    MIIBOjCB7aADAgECAgISNDAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAzMB4XDTI1MTIwMTAw\
    MDAwMFoXDTI2MDMwMTAwMDAwMFowFjEUMBIGA1UEAwwLYXBpLmV4YW1wbGUwKjAFBgMrZXADIQBLpJVE\
    OmV+09djawymbQwLsr7D/wfsWUs1LHX7tf+TAqNeMFwwFgYDVR0RBA8wDYILYXBpLmV4YW1wbGUwLwYI\
    KwYBBQUHAQEEIzAhMB8GCCsGAQUFBzABhhNodHRwOi8vb2NzcC5leGFtcGxlMBEGCCsGAQUFBwEYBAUw\
    AwIBBTAFBgMrZXADQQBZdbdO1tRzBlSETONJoYiKNTHbKl/fc0iwHlkaFjqkbl9zZ19S5e+j0k6K3xpK\
    fMyYgm1NvI6xQHyS/zVAOT8G
    """)

  /// `CN=www.example`, number 0x1235, issued by the authority.
  static let plain = base64(
    """
    MIIBJzCB2qADAgECAgISNTAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAzMB4XDTI1MTIwMTAw\
    MDAwMFoXDTI2MDMwMTAwMDAwMFowFjEUMBIGA1UEAwwLd3d3LmV4YW1wbGUwKjAFBgMrZXADIQBLpJVE\
    OmV+09djawymbQwLsr7D/wfsWUs1LHX7tf+TAqNLMEkwFgYDVR0RBA8wDYILd3d3LmV4YW1wbGUwLwYI\
    KwYBBQUHAQEEIzAhMB8GCCsGAQUFBzABhhNodHRwOi8vb2NzcC5leGFtcGxlMAUGAytlcANBAD72dVzF\
    EXMaYSwTpuo60QiBXyU7dqJPR7S4mh6yFM1Mxbiftms7hcIuaHDUNAGrJjQIHwCoRoBZDIX3QSe9SA0=
    """)

  /// Another key by the name of the authority.
  static let impostor = base64(
    """
    MIHvMIGioAMCAQICAQIwBQYDK2VwMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAeFw0yNTAxMDEwMDAw\
    MDBaFw0zNTAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDEV4YW1wbGUgQ0EgMzAqMAUGAytlcAMhAKd7Q3sG\
    3XlZPoBa2oMGpI75tmvLnAf3ui487Du13aCQoxMwETAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBACko\
    YDb7E69C6a/74u4fSHJ4pwy6HKbN5dudQ7Bv5H62ELEKkDy/hnLigRU77wXRrLewzK7SGBJPAZNXc5GZ\
    nAM=
    """)

  /// Good, by the authority; CertID by SHA-1, from 2025-12-30 to 2026-01-06, as the others.
  static let good = base64(
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJomwh\
    7/nsvE64WVOk9X6T/ewCAhI0gAAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EAaVuL9qycT2AyV1tTU+lQBU4htVW4V2JnsH8x12OhmCjR5YNef/HGWYgnUw6sZzW96thVgfH0\
    yL+En6BexEYWAA==
    """)

  /// Good; CertID by SHA-256.
  static let sha256 = base64(
    """
    MIIBFgoBAKCCAQ8wggELBgkrBgEFBQcwAQEEgf0wgfowga2iFgQUZEiJomwh7/nsvE64WVOk9X6T/ewY\
    DzIwMjYxMTI2MDEyNDA0WjCBgTB/MFcwDQYJYIZIAWUDBAIBBQAEIL8ZmM7z9niaF+ydWKVqoNNK5sz7\
    9liO2uZYsDaoHgD2BCATAwRSx0peUZMRNkrR3FOA8Y39i7ELFbZNWRbUjbBh7QICEjSAABgPMjAyNTEy\
    MzAwMDAwMDBaoBEYDzIwMjYwMTA2MDAwMDAwWjAFBgMrZXADQQDOdtsvxGoPHTP3pNn31DSoWx5tEcmg\
    NJNqtih6+gW3Mb+2gP80/KYsKkkP134AeK6B289wfksJGkwqi1/cXG0F
    """)

  /// Revoked on 2025-12-20 for keyCompromise.
  static let revoked = base64(
    """
    MIIBDwoBAKCCAQgwggEEBgkrBgEFBQcwAQEEgfYwgfMwgaaiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewY\
    DzIwMjYxMTI2MDEyNDA0WjB7MHkwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJ\
    omwh7/nsvE64WVOk9X6T/ewCAhI0oRYYDzIwMjUxMjIwMDAwMDAwWqADCgEBGA8yMDI1MTIzMDAwMDAw\
    MFqgERgPMjAyNjAxMDYwMDAwMDBaMAUGAytlcANBABmk/mBwOAyzJ+xPvU/bJUGRmI/20XU0Kyv0YsBY\
    kFgb8zoyu4u1UdXqj/arCkm1k7sUQbm//up4VUkEj3unYwA=
    """)

  /// Revoked on 2025-12-20 for no reason stated.
  static let revokedNoReason = base64(
    """
    MIIBCQoBAKCCAQIwgf8GCSsGAQUFBzABAQSB8TCB7jCBoaIWBBRkSImibCHv+ey8TrhZU6T1fpP97BgP\
    MjAyNjExMjYwMTI0MDRaMHYwdDA7MAkGBSsOAwIaBQAEFG/XweivS4vR9CciHg7k8xL1zxf9BBRkSImi\
    bCHv+ey8TrhZU6T1fpP97AICEjShERgPMjAyNTEyMjAwMDAwMDBaGA8yMDI1MTIzMDAwMDAwMFqgERgP\
    MjAyNjAxMDYwMDAwMDBaMAUGAytlcANBACXFRej23Q/770dvf53OwUKJUcm6ebRViCCKtWFSZMyz9kGk\
    RXbhaHMmQH5zVMBD0BjAVSJ4MvbySVgQkt7qCgQ=
    """)

  /// Unknown.
  static let unknown = base64(
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJomwh\
    7/nsvE64WVOk9X6T/ewCAhI0ggAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EAx3urq00vyeNYiU5OU1gQ3ZwmPDN2dj+Es27tp6e58xM8phuhod6uuEf4zqhEipfeyjGqCDz+\
    YLzwGuqpUenqBA==
    """)

  /// Good, without nextUpdate.
  static let endless = base64(
    """
    MIHjCgEAoIHdMIHaBgkrBgEFBQcwAQEEgcwwgckwfaIWBBRkSImibCHv+ey8TrhZU6T1fpP97BgPMjAy\
    NjExMjYwMTI0MDRaMFIwUDA7MAkGBSsOAwIaBQAEFG/XweivS4vR9CciHg7k8xL1zxf9BBRkSImibCHv\
    +ey8TrhZU6T1fpP97AICEjSAABgPMjAyNTEyMzAwMDAwMDBaMAUGAytlcANBAIFihnPPrs47X11up8l2\
    oYI0DKQ4BqvkSbLd/PVcDfOfircg9iCAF2U84QL1B21marxjttz24AFKSL+vl0r70QM=
    """)

  /// Good, by a responder that the authority issued for OCSPSigning, until 2026-03-01.
  static let delegated = base64(
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
    """)

  /// Good, by one that the authority issued for nothing in particular.
  static let undelegated = base64(
    """
    MIIB2woBAKCCAdQwggHQBgkrBgEFBQcwAQEEggHBMIIBvTCBkKIWBBRgDZZwAcUJ39I2Ccn/bDvEF2dT\
    LhgPMjAyNjExMjYwMTI0MDRaMGUwYzA7MAkGBSsOAwIaBQAEFG/XweivS4vR9CciHg7k8xL1zxf9BBRk\
    SImibCHv+ey8TrhZU6T1fpP97AICEjSAABgPMjAyNTEyMzAwMDAwMDBaoBEYDzIwMjYwMTA2MDAwMDAw\
    WjAFBgMrZXADQQAum9sdVMYDoenzBe/TEGkB6sud8rntHVuFSI1H5qeNPUz7bNE3C2H42ZdBByR4Be6w\
    Sg8JS/rh0+68XiLqlrYMoIHdMIHaMIHXMIGKoAMCAQICAXgwBQYDK2VwMBcxFTATBgNVBAMMDEV4YW1w\
    bGUgQ0EgMzAeFw0yNTEyMDEwMDAwMDBaFw0yNjAzMDEwMDAwMDBaMBQxEjAQBgNVBAMMCVJlc3BvbmRl\
    cjAqMAUGAytlcAMhANg0xn24raOIE3DSLS62Vl+xbuHPrMp0qUB3Zf9BFTDqMAUGAytlcANBAGggX2kq\
    CxE9Sfo/0B1AmaUBoQ4pDe6r1eEEB7WpTxYpp3hMj0S9B0h/goiahXz3C5/0gbTwR4kv4UPOEgjlBgE=
    """)

  /// Good, with one bit of the signature changed.
  static let forged = base64(
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUZEiJomwh\
    7/nsvE64WVOk9X6T/ewCAhI0gAAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EAaVuL9qycT2AyV1tTU+lQBU4htVW4V2JnsX8x12OhmCjR5YNef/HGWYgnUw6sZzW96thVgfH0\
    yL+En6BexEYWAA==
    """)

  /// Good, by the impostor, whose certificate comes along.
  static let stranger = base64(
    """
    MIIB8woBAKCCAewwggHoBgkrBgEFBQcwAQEEggHZMIIB1TCBkKIWBBR4d14oic9PZ7yegTys+AQlU/5H\
    WhgPMjAyNjExMjYwMTI0MDRaMGUwYzA7MAkGBSsOAwIaBQAEFG/XweivS4vR9CciHg7k8xL1zxf9BBRk\
    SImibCHv+ey8TrhZU6T1fpP97AICEjSAABgPMjAyNTEyMzAwMDAwMDBaoBEYDzIwMjYwMTA2MDAwMDAw\
    WjAFBgMrZXADQQBztjskl9lXFpoAC8SrMB7U2ZZa2oLxGJIeH6Lcs/2LcuQBRY9Ge1x8tsMTaqnSxaDb\
    HCfSip6NPLLKtiP9JxoDoIH1MIHyMIHvMIGioAMCAQICAQIwBQYDK2VwMBcxFTATBgNVBAMMDEV4YW1w\
    bGUgQ0EgMzAeFw0yNTAxMDEwMDAwMDBaFw0zNTAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDEV4YW1wbGUg\
    Q0EgMzAqMAUGAytlcAMhAKd7Q3sG3XlZPoBa2oMGpI75tmvLnAf3ui487Du13aCQoxMwETAPBgNVHRMB\
    Af8EBTADAQH/MAUGAytlcANBACkoYDb7E69C6a/74u4fSHJ4pwy6HKbN5dudQ7Bv5H62ELEKkDy/hnLi\
    gRU77wXRrLewzK7SGBJPAZNXc5GZnAM=
    """)

  /// Good, by the authority, of the certificate of that number by the impostor.
  static let ofImpostor = base64(
    """
    MIH3CgEAoIHxMIHuBgkrBgEFBQcwAQEEgeAwgd0wgZCiFgQUZEiJomwh7/nsvE64WVOk9X6T/ewYDzIw\
    MjYxMTI2MDEyNDA0WjBlMGMwOzAJBgUrDgMCGgUABBRv18Hor0uL0fQnIh4O5PMS9c8X/QQUeHdeKInP\
    T2e8noE8rPgEJVP+R1oCAhI0gAAYDzIwMjUxMjMwMDAwMDAwWqARGA8yMDI2MDEwNjAwMDAwMFowBQYD\
    K2VwA0EA7NSPJrx5F6FXdyEV7Py2yXKaMEzGBmeSR1ePscSghh2JHSMOjWUE4fhGkCqWee7f7hbrVElY\
    mRdDb/sC4eqeAA==
    """)
}
