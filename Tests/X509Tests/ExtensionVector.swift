/// A certificate with every extension there is a reader for.
enum ExtensionVector {

  // openssl req -x509 -new -config C -key P256 -sha256 -days 90 -extensions full -set_serial 4711
  //
  //   [full]
  //   basicConstraints=critical,CA:TRUE,pathlen:1
  //   keyUsage=critical,digitalSignature,keyCertSign,cRLSign,keyAgreement,decipherOnly
  //   extendedKeyUsage=serverAuth,clientAuth,1.3.6.1.4.1.311.21.8.16735922.7437492.10570883
  //   subjectKeyIdentifier=hash
  //   authorityKeyIdentifier=keyid:always,issuer:always
  //   subjectAltName=@names
  //   issuerAltName=URI:https://issuer.example.com
  //   nameConstraints=critical,permitted;DNS:example.com,permitted;IP:10.0.0.0/255.0.0.0,exclude…
  //   certificatePolicies=2.23.140.1.2.1,@policy
  //   policyMappings=1.2.3.4:1.2.3.5
  //   policyConstraints=critical,requireExplicitPolicy:3,inhibitPolicyMapping:0
  //   inhibitAnyPolicy=critical,2
  //   crlDistributionPoints=point
  //   freshestCRL=URI:http://crl.example.com/delta.crl
  //   authorityInfoAccess=OCSP;URI:http://ocsp.example.com,caIssuers;URI:http://ca.example.com/c…
  //   subjectInfoAccess=caRepository;URI:http://ca.example.com/all
  //   tlsfeature=status_request,17
  //   nsCertType=sslCA,server
  //   1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:qc
  //   1.3.6.1.4.1.11129.2.4.2=ASN1:FORMAT:HEX,OCTETSTRING:006a003300aaaaaaaaaaaaaaaaaaaaaaaaaaaa…
  //   1.3.6.1.5.5.7.48.1.5=ASN1:NULL
  //   1.2.3.4.5.6.7=critical,ASN1:NULL
  //   2.5.29.16=ASN1:SEQUENCE:period
  //   [period]
  //   a=IMPLICIT:0,GENTIME:20260101000000Z
  //   b=IMPLICIT:1,GENTIME:20270101000000Z
  //   [qc]
  //   one=SEQUENCE:qcone
  //   [qcone]
  //   id=OID:0.4.0.1862.1.1
  //   [names]
  //   DNS.1=www.example.com
  //   DNS.2=*.example.com
  //   IP.1=192.0.2.1
  //   IP.2=2001:db8::1
  //   email.1=admin@example.com
  //   URI.1=https://example.com/x
  //   RID.1=1.2.3.4
  //   dirName.1=dirsect
  //   otherName.1=1.3.6.1.4.1.311.20.2.3;UTF8:user@example.com
  //   [dirsect]
  //   O=Directory
  //   CN=Someone
  //   [policy]
  //   policyIdentifier=1.2.3.4
  //   CPS.1=https://cps.example.com
  //   userNotice.1=@notice
  //   [notice]
  //   explicitText=Hello
  //   [point]
  //   fullname=URI:http://crl.example.com/ca.crl
  //   CRLissuer=dirName:dirsect
  //   reasons=keyCompromise,CACompromise
  static let everyExtension = """
    -----BEGIN CERTIFICATE-----
    MIIGRzCCBe6gAwIBAgICEmcwCgYIKoZIzj0EAwIwPzELMAkGA1UEBhMCREUxFjAU
    BgNVBAoMDUV4YW1wbGUsIEluYy4xGDAWBgNVBAMMD3d3dy5leGFtcGxlLmNvbTAe
    Fw0yNjExMjEwMzM4MTBaFw0yNzAyMTkwMzM4MTBaMD8xCzAJBgNVBAYTAkRFMRYw
    FAYDVQQKDA1FeGFtcGxlLCBJbmMuMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20w
    WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATU8kDh4nI+5WggzYv5CPlIf+hVXCLo
    S65DvwkcoV0DKggxZ8GbDfr6DvoJSieoGypIa/MwQF1KeCDBczfotbUco4IE2DCC
    BNQwEgYDVR0TAQH/BAgwBgEB/wIBATAPBgNVHQ8BAf8EBQMDB46AMDQGA1UdJQQt
    MCsGCCsGAQUFBwMBBggrBgEFBQcDAgYVKwYBBAGCNxUIh/29MoPF+TSFhZkDMB0G
    A1UdDgQWBBThq/cnU8AbDm/oC4lz8kih4rYalzBoBgNVHSMEYTBfgBThq/cnU8Ab
    Dm/oC4lz8kih4rYal6FDpEEwPzELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUV4YW1w
    bGUsIEluYy4xGDAWBgNVBAMMD3d3dy5leGFtcGxlLmNvbYICEmcwgb4GA1UdEQSB
    tjCBs4IPd3d3LmV4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29thwTAAAIBhxAgAQ24
    AAAAAAAAAAAAAAABgRFhZG1pbkBleGFtcGxlLmNvbYYVaHR0cHM6Ly9leGFtcGxl
    LmNvbS94iAMqAwSkKDAmMRIwEAYDVQQKDAlEaXJlY3RvcnkxEDAOBgNVBAMMB1Nv
    bWVvbmWgIAYKKwYBBAGCNxQCA6ASDBB1c2VyQGV4YW1wbGUuY29tMCUGA1UdEgQe
    MByGGmh0dHBzOi8vaXNzdWVyLmV4YW1wbGUuY29tMDsGA1UdHgEB/wQxMC+gGzAN
    ggtleGFtcGxlLmNvbTAKhwgKAAAA/wAAAKEQMA6BDC5iYWQuZXhhbXBsZTBWBgNV
    HSAETzBNMAgGBmeBDAECATBBBgMqAwQwOjAjBggrBgEFBQcCARYXaHR0cHM6Ly9j
    cHMuZXhhbXBsZS5jb20wEwYIKwYBBQUHAgIwBxoFSGVsbG8wFQYDVR0hBA4wDDAK
    BgMqAwQGAyoDBTASBgNVHSQBAf8ECDAGgAEDgQEAMA0GA1UdNgEB/wQDAgECMF4G
    A1UdHwRXMFUwU6AhoB+GHWh0dHA6Ly9jcmwuZXhhbXBsZS5jb20vY2EuY3JsgQIF
    YKIqpCgwJjESMBAGA1UECgwJRGlyZWN0b3J5MRAwDgYDVQQDDAdTb21lb25lMDEG
    A1UdLgQqMCgwJqAkoCKGIGh0dHA6Ly9jcmwuZXhhbXBsZS5jb20vZGVsdGEuY3Js
    MF0GCCsGAQUFBwEBBFEwTzAjBggrBgEFBQcwAYYXaHR0cDovL29jc3AuZXhhbXBs
    ZS5jb20wKAYIKwYBBQUHMAKGHGh0dHA6Ly9jYS5leGFtcGxlLmNvbS9jYS5kZXIw
    NQYIKwYBBQUHAQsEKTAnMCUGCCsGAQUFBzAFhhlodHRwOi8vY2EuZXhhbXBsZS5j
    b20vYWxsMBQGCCsGAQUFBwEYBAgwBgIBBQIBETARBglghkgBhvhCAQEEBAMCAkQw
    GAYIKwYBBQUHAQMEDDAKMAgGBgQAjkYBATB8BgorBgEEAdZ5AgQCBG4EbABqADMA
    qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqoAAAGbdtqoAAAABAMABDAC
    BQAAMwC7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7uwAAAZt22qh7AAAE
    AwAEMAIFADAPBgkrBgEFBQcwAQUEAgUAMA8GBioDBAUGBwEB/wQCBQAwKwYDVR0Q
    BCQwIoAPMjAyNjAxMDEwMDAwMDBagQ8yMDI3MDEwMTAwMDAwMFowCgYIKoZIzj0E
    AwIDRwAwRAIgPbxu663QGMsEytNqwFCNvBqBPQxPBaSOgNNF67gOrGoCIFu9AZmP
    jg+JnCdg9gTJOPispvD1zn5A3NvfUf3sry1F
    -----END CERTIFICATE-----
    """
}
