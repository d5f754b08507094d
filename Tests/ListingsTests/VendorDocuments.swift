/// The examples that vendors publish, mended where they are no JSON.
enum VendorDocuments {
  static let list = """
    [
      {
          "id": 3515906310,
          "deleted": false,
          "name": "Cert1",
          "displayName": "Cert1",
          "siteId": "le1606809",
          "status": "UnAvailable",
          "expirationDate": null
      }
    ]
    """

  static let create = """
    {

        "id": 3515906310,

        "deleted": false,

        "name": "Cert1",

        "displayName": "Cert1",

        "siteId": "le1606809",

        "status": "UnAvailable",

        "expirationDate": null
    }
    """

  /// As published, with a sibling that could not be saved.
  static let createFromFile = """
    {
       "successfulySavedCertificates":[
          {
             "id":2628739923,
             "deleted":false,
             "name":"{certificateName}",
             "displayName":"{certificateName}",
             "siteId":"{accountId}",
             "status":"Available",
    \t "expirationDate": null
          }
       ],
       "failedSaveToVaultCertificates":[
          {
             "id":2628739924,
             "deleted":false,
             "name":"second",
             "displayName":"Second",
             "siteId":"{accountId}",
             "status":"Available",
             "expirationDate": null
          }
       ]
    }
    """

  /// The published one has no opening brace, a stray pair at its end, and raw line breaks in PEM.
  static let collection = #"""
    {
      "totalItems": 1,
      "search": {"@type": "string", "mapping": [{"@type": "string", "required": true}]},
      "view": {"@id": "string", "@type": "string", "first": "string", "last": "string"},
      "member": [
        {
          "@context": "string", "@id": "string", "@type": "string",
          "id": "9f8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d",
          "domainName": "example.com",
          "type": "auto_managed",
          "status": "active",
          "certificateData": "-----BEGIN CERTIFICATE-----\nMIIC...snip...IDAQAB\n-----END CERTIFICATE-----",
          "privateKeyData": "-----BEGIN PRIVATE KEY-----\nMIIE...snip...QIDAQ\n-----END PRIVATE KEY-----",
          "chainData": "-----BEGIN CERTIFICATE-----\nMIID...snip...b3RQ\n-----END CERTIFICATE-----",
          "expiresAt": "2026-09-30T12:00:00+00:00",
          "issuer": "Let's Encrypt",
          "fingerprint": "sha256:3b:0a:1f:...:9c:2d",
          "sans": [
            {"@context": "string", "@id": "string", "id": "9d1e8a4c", "name": "www.example.com",
             "dnsStatus": "valid", "sslStatus": "covered"}
          ],
          "lastAttempt": {"@id": "string", "id": "9f1c2d3e", "type": "acme_renew",
            "status": "succeeded", "startedAt": "2026-07-01T09:15:00+00:00",
            "finishedAt": "2026-07-01T09:16:42+00:00"},
          "createdAt": "2026-07-01T09:15:00+00:00",
          "updatedAt": "2026-07-01T09:20:00+00:00",
          "organizationId": 42,
          "attemptCount": 3
        }
      ]
    }
    """#

  static let accessCertificates = """
    {
      "errors": [{"code": 1000, "message": "message", "documentation_url": "documentation_url"}],
      "messages": [{"code": 1000, "message": "message"}],
      "success": true,
      "result": [
        {
          "id": "id",
          "associated_hostnames": [
            "admin.example.com"
          ],
          "created_at": "2014-01-01T05:20:00.12345Z",
          "expires_on": "2014-01-01T05:20:00.12345Z",
          "fingerprint": "MD5 Fingerprint=1E:80:0F:7A:FD:31:55:96:DE:D5:CB:E2:F0:91:F6:91",
          "name": "Allow devs",
          "updated_at": "2014-01-01T05:20:00.12345Z"
        }
      ],
      "result_info": {"count": 1, "page": 1, "per_page": 20, "total_count": 2000, "total_pages": 100}
    }
    """

  static let accessFailure = """
    {"result":null,"success":false,"errors":[{"code":10000,"message":"Authentication error"}],
     "messages":[]}
    """
}
