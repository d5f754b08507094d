import Listings
import RuleEngine
import Testing

/// What becomes of each value a document can have where a fact should stand.
struct FactReadingTests {
  /// In our own schema: the fact, its JSON (nil for no key), and what is read.
  static let readings: [(fact: Fact, json: String?, words: String)] = [
    // Texts.
    (.name, nil, "unspoken"), (.name, "null", "missing"), (.name, "\"\"", "missing"),
    (.name, "\"n\"", "n"), (.name, "12.50", "12.50"), (.name, "true", "true"),
    (.name, #""\u0000\ud83d\ude00\n""#, "\0😀\n"), (.name, #""\ud83d""#, "\u{FFFD}"),
    (.name, "[]", "unreadable: it is a list, not text"),
    (.name, "{}", "unreadable: it is an object, not text"),
    (.id, "9007199254740993", "9007199254740993"),
    (.id, "\"0x47530d8f561faa08\"", "0x47530d8f561faa08"),
    // Lists of texts.
    (.dnsNames, nil, "unspoken"), (.dnsNames, "null", "missing"), (.dnsNames, "[]", "[]"),
    (.dnsNames, #"["a","b"]"#, "[a, b]"), (.dnsNames, #"["",null,"a"]"#, "[a]"),
    (.dnsNames, "\"a\"", "[a]"), (.dnsNames, "\"\"", "[]"), (.dnsNames, "[1,true]", "[1, true]"),
    (.dnsNames, #"["a",["b"]]"#, "unreadable: it is a list, not text"),
    (.dnsNames, #"[{"name":"a"}]"#, "unreadable: it is an object, not text"),
    (.dnsNames, "{}", "unreadable: it is an object, not text"),
    // Times.
    (.notAfter, nil, "unspoken"), (.notAfter, "null", "missing"),
    (.notAfter, "\"2026-09-30T12:00:00Z\"", "2026-09-30T12:00:00Z"),
    (.notAfter, "\"2026\\u002d09-30\"", "2026-09-30"),
    (.notAfter, "\"2026-09-30 12:00:00\"", "2026-09-30T12:00:00Z?"),
    (.notAfter, "1700000000", "2023-11-14T22:13:20Z"),
    (.notAfter, "1700000000.5", "2023-11-14T22:13:20.5Z"),
    (.notAfter, "1700000000123", "2023-11-14T22:13:20.123Z"),
    (.notAfter, "\"\"", "unreadable: not a date or time"),
    (.notAfter, "\"1700000000\"", "unreadable: not a date or time"),
    (.notAfter, "\"2026-02-31\"", "unreadable: month 2 of 2026 has no day 31"),
    (.notAfter, "\"0000-01-01\"", "unreadable: the year is not one of 0001 to 9999"),
    (.notAfter, "\"10000-01-01\"", "unreadable: the year is not one of 0001 to 9999"),
    (.notAfter, "1e400", "unreadable: not a number of seconds since 1970"),
    (.notAfter, "true", "unreadable: it is true or false, not a time"),
    (.notAfter, "[]", "unreadable: it is a list, not a time"),
    (.notAfter, "{}", "unreadable: it is an object, not a time"),
    // Counts.
    (.renewalAttempts, nil, "unspoken"), (.renewalAttempts, "null", "missing"),
    (.renewalAttempts, "3", "3"), (.renewalAttempts, "\"3\"", "3"),
    (.renewalAttempts, "3.5", "unreadable: not a whole number"),
    (.renewalAttempts, "99999999999999999999", "unreadable: not a whole number"),
    (.renewalAttempts, "\"three\"", "unreadable: not a whole number"),
    (.renewalAttempts, "[]", "unreadable: it is a list, not text"),
    // Flags: whether a private key was seen is always known.
    (.exposesPrivateKey, nil, "false"), (.exposesPrivateKey, "null", "missing"),
    (.exposesPrivateKey, "true", "true"), (.exposesPrivateKey, "false", "false"),
    (.exposesPrivateKey, "\"true\"", "unreadable: neither true nor false"),
    (.exposesPrivateKey, "1", "unreadable: neither true nor false"),
    // Statuses.
    (.status, nil, "unspoken"), (.status, "null", "missing"), (.status, "\"ok\"", "ok (ok)"),
    (.status, "\"Pending\"", "Pending (pending)"), (.status, "\"live\"", "live (other)"),
    (.status, #"{"text":"live","class":"ok"}"#, "live (ok)"),
    (.status, #"{"text":"live","class":"fine"}"#, "live (other)"),
    (.status, #"{"text":"revoked"}"#, "revoked (revoked)"),
    (.status, #"{"class":"ok"}"#, "unreadable: it is an object, not text"),
    // Serial numbers are written in hexadecimal.
    (.serial, "\"00:AB:cd\"", "abcd"), (.serial, "\"0x00\"", "0"), (.serial, "\"AB CD\"", "abcd"),
    (.serial, "\"00ab0\"", "ab0"), (.serial, "\"000\"", "0"), (.serial, "\"0a:b\"", "ab"),
    (.serial, "\"\\u0030a\"", "a"), (.serial, "\"\"", "missing"),
    (.serial, "\"\(String(repeating: "f", count: 400))\"", String(repeating: "f", count: 400)),
    (.serial, "\"-1\"", "unreadable: not a number in base 16"),
    (.serial, "\"0x\"", "unreadable: not a number in base 16"),
    (.serial, "\"xyz\"", "unreadable: not a number in base 16"),
    // Origins.
    (.origin, "\"managed\"", "managed"), (.origin, "\"Uploaded\"", "uploaded"),
    (.origin, "\"found\"", "found"),
  ]

  @Test(arguments: readings)
  func readsWhatStandsThere(_ fact: Fact, json: String?, words: String) throws {
    let member = json.map { "\"\(fact.name)\":\($0)" } ?? "\"other\":1"
    let reader = try ListingSample.record(member).reader()
    #expect(reader.words(fact) == words)
    // What is lent as it lies says the same.
    #expect(reader.lentWords(fact) == words)
  }

  /// In a vendor's format no key means that there is no value, not that none is spoken of.
  @Test func absentFactsOfVendorsAreMissing() throws {
    let reader = try ListingSample(#"{"success":true,"result":[{}]}"#).reader()
    for fact in [Fact.id, .name, .usedBy, .notAfter, .fingerprints] {
      #expect(reader.words(fact) == "missing")
    }
    for fact in [Fact.dnsNames, .status, .notBefore, .issuer, .renewalAttempts] {
      #expect(reader.words(fact) == "unspoken")
    }
  }

  /// A key that stands there twice, wherever the value is, is unreadable; both places are named.
  static let duplicates: [(record: String, fact: Fact, words: String, place: String)] = [
    (
      "{\"name\":\"a\",\n \"name\":\"b\"}", .name,
      "unreadable: the key stands there twice, first at 1:14",
      "2:9 /records/0/name name | «\"b\"» | \"b\""
    ),
    (
      #"{"notAfter":null,"notAfter":"2026-01-01"}"#, .notAfter,
      "unreadable: the key stands there twice, first at 1:14",
      #"1:41 /records/0/notAfter notAfter | «"2026-01-01"» | "2026-01-01""#
    ),
    (
      #"{"dnsNames":["a"],"dnsNames":[]}"#, .dnsNames,
      "unreadable: the key stands there twice, first at 1:14",
      "1:42 /records/0/dnsNames dnsNames | «[]» | []"
    ),
    (
      #"{"fingerprints":"x","\u0066ingerprints":"y"}"#, .fingerprints,
      "unreadable: the key stands there twice, first at 1:14",
      #"1:53 /records/0/fingerprints fingerprints | «"y"» | "y""#
    ),
    (
      #"{"status":{"text":"a","text":"b"}}"#, .status,
      "unreadable: the key stands there twice, first at 1:24",
      #"1:42 /records/0/status/text status.text | «"b"» | "b""#
    ),
  ]

  @Test(arguments: duplicates)
  func aKeyThatStandsThereTwiceIsUnreadable(
    _ record: String, fact: Fact, words: String, place: String
  ) throws {
    let reader = try ListingSample("{\"records\":[\(record)]}", as: "certgate").reader()
    #expect(reader.words(fact) == words)
    #expect(reader.place(of: fact).words == place)
  }

  static let items: [(item: String, words: String)] = [
    ("null", "unreadable: the item is null, not an object"),
    ("1", "unreadable: the item is a number, not an object"),
    ("\"text\"", "unreadable: the item is text, not an object"),
    ("[{}]", "unreadable: the item is a list, not an object"),
  ]

  @Test(arguments: items)
  func itemsThatAreNoObjectsAreUnreadable(_ item: String, words: String) throws {
    let sample = try ListingSample(#"{"success":true,"result":[{"name":"a"},\#(item)]}"#)
    let reader = try sample.reader(at: 1)
    for fact in [Fact.name, .notAfter, .usedBy, .fingerprints] {
      #expect(reader.words(fact) == words)
    }
    #expect(!reader.isDeleted)
  }

  @Test func recordsOutsideAreNotTurnedTo() throws {
    let sample = try ListingSample(#"{"success":true,"result":[{"name":"a"}]}"#)
    let reader = try sample.reader()
    for index in [-1, 1, Int.max, Int.min] {
      reader.move(to: index)
      #expect(reader.words(.name) == "a" || reader.words(.name) == "missing")
      #expect(try sample.input.records.location(of: index).description == "in.json:1:1")
    }
  }

  // MARK: Notices

  @Test func noticesAreCountedByKind() throws {
    let document = """
      [{"siteId":1,"displayName":1,"status":"Available","expirationDate":"2026-01-01T00:00"},
       {"status":"Odd","expirationDate":"2026-01-01T00:00"},
       {"status":"odd","expirationDate":"soon"},
       {"status":"Odd","expirationDate":null,"name":[]}]
      """
    #expect(
      try ListingSample(document).notices(.status, .notAfter, .name) == [
        "in.json:1:68: notAfter names no time zone; UTC is assumed (2)",
        "in.json:2:12: the status 'Odd' has no class in this format; it counts as other (2)",
        "in.json:3:12: the status 'odd' has no class in this format; it counts as other (1)",
        "in.json:3:35: notAfter cannot be read (1)",
        "in.json:4:47: name cannot be read (1)",
      ])
  }

  @Test func noticesNameWhatIsNotMapped() throws {
    let document = #"[{"domainName":1,"expiresAt":1,"type":"bought","fingerprint":"zz"}]"#
    #expect(
      try ListingSample(document).notices(.origin, .fingerprints) == [
        "in.json:1:39: the origin 'bought' is not mapped in this format (1)",
        "in.json:1:62: fingerprints cannot be read (1)",
      ])
  }

  /// A word of its own in every record neither fills the memory nor depends on their order.
  @Test func onlySoManyWordsAreNoted() throws {
    func notices(_ numbers: [Int]) throws -> [String] {
      let items = numbers.map {
        #"{"siteId":1,"displayName":1,"status":"w\#($0)\#(String(repeating: "x", count: 300))"}"#
      }
      return try ListingSample("[\(items.joined(separator: ","))]").notices(.status)
        .map { $0.split(separator: ": ", maxSplits: 1)[1] }.map(String.init).sorted()
    }
    let notices = try (notices(Array(1000..<1250)), notices((1000..<1250).reversed()))
    #expect(notices.0.count == 100)
    #expect(notices.0 == notices.1)
    #expect(notices.0.first?.hasPrefix("the status 'w1000xxx") == true)
    #expect(notices.0.last?.hasPrefix("the status 'w1099xxx") == true)
    #expect(notices.0.allSatisfy { $0.contains("x…'") && $0.utf8.count < 300 })
  }

  // MARK: Fingerprints

  private static let md5 = "1e800f7afd315596ded5cbe2f091f691"
  private static let sha1 = "0123456789abcdef0123456789abcdef01234567"
  private static let sha256 = String(repeating: "0123456789abcdef", count: 4)

  private static func colons(_ hexadecimal: String) -> String {
    var pairs: [String] = []
    var rest = hexadecimal.uppercased()[...]
    while !rest.isEmpty {
      pairs.append(String(rest.prefix(2)))
      rest = rest.dropFirst(2)
    }
    return pairs.joined(separator: ":")
  }

  static let fingerprints: [(text: String, words: String)] = [
    ("MD5 Fingerprint=" + colons(md5), "md5:" + md5),
    ("md5 Fingerprint=" + colons(md5), "md5:" + md5),
    ("sha256 Fingerprint=" + colons(sha256), "sha256:" + sha256),
    ("SHA1 Fingerprint=" + colons(sha1), "sha1:" + sha1),
    ("sha256:" + colons(sha256).lowercased(), "sha256:" + sha256),
    ("sha256:" + sha256, "sha256:" + sha256),
    ("SHA-256:" + sha256, "sha256:" + sha256),
    ("SHA-1=" + sha1, "sha1:" + sha1),
    (sha1, "sha1:" + sha1), (sha1.uppercased(), "sha1:" + sha1), (sha256, "sha256:" + sha256),
    (sha256.uppercased(), "sha256:" + sha256), (colons(md5), "md5:" + md5),
    (colons(sha1).replacing(":", with: " "), "sha1:" + sha1),
    (colons(sha1).replacing(":", with: "-"), "sha1:" + sha1),
    (String(repeating: "ab", count: 48), "sha384:" + String(repeating: "ab", count: 48)),
    (String(repeating: "ab", count: 64), "sha512:" + String(repeating: "ab", count: 64)),
    // Base64 of 20 and 32 bytes, with either alphabet.
    ("ASNFZ4mrze8BI0VniavN7wEjRWc", "sha1:" + sha1),
    ("ASNFZ4mrze8BI0VniavN7wEjRWc=", "sha1:" + sha1),
    ("-_-_-_-_-_-_-_-_-_-_-_-_-_8", "sha1:" + String(repeating: "fbffbf", count: 6) + "fbff"),
    ("ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=", "sha256:" + sha256),
    // A prefix that disagrees with the length.
    ("sha1:" + sha256, "unreadable: it says sha1 and has the length of sha256"),
    (
      "MD5 Fingerprint=" + colons(sha1),
      "unreadable: it says md5 and has the length of sha1"
    ),
    ("sha3:" + sha256, "unreadable: unknown digest algorithm"),
    ("Fingerprint=" + colons(md5), "unreadable: unknown digest algorithm"),
    ("=" + md5, "unreadable: unknown digest algorithm"),
    // Elided, cut short, or something else.
    ("sha256:3b:0a:1f:...:9c:2d", "unreadable: it is elided"),
    ("3b:0a:1f:…:9c:2d", "unreadable: it is elided"),
    ("3b0a...2d", "unreadable: it is elided"),
    (String(sha256.dropLast(2)), "unreadable: 31 bytes are no known digest"),
    (String(sha256.dropLast()), "unreadable: an odd number of digits"),
    ("ab", "unreadable: 1 byte is no known digest"),
    ("a:b", "unreadable: a separator in the middle of a byte"),
    ("sha256:", "unreadable: 0 bytes are no known digest"),
    ("none", "unreadable: not hexadecimal"),
    ("éé", "unreadable: not hexadecimal"),
    ("", "missing"),
  ]

  @Test(arguments: fingerprints)
  func readsFingerprints(_ text: String, words: String) throws {
    let plain = try ListingSample(#"{"success":true,"result":[{"fingerprint":"\#(text)"}]}"#)
    #expect(try plain.reader().words(.fingerprints) == words)
    let list = try ListingSample.record(#""fingerprints":["\#(text)","\#(Self.md5)"]"#)
    let expected =
      words == "missing"
      ? "md5:" + Self.md5 : words.hasPrefix("unreadable") ? words : words + ", md5:" + Self.md5
    #expect(try list.reader().words(.fingerprints) == expected)
  }
}
