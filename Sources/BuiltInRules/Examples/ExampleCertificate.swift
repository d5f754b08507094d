/// Certificates that rules show their work on, of Ed25519 keys that were thrown away: DER in base64.
enum ExampleCertificate {
  /// `Example Root`, an authority that issued itself.
  static let root =
    """
    MIIBLTCB4KADAgECAhBaGcAH44hB0muQDzN+pLgBMAUGAytlcDAXMRUwEwYDVQQDDAxFeGFtcGxlIFJv\
    b3QwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAwWjAXMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3Qw\
    KjAFBgMrZXADIQAXgG8/IPy8aRDW55LF8n19/+pPElKv36Un10KoaO2Hg6NCMEAwDwYDVR0TAQH/BAUw\
    AwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFLGWqX3zHn1fA0T/vo7h2wgYPtKgMAUGAytlcANB\
    AIIzR0EPQS8ECNGPojDA5Gx5zDQAT22vldH95qkSsM1rMMwqXTyGoPjPAyhSKdrY8d0GzaWdTPr9xcDO\
    bCkiIws=
    """

  /// `Example CA 1`, an authority that the root issued, with no authorities below it.
  static let intermediate =
    """
    MIIBUjCCAQSgAwIBAgIQWhnAB+OIQdJrkA8zfqS4AjAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAx\
    MCowBQYDK2VwAyEAwDnrhllkv3huGywhBaX5aWUritBRm1eT6jPeVt6H0/ajZjBkMBIGA1UdEwEB/wQI\
    MAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBRr4V5nsslj/4rGcq1kApxJLmIcAzAfBgNV\
    HSMEGDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQDVqYUl7I4Pat2ifzZgdheMHiiMLg3M\
    hoyhT0d0qRjPOxmHdh3V4LmKhhBY4cEkXAw+00zHjWY8UYcJzcrDuCwE
    """

  /// `api.example` and `www.example`, issued by the intermediate, from 2025-12-01 to 2026-03-01.
  static let leaf =
    """
    MIIBMjCB5aADAgECAhBaGcAH44hB0muQDzN+pLgDMAUGAytlcDAXMRUwEwYDVQQDDAxFeGFtcGxlIENB\
    IDEwHhcNMjUxMjAxMDAwMDAwWhcNMjYwMzAxMDAwMDAwWjAWMRQwEgYDVQQDDAthcGkuZXhhbXBsZTAq\
    MAUGAytlcAMhAFQB/UIY4F4bCrCAy9+GZ7YO3s1vhvXPnwa8lQdnaWPBo0gwRjAfBgNVHSMEGDAWgBRr\
    4V5nsslj/4rGcq1kApxJLmIcAzAjBgNVHREEHDAaggthcGkuZXhhbXBsZYILd3d3LmV4YW1wbGUwBQYD\
    K2VwA0EAkAfeEiNwiYTBsbowLPYNT98JVC0kjMibCNh+3GGZUyyI60CyOroq3Wcmq2M7gafkrMBGb85K\
    FjpAprEGXRT8Ag==
    """

  /// `Example CA 1` with another key.
  static let impostor =
    """
    MIIBUjCCAQSgAwIBAgIQWhnAB+OIQdJrkA8zfqS4BDAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAx\
    MCowBQYDK2VwAyEAwAw9kHAY+dS11XIxntvi/I+vpfG4q10JkQF1ZLi65G+jZjBkMBIGA1UdEwEB/wQI\
    MAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSY9mznXGstBFCky8dSHdzeUMqcaDAfBgNV\
    HSMEGDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQDGLGYt9vVNPWgfVS9uHEEIVOx2XyUE\
    z4ppYBI1FnC9lPyIuHLn/TljzuQHWcVWQ/FyT2eSdYCdTlzxe0/TxyoL
    """

  /// A record of a certificate and of those that come with it.
  static func record(_ certificate: String, chain: [String]) -> String {
    let others = chain.map { "\"\($0)\"" }.joined(separator: ",")
    return "{\"name\":\"api\",\"certificate\":\"\(certificate)\",\"chain\":[\(others)]}"
  }
}
