/// Certificates whose names are of all string types, and what is no plain certificate.
enum NameVector {

  // openssl req -x509 -new -config C -utf8 -multivalue-rdn -key ED25519 -set_serial 6 -subj
  //   '/O=Müller/CN=日本/serialNumber=1+CN=two, \+ three/DC=example' -extensions leaf
  static let multiple = """
    -----BEGIN CERTIFICATE-----
    MIIB4zCCAZWgAwIBAgIBBjAFBgMrZXAwXTEQMA4GA1UECgwHTcO8bGxlcjEPMA0G
    A1UEAwwG5pel5pysMR8wCAYDVQQFEwExMBMGA1UEAwwMdHdvLCArIHRocmVlMRcw
    FQYKCZImiZPyLGQBGRYHZXhhbXBsZTAeFw0yNjExMjEwMzM4MTBaFw0yNzAyMTkw
    MzM4MTBaMF0xEDAOBgNVBAoMB03DvGxsZXIxDzANBgNVBAMMBuaXpeacrDEfMAgG
    A1UEBRMBMTATBgNVBAMMDHR3bywgKyB0aHJlZTEXMBUGCgmSJomT8ixkARkWB2V4
    YW1wbGUwKjAFBgMrZXADIQAwINmtDj9T9dFz2uSNHjcgo05iazXR6HsC45b6TA/Y
    JqN6MHgwCQYDVR0TBAIwADAOBgNVHQ8BAf8EBAMCBaAwEwYDVR0lBAwwCgYIKwYB
    BQUHAwEwJwYDVR0RBCAwHoIPd3d3LmV4YW1wbGUuY29tggtleGFtcGxlLmNvbTAd
    BgNVHQ4EFgQUPvi9NJZnPrdt175d7W5un+6QtxswBQYDK2VwA0EAOT98Nkx93J0e
    vSLPSqZsmAGLyxTGIFsQtOBQcqjQaMNC7lD2lUMWbyRv4MuoLEyIbvCax/3QyQss
    D8o5n83wAg==
    -----END CERTIFICATE-----
    """

  // string_mask=MASK:0x800; openssl req -x509 -new -config C -utf8 -subj '/O=Müller/CN=日本'
  static let bmp = """
    -----BEGIN CERTIFICATE-----
    MIHzMIGmAgEHMAUGAytlcDAmMRUwEwYDVQQKHgwATQD8AGwAbABlAHIxDTALBgNV
    BAMeBGXlZywwHhcNMjYxMTIxMDMzODEwWhcNMjcwMjE5MDMzODEwWjAmMRUwEwYD
    VQQKHgwATQD8AGwAbABlAHIxDTALBgNVBAMeBGXlZywwKjAFBgMrZXADIQAwINmt
    Dj9T9dFz2uSNHjcgo05iazXR6HsC45b6TA/YJjAFBgMrZXADQQCX+k8ac75R/Mt3
    F4xdolMqmY+DL1+DVTsPzEM7u/A9C1Xs9n4vGn9hqAY0suT+8YN9tp3ld0GflB46
    ODZ+750A
    -----END CERTIFICATE-----
    """

  // string_mask=MASK:0x4; openssl req -x509 -new -config C -utf8 -subj '/O=Müller'
  static let teletex = """
    -----BEGIN CERTIFICATE-----
    MIHIMHwCAQgwBQYDK2VwMBExDzANBgNVBAoUBk38bGxlcjAeFw0yNjExMjEwMzM4
    MTBaFw0yNzAyMTkwMzM4MTBaMBExDzANBgNVBAoUBk38bGxlcjAqMAUGAytlcAMh
    ADAg2a0OP1P10XPa5I0eNyCjTmJrNdHoewLjlvpMD9gmMAUGAytlcANBAKYE8xSO
    2/Kkeea5adkpkWKtWowhZl+0z+mppfCvsoE6+oDV3oslH/hn0HjWIeHjBH0Ei5mV
    v+H8oyPnkcChaAY=
    -----END CERTIFICATE-----
    """

  // openssl x509 -in ed25519 -addtrust serverAuth -trustout
  static let trusted = """
    -----BEGIN TRUSTED CERTIFICATE-----
    MIIBqDCCAVqgAwIBAgICAIAwBQYDK2VwMD8xCzAJBgNVBAYTAkRFMRYwFAYDVQQK
    DA1FeGFtcGxlLCBJbmMuMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wHhcNMjYx
    MTIxMDMzODEwWhcNMjcwMjE5MDMzODEwWjA/MQswCQYDVQQGEwJERTEWMBQGA1UE
    CgwNRXhhbXBsZSwgSW5jLjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMCowBQYD
    K2VwAyEAMCDZrQ4/U/XRc9rkjR43IKNOYms10eh7AuOW+kwP2CajejB4MAkGA1Ud
    EwQCMAAwDgYDVR0PAQH/BAQDAgWgMBMGA1UdJQQMMAoGCCsGAQUFBwMBMCcGA1Ud
    EQQgMB6CD3d3dy5leGFtcGxlLmNvbYILZXhhbXBsZS5jb20wHQYDVR0OBBYEFD74
    vTSWZz63bde+Xe1ubp/ukLcbMAUGAytlcANBAKq8MXxbk6f4kpGm805gJ/G6Jmwf
    QyomD+LXJIyVKhUDQNJcx7QPxK7AGvBlb3SK+qmKuVFZzRMZ6YLCtljm7AgwDDAK
    BggrBgEFBQcDAQ==
    -----END TRUSTED CERTIFICATE-----
    """

  // openssl req -new -config C -key P256 -reqexts csr; section `csr` has basicConstraints=CA:FALSE,
  // subjectAltName=DNS:request.example.com,IP:192.0.2.7
  static let request = """
    -----BEGIN CERTIFICATE REQUEST-----
    MIIBPTCB4wIBADA/MQswCQYDVQQGEwJERTEWMBQGA1UECgwNRXhhbXBsZSwgSW5j
    LjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0D
    AQcDQgAE1PJA4eJyPuVoIM2L+Qj5SH/oVVwi6EuuQ78JHKFdAyoIMWfBmw36+g76
    CUonqBsqSGvzMEBdSnggwXM36LW1HKBCMEAGCSqGSIb3DQEJDjEzMDEwCQYDVR0T
    BAIwADAkBgNVHREEHTAbghNyZXF1ZXN0LmV4YW1wbGUuY29thwTAAAIHMAoGCCqG
    SM49BAMCA0kAMEYCIQDyUGPdbZICAmg5SQpFzeuZZ7g35+sS8+kMY+en7bOKYwIh
    ALY+y/8qVvS8hZso1pSrWFcobRmClxDTvvBsrl6oXFPF
    -----END CERTIFICATE REQUEST-----
    """

  // openssl ca -gencrl -cert everyExtension -keyfile P256, default_crl_days=30
  static let revocationList = """
    -----BEGIN X509 CRL-----
    MIHDMGswCgYIKoZIzj0EAwIwPzELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUV4YW1w
    bGUsIEluYy4xGDAWBgNVBAMMD3d3dy5leGFtcGxlLmNvbRcNMjYxMTIxMDMzODEx
    WhcNMjYxMjIxMDMzODExWjAKBggqhkjOPQQDAgNIADBFAiAL6Bky6Y2/n8MFyJ/W
    ZyvrC/pClTUBZ7ePdaZ5ZyiekwIhAOY6+YUpAEJVYGxKdEjmPOuhwzTogLnCQta9
    CEQ3gssw
    -----END X509 CRL-----
    """

  // openssl crl2pkcs7 -nocrl -certfile ed25519
  static let pkcs7 = """
    -----BEGIN PKCS7-----
    MIIB1wYJKoZIhvcNAQcCoIIByDCCAcQCAQExADALBgkqhkiG9w0BBwGgggGsMIIB
    qDCCAVqgAwIBAgICAIAwBQYDK2VwMD8xCzAJBgNVBAYTAkRFMRYwFAYDVQQKDA1F
    eGFtcGxlLCBJbmMuMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wHhcNMjYxMTIx
    MDMzODEwWhcNMjcwMjE5MDMzODEwWjA/MQswCQYDVQQGEwJERTEWMBQGA1UECgwN
    RXhhbXBsZSwgSW5jLjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMCowBQYDK2Vw
    AyEAMCDZrQ4/U/XRc9rkjR43IKNOYms10eh7AuOW+kwP2CajejB4MAkGA1UdEwQC
    MAAwDgYDVR0PAQH/BAQDAgWgMBMGA1UdJQQMMAoGCCsGAQUFBwMBMCcGA1UdEQQg
    MB6CD3d3dy5leGFtcGxlLmNvbYILZXhhbXBsZS5jb20wHQYDVR0OBBYEFD74vTSW
    Zz63bde+Xe1ubp/ukLcbMAUGAytlcANBAKq8MXxbk6f4kpGm805gJ/G6JmwfQyom
    D+LXJIyVKhUDQNJcx7QPxK7AGvBlb3SK+qmKuVFZzRMZ6YLCtljm7AgxAA==
    -----END PKCS7-----
    """
}
