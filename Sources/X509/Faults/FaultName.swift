extension CertificateFault {
  /// The names by which faults are told apart in policies and reports.
  package enum Name: String, Hashable, Sendable, CaseIterable {
    case armour
    case badAddressLength = "bad-address-length"
    case badBitString = "bad-bit-string"
    case badBoolean = "bad-boolean"
    case badCharacter = "bad-character"
    case badNull = "bad-null"
    case badObjectIdentifier = "bad-object-identifier"
    case constructedString = "constructed-string"
    case defaultEncoded = "default-encoded"
    case differentSignatureAlgorithms = "different-signature-algorithms"
    case duplicateExtension = "duplicate-extension"
    case emptyExtension = "empty-extension"
    case emptyField = "empty-field"
    case emptyInteger = "empty-integer"
    case emptyRelativeName = "empty-relative-name"
    case endsBeforeItBegins = "ends-before-it-begins"
    case extensionsBeforeVersion3 = "extensions-before-version-3"
    case generalizedTimeBefore2050 = "generalized-time-before-2050"
    case indefiniteLength = "indefinite-length"
    case irregularTime = "irregular-time"
    case longInteger = "long-integer"
    case longLength = "long-length"
    case longSerial = "long-serial"
    case missingField = "missing-field"
    case negativeField = "negative-field"
    case negativeSerial = "negative-serial"
    case nulInString = "nul-in-string"
    case overrun
    case paddedNamedBits = "padded-named-bits"
    case strayBytes = "stray-bytes"
    case tooDeep = "too-deep"
    case trailingBytes = "trailing-bytes"
    case unexpectedElement = "unexpected-element"
    case uniqueIDInVersion1 = "unique-id-in-version-1"
    case unknownTag = "unknown-tag"
    case unknownVersion = "unknown-version"
    case unnamedBits = "unnamed-bits"
    case unreadable
    case unreadableExtension = "unreadable-extension"
    case unreadableField = "unreadable-field"
    case unsortedSet = "unsorted-set"
    case zeroSerial = "zero-serial"
  }

  /// A fault in words, its name first: `zero-serial: the serial number is zero (byte 11)`.
  package static func description(_ name: Name, _ sentence: String) -> String {
    "\(name.rawValue): \(sentence)"
  }
}

extension CertificateFault.Kind {
  package var name: CertificateFault.Name {
    switch self {
    case .indefiniteLength: .indefiniteLength
    case .longLength: .longLength
    case .overrun: .overrun
    case .strayBytes: .strayBytes
    case .tooDeep: .tooDeep
    case .unknownTag: .unknownTag
    case .badBoolean: .badBoolean
    case .emptyInteger: .emptyInteger
    case .longInteger: .longInteger
    case .badNull: .badNull
    case .badObjectIdentifier: .badObjectIdentifier
    case .badBitString: .badBitString
    case .constructedString: .constructedString
    case .unsortedSet: .unsortedSet
    case .paddedNamedBits: .paddedNamedBits
    case .unnamedBits: .unnamedBits
    case .nulInString: .nulInString
    case .badCharacter: .badCharacter
    case .trailingBytes: .trailingBytes
    case .missing: .missingField
    case .unreadable: .unreadableField
    case .negative: .negativeField
    case .empty: .emptyField
    case .unexpectedElement: .unexpectedElement
    case .defaultEncoded: .defaultEncoded
    case .unknownVersion: .unknownVersion
    case .extensionsBeforeVersion3: .extensionsBeforeVersion3
    case .uniqueIDInVersion1: .uniqueIDInVersion1
    case .zeroSerial: .zeroSerial
    case .negativeSerial: .negativeSerial
    case .longSerial: .longSerial
    case .differentSignatureAlgorithms: .differentSignatureAlgorithms
    case .irregularTime: .irregularTime
    case .generalizedTimeBefore2050: .generalizedTimeBefore2050
    case .endsBeforeItBegins: .endsBeforeItBegins
    case .emptyRelativeName: .emptyRelativeName
    case .badAddressLength: .badAddressLength
    case .duplicateExtension: .duplicateExtension
    case .unreadableExtension: .unreadableExtension
    case .emptyExtension: .emptyExtension
    }
  }
}
