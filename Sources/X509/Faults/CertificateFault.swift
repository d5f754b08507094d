/// Something that the reader had to forgive, and the offset of the byte where it is.
package struct CertificateFault: Hashable, Sendable, CustomStringConvertible {
  package let kind: Kind
  package let offset: Int

  /// `zero-serial: the serial number is zero (byte 11)`.
  package var description: String {
    Self.description(kind.name, "\(kind.sentence) (byte \(offset))")
  }

  package enum Kind: Hashable, Sendable {
    // The encoding of any element (X.690).
    case indefiniteLength, longLength, overrun, strayBytes, tooDeep, unknownTag
    case badBoolean, emptyInteger, longInteger, badNull, badObjectIdentifier, badBitString
    case constructedString, unsortedSet, paddedNamedBits, unnamedBits

    // The characters of strings.
    case nulInString(StringType)
    case badCharacter(StringType)

    // What is there and what is not.
    case trailingBytes(Int)
    case missing(Field)
    case unreadable(Field)
    case negative(Field)
    case empty(Field)
    case unexpectedElement
    case defaultEncoded(Field)

    // What single fields say.
    case unknownVersion, extensionsBeforeVersion3, uniqueIDInVersion1
    case zeroSerial, negativeSerial
    case longSerial(bytes: Int)
    case differentSignatureAlgorithms
    case irregularTime, generalizedTimeBefore2050, endsBeforeItBegins
    case emptyRelativeName
    case badAddressLength(Int)
    case duplicateExtension(OID)
    case unreadableExtension(OID)
    case emptyExtension(OID)
  }

  /// The parts of a certificate or request, by the names of RFC 5280 and RFC 2986.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case version, serialNumber, signature, issuer, validity, notBefore, notAfter, subject
    case subjectPublicKeyInfo, issuerUniqueID, subjectUniqueID, extensions, signatureAlgorithm
    case pathLenConstraint
    case skipCerts = "SkipCerts"
    case signatureValue, attributes, critical, cA, attribute
    case certificateExtension = "an extension"
    case generalName = "GeneralName"
    case relativeName = "RelativeDistinguishedName"
  }
}

extension CertificateFault.Kind {
  /// What is wrong, without the place: lower case, no full stop.
  package var sentence: String {
    switch self {
    case .indefiniteLength: "an element has an indefinite length, which is BER and not DER"
    case .longLength: "a length is written with more bytes than DER allows"
    case .overrun: "an element is longer than what contains it"
    case .strayBytes: "bytes that are no element follow the last one"
    case .tooDeep: "elements are nested too deeply to look at"
    case .unknownTag: "an element has a tag that nothing here can have"
    case .badBoolean: "a BOOLEAN is neither 00 nor FF"
    case .emptyInteger: "an INTEGER has no bytes"
    case .longInteger: "an INTEGER has more bytes than it needs"
    case .badNull: "a NULL is not empty"
    case .badObjectIdentifier: "an OBJECT IDENTIFIER is empty, padded or cut short"
    case .badBitString: "a BIT STRING does not say how many bits are unused, or has them set"
    case .constructedString: "a string is made of parts, which is BER and not DER"
    case .unsortedSet: "the elements of a SET are not in the order of their encodings"
    case .paddedNamedBits: "a list of bits ends with bits that are not set"
    case .unnamedBits: "a list of bits goes on after the last that has a name"
    case .nulInString(let type): "\(type.name) text contains a NUL character"
    case .badCharacter(let type): "\(type.name) text contains what is no character of that type"
    case .trailingBytes(1): "one byte follows the end"
    case .trailingBytes(let count): "\(count) bytes follow the end"
    case .missing(let field): "\(field.rawValue) is missing"
    case .unreadable(let field): "\(field.rawValue) cannot be read"
    case .negative(let field): "\(field.rawValue) is negative"
    case .empty(let field): "\(field.rawValue) is empty"
    case .unexpectedElement: "an element follows where there should be none"
    case .defaultEncoded(let field): "\(field.rawValue) is written although it is the default"
    case .unknownVersion: "the version is none that there is"
    case .extensionsBeforeVersion3: "there are extensions, but the version is not 3"
    case .uniqueIDInVersion1: "there is a unique identifier, but the version is 1"
    case .zeroSerial: "the serial number is zero"
    case .negativeSerial: "the serial number is negative"
    case .longSerial(let bytes): "the serial number has \(bytes) bytes; 20 are allowed"
    case .differentSignatureAlgorithms:
      "the signature algorithm inside differs from the one beside the signature"
    case .irregularTime: "a time lacks seconds or Z, or has a fraction or an offset"
    case .generalizedTimeBefore2050: "a year before 2050 is written as GeneralizedTime"
    case .endsBeforeItBegins: "notAfter is before notBefore"
    case .emptyRelativeName: "a RelativeDistinguishedName has no attribute"
    case .badAddressLength(let count): "an iPAddress has \(count) bytes"
    case .duplicateExtension(let oid): "the extension \(Self.name(oid)) occurs more than once"
    case .unreadableExtension(let oid): "the extension \(Self.name(oid)) cannot be read"
    case .emptyExtension(let oid): "the extension \(Self.name(oid)) has no entries"
    }
  }

  private static func name(_ oid: OID) -> String { oid.name ?? oid.description }
}
