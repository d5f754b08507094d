import RuleEngine

/// Asks for a serial number that is one, and that is too long to be guessed.
struct SerialNumber: RecordRule {
  private static let maxOctets = Option.count(
    "max-octets", default: 20, in: 1...1000,
    "How many octets the number may have as it is encoded, its sign included.")
  private static let minBits = Option.count(
    "min-bits", default: 64, in: 0...512,
    "How many random bits the number must have room for; 0 asks for none.")

  private let maxOctets: Int
  private let minBits: Int

  init(options: Options) throws(OptionError) {
    maxOctets = try options[Self.maxOctets]
    minBits = try options[Self.minBits]
    if minBits >= maxOctets * 8 {
      throw OptionError(
        "min-bits must be less than \(maxOctets * 8): max-octets leaves no more",
        option: Self.minBits.name)
    }
  }

  var needs: [Fact] { [.serial] }

  var requirement: String {
    let room = minBits > 0 ? ", with room for \(minBits) random bits" : ""
    return "a serial number above 0, of \(maxOctets) octets at most\(room)"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let serial = try record.text(.serial)
    guard serial.utf8.first != UInt8(ascii: "-") else {
      return findings.full(.negative, evidence: .init(.serial))
    }
    let bits = significantBits(inHexadecimal: serial)
    // Nobody revokes a root by its number, and nobody but the authority chooses what it signs.
    let isItsOwn = record.reader.flag(.selfIssued).value == true
    guard bits > 0 else {
      return isItsOwn
        ? findings.early(.zero, evidence: .init(.serial))
        : findings.full(.zero, evidence: .init(.serial))
    }
    if bits / 8 + 1 > maxOctets {
      findings.full(.tooLong(bits / 8 + 1, maxOctets), evidence: .init(.serial))
    }
    if !isItsOwn { judgeRoom(octets: (bits + 7) / 8, &findings) }
  }

  private func judgeRoom(octets: Int, _ findings: inout Findings) {
    let filled = (minBits + 7) / 8
    switch filled - octets {
    case ...0: break
    case 1: findings.early(.shortByOne(octets, minBits), evidence: .init(.serial))
    default: findings.full(.tooShort(octets, minBits), evidence: .init(.serial))
    }
  }

  private func significantBits(inHexadecimal text: String) -> Int {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
    guard let first = digits.first else { return 0 }
    let value = first & 0x0F &+ (first > 0x40 ? 9 : 0)
    return (digits.count - 1) * 4 + (value.bitWidth - value.leadingZeroBitCount)
  }
}

extension SerialNumber {
  static let documentation = RuleDocumentation(
    id: "serial-number",
    summary: "A serial number is positive, no longer than allowed, and too long to be guessed.",
    rationale: """
      Revocation lists name certificates by their serial numbers, and software that meets one that \
      is zero, negative or longer than 20 octets refuses the certificate or reads another number. \
      A number that cannot be guessed keeps an attacker from preparing a certificate that shares \
      its signature with one he is about to be issued, as was done to MD5. Only the length can be \
      judged from one certificate: a long number may still be a counter, and one random number of \
      64 bits in 256 comes out an octet shorter, which is a warning at most. What an authority \
      issued to itself needs no such protection, and zero is a warning at most there: some roots \
      that everyone trusts have it.
      """,
    citation: """
      RFC 5280, section 4.1.2.2 (Serial Number); CA/Browser Forum TLS Baseline Requirements, \
      section 7.1.2.7
      """,
    options: [maxOctets.declaration, minBits.declaration],
    passing: [
      RuleExample(
        "sixteen random octets",
        records: [#"{"name":"api","serial":"5a:19:c0:07:e3:88:41:d2:6b:90:0f:33:7e:a4:b8:12"}"#]),
      RuleExample(
        "twenty octets, the sign included",
        records: [#"{"name":"api","serial":"7fffffffffffffffffffffffffffffffffffffff"}"#]),
      RuleExample(
        "a root's own number is as short as it likes",
        records: [#"{"name":"root","serial":"01","certificate":{"selfIssued":true}}"#]),
      RuleExample(
        "nothing is asked of the length",
        options: "min-bits: 0",
        records: [#"{"name":"api","serial":"2a"}"#]),
    ],
    flagged: [
      RuleExample(
        "zero",
        records: [#"{"name":"api","serial":"00"}"#],
        messages: ["the serial number is zero"]),
      RuleExample(
        "zero, for a root",
        records: [#"{"name":"root","serial":"00","certificate":{"selfIssued":true}}"#],
        messages: ["the serial number is zero"]),
      RuleExample(
        "twenty octets whose first bit makes a twenty-first needed",
        records: [#"{"name":"api","serial":"ffffffffffffffffffffffffffffffffffffffff"}"#],
        messages: ["the serial number has 21 octets, and 20 are allowed"]),
      RuleExample(
        "a counter",
        records: [#"{"name":"api","serial":"01:e2:40"}"#],
        messages: ["the serial number has 3 octets, too few for 64 random bits"]),
      RuleExample(
        "an octet short, as happens to one random number in 256",
        records: [#"{"name":"api","serial":"c0:07:e3:88:41:d2:6b"}"#],
        messages: [
          "the serial number has 7 octets, one less than 64 random bits fill in most cases"
        ]),
    ])
}

extension String {
  fileprivate static let negative = "the serial number is negative"
  fileprivate static let zero = "the serial number is zero"

  fileprivate static func tooLong(_ octets: Int, _ allowed: Int) -> String {
    "the serial number has \(octets) octets, and \(allowed) are allowed"
  }

  fileprivate static func tooShort(_ octets: Int, _ bits: Int) -> String {
    "the serial number has \(octets) octet\(octets == 1 ? "" : "s"), too few for \(bits) random bits"
  }

  fileprivate static func shortByOne(_ octets: Int, _ bits: Int) -> String {
    "the serial number has \(octets) octets, one less than \(bits) random bits fill in most cases"
  }
}
