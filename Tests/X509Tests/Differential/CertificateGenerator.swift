/// Makes certificates in which every field takes every form, in an order that is always the same.
///
/// The signatures are noise: no reader looks at them.
struct CertificateGenerator {
  private var random: SplitMix
  /// SubjectPublicKeyInfos of curves, which must be of points that are on them.
  private let curveKeys: [[UInt8]]

  init(seed: UInt64, curveKeys: [[UInt8]]) {
    random = SplitMix(state: seed)
    self.curveKeys = curveKeys
  }

  mutating func next() -> [UInt8] {
    var sample = SampleCertificate()
    let version = UInt8(random.chance(9, in: 10) ? 2 : random.below(2))
    sample.version = version == 0 ? [] : [0xA0, 3, 2, 1, version]
    sample.serial = random.integer(bytes: 1...21, negative: random.chance(1, in: 8))
    sample.innerAlgorithm = random.signatureAlgorithm()
    sample.outerAlgorithm =
      random.chance(9, in: 10) ? sample.innerAlgorithm : random.signatureAlgorithm()
    sample.issuer = random.name()
    sample.validity = DER.sequence(random.time(), random.time())
    sample.subject = random.name()
    sample.key = key()
    if version > 0, random.chance(1, in: 5) {
      sample.uniqueIDs =
        DER.element(0x81, random.bits(bytes: 0...20))
        + DER.element(0x82, random.bits(bytes: 0...20))
    }
    let count = random.below(12)
    sample.extensions = version == 2 ? (0..<count).map { _ in random.extension() } : nil
    sample.signature = DER.element(3, random.bits(bytes: 0...70))
    return sample.bytes
  }

  mutating func nextRequest() -> [UInt8] {
    let wishes = (0..<random.below(6)).flatMap { _ in random.extension() }
    let attributes = [
      DER.sequence(DER.oid("1.2.840.113549.1.9.7"), DER.element(0x31, random.text())),
      wishes.isEmpty
        ? []
        : DER.sequence(
          DER.oid(random.pick(["1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"])),
          DER.element(0x31, DER.element(0x30, wishes))),
    ]
    let info = DER.sequence(
      [2, 1, 0], random.name(), key(),
      DER.element(0xA0, random.pick([attributes.flatMap { $0 }, attributes[1]])))
    return DER.sequence(
      info, random.signatureAlgorithm(), DER.element(3, random.bits(bytes: 0...70)))
  }

  private mutating func key() -> [UInt8] {
    switch random.below(8) {
    case 0, 1:
      let numbers = DER.sequence(
        random.integer(bytes: 60...200), random.pick([[2, 1, 3], [2, 3, 1, 0, 1]]))
      return SampleCertificate.key("1.2.840.113549.1.1.1", numbers, parameters: [5, 0])
    case 2, 3: return random.pick(curveKeys)
    case 4:
      let (oid, count) = random.pick([("110", 32), ("111", 56), ("112", 32), ("113", 57)])
      return SampleCertificate.key("1.3.101." + oid, random.bytes(count...count))
    case 5:
      let numbers = (0..<3).flatMap { _ in random.integer(bytes: 20...128) }
      return SampleCertificate.key(
        "1.2.840.10040.4.1", random.integer(bytes: 20...128),
        parameters: DER.element(0x30, numbers))
    case 6:
      // OpenSSL 3.0 does not know these, but says which they are.
      let arc = random.pick(["3.17", "3.18", "3.20", "3.31", "4.1", "4.3"])
      return SampleCertificate.key("2.16.840.1.101.3.4." + arc, random.bytes(1...1312))
    default:
      return SampleCertificate.key(
        random.identifier(), random.bytes(0...40), parameters: random.pick([[], [5, 0]]))
    }
  }
}

/// A small generator of random numbers that are the same everywhere (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 up to, but not including, a bound.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func chance(_ wins: Int, in games: Int) -> Bool { below(games) < wins }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
    (0..<count(range)).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
