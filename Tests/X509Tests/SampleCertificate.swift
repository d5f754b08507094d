import X509

/// DER made by hand.
enum DER {
  static func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    var length: [UInt8] = []
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(rest & 0xFF), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

  static func oid(_ dotted: String) -> [UInt8] { element(6, OID(dotted: dotted)?.content ?? []) }

  static func text(_ tag: UInt8, _ text: String) -> [UInt8] { element(tag, Array(text.utf8)) }

  /// A Name of relative names of one attribute each.
  static func name(_ attributes: [UInt8]...) -> [UInt8] {
    element(0x30, attributes.flatMap { element(0x31, $0) })
  }

  static func attribute(_ type: String, _ value: [UInt8]) -> [UInt8] {
    sequence(oid(type), value)
  }

  static func `extension`(_ type: String, critical: [UInt8] = [], _ value: [UInt8]) -> [UInt8] {
    sequence(oid(type), critical, element(4, value))
  }
}

/// A small certificate in good order, each part of which may be replaced by anything.
struct SampleCertificate {
  var version: [UInt8] = [0xA0, 3, 2, 1, 2]
  var serial: [UInt8] = [2, 1, 0x11]
  var innerAlgorithm = DER.sequence(DER.oid("1.3.101.112"))
  var issuer = DER.name(DER.attribute("2.5.4.3", DER.text(12, "Issuer")))
  var validity = DER.sequence(DER.text(0x17, "260101000000Z"), DER.text(0x17, "270101000000Z"))
  var subject = DER.name(DER.attribute("2.5.4.3", DER.text(12, "Subject")))
  var key = SampleCertificate.key("1.3.101.112", [UInt8](repeating: 7, count: 32))
  var uniqueIDs: [UInt8] = []
  /// Nil for none, not even an empty list.
  var extensions: [[UInt8]]? = [DER.extension("2.5.29.14", DER.element(4, [1, 2, 3, 4]))]
  var rest: [UInt8] = []
  var outerAlgorithm = DER.sequence(DER.oid("1.3.101.112"))
  var signature: [UInt8] = [3, 3, 0, 1, 2]
  var trailer: [UInt8] = []

  static func key(_ algorithm: String, _ key: [UInt8], parameters: [UInt8] = []) -> [UInt8] {
    DER.sequence(DER.sequence(DER.oid(algorithm), parameters), DER.element(3, [0] + key))
  }

  var bytes: [UInt8] {
    let list = extensions.map { DER.element(0xA3, DER.element(0x30, $0.flatMap { $0 })) } ?? []
    let fields = [
      version, serial, innerAlgorithm, issuer, validity, subject, key, uniqueIDs, list, rest,
    ]
    let tbs = DER.element(0x30, fields.flatMap { $0 })
    return DER.sequence(tbs, outerAlgorithm, signature) + trailer
  }

  /// The certificate read, or nil if the test made something that is none.
  func read<Fact>(_ fact: (CertificateLayout, Span<UInt8>) -> Fact?) -> Fact? {
    let bytes = bytes
    guard let layout = try? CertificateLayout(bytes.span) else { return nil }
    return fact(layout, bytes.span)
  }

  /// What the reader forgave, without the places.
  var faults: [CertificateFault.Kind] { read { $0.faults(in: $1).map(\.kind) } ?? [] }
}

extension Certificate {
  /// The first block of a PEM text.
  init(pem: String) throws {
    try self.init(PEMText.decoded(pem))
  }
}

enum PEMText {
  /// The bytes of the first block.
  static func decoded(_ pem: String) throws -> [UInt8] {
    let text = Array(pem.utf8)
    var scanner = PEMScanner()
    var buffer = Base64Buffer()
    guard let block = scanner.next(in: text.span) else { return [] }
    try block.decode(text.span, into: &buffer)
    return buffer.bytes
  }
}
