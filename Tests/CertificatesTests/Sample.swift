import OperatingSystem
import RuleEngine
import X509

@testable import Certificates

/// Certificates of Examples/certificates, and what OpenSSL says of them.
enum Sample {
  static let chain = bytes("shop/fullchain.pem")
  static let root = bytes("ca/root.crt")
  static let request = bytes("example.com.csr")
  static let key = bytes("example.com.throw-away-key.pem")
  static let printer = bytes("printer.pem")
  static let revocationList = bytes("ca/issuing.crl")

  // openssl x509 -outform der | sha256sum
  static let shopDigest = "ed679050fc0ee56e54e57daf9c143bbc1fbac6964b6e9be2f291c3d67e3398e8"

  // openssl x509 -in ca/root.crt -addtrust serverAuth -trustout
  static let trusted = """
    -----BEGIN TRUSTED CERTIFICATE-----
    MIIB+TCCAX+gAwIBAgIUHUm3w5tVvUy640k2PgSx8U57zhkwCgYIKoZIzj0EAwIw
    PDELMAkGA1UEBhMCTkwxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxFTATBgNVBAMM
    DEV4YW1wbGUgUm9vdDAeFw0yNDAxMDEwMDAwMDBaFw00NDAxMDEwMDAwMDBaMDwx
    CzAJBgNVBAYTAk5MMRYwFAYDVQQKDA1FeGFtcGxlIFRydXN0MRUwEwYDVQQDDAxF
    eGFtcGxlIFJvb3QwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQw5xBy7dXLNfWTXmPB
    APTRkh2nwZy5bptC/sD+GNeyD+OKwvmxl8KgaBqC4x16/bPchVL2+4peuOoLbYMK
    Qq1Q8UTOPD9x1s4kCHcMwVm/mh2QAYSXUfcl7e/hewocM1ujQjBAMA8GA1UdEwEB
    /wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSEfih4h5uobRirBZsm
    FMDTEzYwKjAKBggqhkjOPQQDAgNoADBlAjADhAePX6tNxdKQHGwhHFrE1Ma20GmZ
    rQXI/NIElaB7n4c2lZHDRdcQH0KL7eB+8SkCMQDcTLsefPsNxek2WixZKlx3pWBS
    3jiI4uR5hkSp+gwpPT+8CvLMyXW4IkyBmJJYFskwDDAKBggrBgEFBQcDAQ==
    -----END TRUSTED CERTIFICATE-----
    """

  /// The first block of the chain.
  static var shop: String {
    let text = String(decoding: chain, as: UTF8.self)
    return text.split(separator: "-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n"
  }

  /// A store of Examples/certificates; its password is `example`.
  static func store(_ name: String) -> [UInt8] { bytes("../stores/\(name)") }

  private static func bytes(_ name: String) -> [UInt8] {
    var folder = #filePath
    for _ in 0..<3 { folder = Paths.directory(of: folder) }
    let path = Paths.join(folder, "Examples/certificates/certs/\(name)")
    let contents = try? FileBytes.contents(ofFile: path)
    return contents.map { $0.bytes(in: 0..<$0.count) } ?? []
  }
}

/// The records of a file, each with a reader that is turned to it.
func records(
  _ bytes: [UInt8], as format: CertificateFormat? = nil
) -> [any RecordReader] {
  let bytes = FileBytes(bytes)
  guard let format = format ?? CertificateFormat(recognising: bytes) else { return [] }
  let file = CertificateFile(bytes, place: "in", format: format)
  return (0..<file.count).map { index in
    let reader = file.makeReader()
    reader.move(to: index)
    return reader
  }
}

func records(_ text: String) -> [any RecordReader] { records(Array(text.utf8)) }
