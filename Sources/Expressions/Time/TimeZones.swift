/// What a time zone's name means: how far its clocks are from UTC, at any instant.
package struct TimeZoneRules: Sendable {
  private enum Form {
    case fixed(Int)
    case zone(ZoneFile)
  }

  private let form: Form

  /// A fixed distance from UTC, in seconds east.
  package init(secondsEast: Int) {
    form = .fixed(secondsEast)
  }

  /// Reads a compiled zone (TZif, RFC 9636); nil if it is none.
  package init?(file bytes: [UInt8]) {
    guard let zone = ZoneFile(bytes) else { return nil }
    form = .zone(zone)
  }

  /// Seconds east of UTC at an instant, given in seconds since 1970.
  func secondsEast(at seconds: Int64) -> Int {
    switch form {
    case .fixed(let offset): offset
    case .zone(let zone): zone.secondsEast(at: seconds)
    }
  }
}

/// Finds time zones by name.
///
/// UTC and fixed offsets (`+01:00`, `-02:30`, `02:00`) are built in; for names of the IANA database
/// the host says what the compiled zone is, for this room reads no files.
package struct TimeZones: Sendable {
  private let file: (@Sendable (String) -> [UInt8]?)?

  /// Without the names of the IANA database.
  package static let fixed = TimeZones(file: nil)

  /// Asks the host for compiled zones; it is called with names such as `Europe/Berlin`, never with
  /// one that is absolute or leads upwards.
  package init(file: @escaping @Sendable (String) -> [UInt8]?) {
    self.init(file: .some(file))
  }

  private init(file: (@Sendable (String) -> [UInt8]?)?) {
    self.file = file
  }

  func rules(named name: String) throws(Failure) -> TimeZoneRules {
    if name == "UTC" || name == "Z" { return TimeZoneRules(secondsEast: 0) }
    if let offset = Self.offset(name) { return TimeZoneRules(secondsEast: offset) }
    if Self.isZoneName(name), let bytes = file?(name), let rules = TimeZoneRules(file: bytes) {
      return rules
    }
    let remedy = file == nil ? "; write UTC, or an offset such as \"+01:00\"" : ""
    throw .other("unknown time zone \(QuotedText.quoted(name))\(remedy)")
  }

  private static func offset(_ name: String) -> Int? {
    var cursor = TextCursor(name)
    let sign = cursor.take("-") ? -1 : 1
    if sign == 1 { _ = cursor.take("+") }
    guard let hours = cursor.number(digits: 2...2), hours < 24, cursor.take(":"),
      let minutes = cursor.number(digits: 2...2), minutes < 60, cursor.isAtEnd
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  /// Letters, digits and few signs, in parts between slashes of which none is a step upwards.
  private static func isZoneName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return name.utf8.count <= 64
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCIILetterOrDigit || "+-_".unicodeScalars.contains(scalar)
          }
      }
  }
}

extension Unicode.Scalar {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  var isASCIILetterOrDigit: Bool {
    isASCIIDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
