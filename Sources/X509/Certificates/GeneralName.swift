/// One of the names that a certificate may give its subject beyond a distinguished name.
package struct GeneralName: DERReadable, Hashable {
  /// By the numbers of RFC 5280's CHOICE.
  package enum Kind: UInt8, Sendable, CaseIterable {
    case other = 0
    case email = 1
    case dns = 2
    case x400 = 3
    case directory = 4
    case ediParty = 5
    case uri = 6
    case ipAddress = 7
    case registeredID = 8

    /// Whether the name is one string, whose tag an implicit one replaces.
    var isString: Bool {
      switch self {
      case .email, .dns, .uri, .ipAddress, .registeredID: true
      case .other, .x400, .directory, .ediParty: false
      }
    }

    /// The name that RFC 5280 gives it.
    package var name: String {
      switch self {
      case .other: "otherName"
      case .email: "rfc822Name"
      case .dns: "dNSName"
      case .x400: "x400Address"
      case .directory: "directoryName"
      case .ediParty: "ediPartyName"
      case .uri: "uniformResourceIdentifier"
      case .ipAddress: "iPAddress"
      case .registeredID: "registeredID"
      }
    }
  }

  package let kind: Kind
  package let element: DERElement
  /// The bytes of the name, which for text kinds are meant to be ASCII.
  package let content: Range<Int>

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard let number = element.contextNumber, let kind = Kind(rawValue: number) else {
      return nil
    }
    self.kind = kind
    self.element = element
    content =
      kind.isString ? element.string(in: bytes) ?? element.content : element.content
  }

  package var offset: Int { element.start }

  /// The name as people write it; nil for the kinds that have no such form, and for an address of
  /// another length than 4 or 16 bytes, or with its mask 8 or 32.
  package func text(in bytes: Span<UInt8>) -> String? {
    switch kind {
    case .email, .dns, .uri: DERText(.ia5, content).text(in: bytes)
    case .ipAddress: IPAddressText.of(bytes, content)
    case .directory: directoryName(in: bytes)?.text(in: bytes)
    case .registeredID: OID.dotted(bytes, content)
    case .other: otherName(in: bytes).flatMap { DERText($0.value, in: bytes)?.text(in: bytes) }
    case .x400, .ediParty: nil
    }
  }

  package func directoryName(in bytes: Span<UInt8>) -> DistinguishedName? {
    guard kind == .directory else { return nil }
    var inside = element.elements
    return inside.next(in: bytes).flatMap { DistinguishedName($0, in: bytes) }
  }

  /// The type and the value of a name that is not of the standard's own kinds.
  package func otherName(in bytes: Span<UInt8>) -> (type: OID, value: DERElement)? {
    guard kind == .other else { return nil }
    var inside = element.elements
    guard let type = inside.next(in: bytes).flatMap({ OID($0, in: bytes) }),
      let wrapper = inside.next(in: bytes), wrapper.contextNumber == 0
    else { return nil }
    var wrapped = wrapper.elements
    return wrapped.next(in: bytes).map { (type, $0) }
  }
}

/// A list of names, read one after the other.
package struct GeneralNames: DERReadable {
  private var list: DERList<GeneralName>

  package init(inside element: DERElement) { list = DERList(inside: element) }

  /// Nil unless the element is a SEQUENCE.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    self.init(inside: element)
  }

  package var element: DERElement { list.element }

  package var isEmpty: Bool { list.isEmpty }

  package mutating func next(in bytes: Span<UInt8>) -> GeneralName? { list.next(in: bytes) }

  package func items(in bytes: Span<UInt8>) -> [GeneralName] { list.items(in: bytes) }
}
