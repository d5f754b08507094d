/// Certificates by OpenSSL 3.0, self-signed by `openssl req -x509 -new -days 36500 -set_serial 1`
/// where not said otherwise.
enum CertificateVectors {
  /// `CN=ca` of an Ed25519 key, with OpenSSL's default extensions.
  static let ca = base64(
    """
    MIIBHTCB0KADAgECAgEBMAUGAytlcDANMQswCQYDVQQDDAJjYTAgFw0yNjExMjEwMzExMzRaGA8yMTI2MTAyODAzMTEz\
    NFowDTELMAkGA1UEAwwCY2EwKjAFBgMrZXADIQCKi5yVy8f/1rSEm+BkpfeT36PZ7rQa2x5amFtG2a3X8KNTMFEwHQYD\
    VR0OBBYEFL7YETd+q8iUEQIhZTZggLchwuAHMB8GA1UdIwQYMBaAFL7YETd+q8iUEQIhZTZggLchwuAHMA8GA1UdEwEB\
    /wQFMAMBAf8wBQYDK2VwA0EAj62wgQffrP9wehevSUAQ/c+6orhb0aTjJ2rynuimgymvkJNiX94cAlP0LX5S+aVuHchX\
    iGlby2KtweFtuGbiDA==
    """)

  /// `CN=leaf` by `openssl x509 -req -CA ca.pem -CAkey ca.key -set_serial 2 -days 36500`.
  static let leaf = base64(
    """
    MIHEMHgCAQIwBQYDK2VwMA0xCzAJBgNVBAMMAmNhMCAXDTI2MTEyMTAzMTEzNFoYDzIxMjYxMDI4MDMxMTM0WjAPMQ0w\
    CwYDVQQDDARsZWFmMCowBQYDK2VwAyEA4dqBcVLbwEcgKexc5OBPSxsWHWdQpuZ3/nQFzdTtYRIwBQYDK2VwA0EAQmLF\
    /xPlPXcUFcipJMb9O5yr1XNTI0hHreo94JjqNImaCRcN7ShpyPSkGt5hOb1wA84vO5JlzO1zbrmEabysDA==
    """)

  /// `-md5` with an RSA key of 1,024 bits, as in the next three.
  static let md5 = base64(
    """
    MIIBjDCB9gIBATANBgkqhkiG9w0BAQQFADAOMQwwCgYDVQQDDANtZDUwIBcNMjYxMTIxMDMxMzEzWhgPMjEyNjEwMjgw\
    MzEzMTNaMA4xDDAKBgNVBAMMA21kNTCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAsMu7zlnEFtWec3AuXNmTIxye\
    gZLzdKAEXeqwVnsgoQou32wiaErwV94i1+numwN7U9hqdymebAdfSNPc6kUiLX5Ibv/Ocavj/OL4rJhi+gwfwvPJ90pS\
    1YlDCHobx5jK2Q0wG8ur0i9dxHi3RMxeZBemRLS9FKt4AJ82+z85HtkCAwEAATANBgkqhkiG9w0BAQQFAAOBgQA07ep/\
    F2AgZ1iDFduOHv3XXxojMj6AaQ7rgLvdRoIWB6WepLtnNhXaZy7d7aor3UoXwVmKxtujKK1UnYrHORJI/PpeYisfP1Mr\
    jh9XaVRP+giZiYDxFkJyTM+q4dUqohvVfacGgwUnM58VPqiJzpNkSSg/rva9ysDiGwZxv3QOtg==
    """)

  /// `-sha1`.
  static let sha1 = base64(
    """
    MIIBjjCB+AIBATANBgkqhkiG9w0BAQUFADAPMQ0wCwYDVQQDDARzaGExMCAXDTI2MTEyMTAzMTMxM1oYDzIxMjYxMDI4\
    MDMxMzEzWjAPMQ0wCwYDVQQDDARzaGExMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCwy7vOWcQW1Z5zcC5c2ZMj\
    HJ6BkvN0oARd6rBWeyChCi7fbCJoSvBX3iLX6e6bA3tT2Gp3KZ5sB19I09zqRSItfkhu/85xq+P84vismGL6DB/C88n3\
    SlLViUMIehvHmMrZDTAby6vSL13EeLdEzF5kF6ZEtL0Uq3gAnzb7Pzke2QIDAQABMA0GCSqGSIb3DQEBBQUAA4GBAESp\
    GRirOMQtEkO418BaVYNGiP1d7Zh1j+qLfJx3RS6vZ5PT4GjabDPvCx85NUQwhizelvm0M7y3gpQ9Uswe/SyU+Ubew2Kc\
    3wR18zPs+9NHIeVBHr2TXnzyt0KSUk8H+eSso42fwe5J771jHZ1PKBVVcblugNujo2/Xl2czN2y3
    """)

  /// `-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20`.
  static let pss = base64(
    """
    MIIB6zCCASUCAQEwPAYJKoZIhvcNAQEKMC+gDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQME\
    AgEFADAOMQwwCgYDVQQDDANwc3MwIBcNMjYxMTIxMDMxMzEzWhgPMjEyNjEwMjgwMzEzMTNaMA4xDDAKBgNVBAMMA3Bz\
    czCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAsMu7zlnEFtWec3AuXNmTIxyegZLzdKAEXeqwVnsgoQou32wiaErw\
    V94i1+numwN7U9hqdymebAdfSNPc6kUiLX5Ibv/Ocavj/OL4rJhi+gwfwvPJ90pS1YlDCHobx5jK2Q0wG8ur0i9dxHi3\
    RMxeZBemRLS9FKt4AJ82+z85HtkCAwEAATA8BgkqhkiG9w0BAQowL6APMA0GCWCGSAFlAwQCAQUAoRwwGgYJKoZIhvcN\
    AQEIMA0GCWCGSAFlAwQCAQUAA4GBAEeJUcuXcN4lcSCiKDW7HbRvnM5n26823mgQYfL+AeCfH205rND0FbRh35lVNKfQ\
    iNoQdRd3FnJ8WLrfq1H6ytNYF7uD2GRyHI8ylfa3vIJW5x0DWUjUhv2dOaURqDSLYtS5GPsLhOFSNswEOvXISb6PVuw0\
    +bmO60XBWkvvsroy
    """)

  /// `-md4 -provider legacy -provider default`.
  static let md4 = base64(
    """
    MIIBjDCB9gIBATANBgkqhkiG9w0BAQMFADAOMQwwCgYDVQQDDANtZDQwIBcNMjYxMTIxMDMxMzEzWhgPMjEyNjEwMjgw\
    MzEzMTNaMA4xDDAKBgNVBAMMA21kNDCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAsMu7zlnEFtWec3AuXNmTIxye\
    gZLzdKAEXeqwVnsgoQou32wiaErwV94i1+numwN7U9hqdymebAdfSNPc6kUiLX5Ibv/Ocavj/OL4rJhi+gwfwvPJ90pS\
    1YlDCHobx5jK2Q0wG8ur0i9dxHi3RMxeZBemRLS9FKt4AJ82+z85HtkCAwEAATANBgkqhkiG9w0BAQMFAAOBgQCgR/C5\
    iLjhmrFb4SieYUQtp3IdK+WlVkQ8AmO3QJgsDaxOBWNqn8dJlW8kYWUCALN2c2IuPnCSa1+h4S1ddcUjhHpkkSIuHupy\
    WvyWwBzpBDZ/IA4MliLEfcB/xG09xhDYVDg5AliXjG/mF5fGfYuVV6iFPTkNXzBlp65wS+9INg==
    """)

  /// `-sha1` with an RSA key of 512 bits.
  static let shortRSA = base64(
    """
    MIIBDTCBuAIBATANBgkqhkiG9w0BAQUFADARMQ8wDQYDVQQDDAZyc2E1MTIwIBcNMjYxMTIxMDMxMzEzWhgPMjEyNjEw\
    MjgwMzEzMTNaMBExDzANBgNVBAMMBnJzYTUxMjBcMA0GCSqGSIb3DQEBAQUAA0sAMEgCQQC5zjFY+EdejPx6FsMx5Td2\
    oHLZdO740yCYSKOWW0AzGDITQYNvvCfMkClXEs3eDZ+kZSLXnE4VEH6i7GYSXsGVAgMBAAEwDQYJKoZIhvcNAQEFBQAD\
    QQCg0MtMN+xg5jZS/2fytAnD6KVUzdmlbOJe/TBgDWMKsrsIREqS2gyp19qO1B/Uh268zkH6K4ggZOzxrcEvkq5I
    """)

  /// `-sha256` with a key on P-256.
  static let ecdsa = base64(
    """
    MIIBAzCBqgIBATAKBggqhkjOPQQDAjANMQswCQYDVQQDDAJlYzAgFw0yNjExMjEwMzEzMTNaGA8yMTI2MTAyODAzMTMx\
    M1owDTELMAkGA1UEAwwCZWMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASei6+Muk128hgqwCTJMkjyznoo5DmG0JP0\
    5cJscYo1FMtpX8zZwJ+8IL7+7ylHftrg4+hsYso+32XEBng1sUu5MAoGCCqGSM49BAMCA0gAMEUCIBrFlxMuTM4pahWO\
    a6Dd91bFkK7AARrGfCTges9rAcgMAiEAyWTNbJt9XtCsZvaO5MCpDvmfspZIee0YmRfHYCZ6PrA=
    """)
}
