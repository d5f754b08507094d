import SourceText
import X509

/// One certificate as an input described it: a view whose facts are read when a rule asks.
package struct CertificateRecord {
  package let reader: any FactReader
  package let input: Input
  /// The record's place among the input's records, counted from 0.
  package private(set) var index: Int

  package init(reader: any FactReader, input: Input, index: Int) {
    self.reader = reader
    self.input = input
    self.index = index
  }

  /// Turns to another record of the input.
  package mutating func move(to index: Int) {
    reader.move(to: index)
    self.index = index
  }

  package var name: String {
    get throws(FactUnavailable) { try reader.text(.name).required(.name) }
  }
  package var owner: String {
    get throws(FactUnavailable) { try reader.text(.owner).required(.owner) }
  }
  package var dnsNames: [String] {
    get throws(FactUnavailable) { try reader.texts(.dnsNames).required(.dnsNames) }
  }
  package var notBefore: Timestamp {
    get throws(FactUnavailable) { try reader.time(.notBefore).required(.notBefore) }
  }
  package var notAfter: Timestamp {
    get throws(FactUnavailable) { try reader.time(.notAfter).required(.notAfter) }
  }
  package var status: Status {
    get throws(FactUnavailable) { try reader.status().required(.status) }
  }
  package var fingerprints: [Fingerprint] {
    get throws(FactUnavailable) { try reader.fingerprints().required(.fingerprints) }
  }
  package var renewalStatus: String {
    get throws(FactUnavailable) { try reader.text(.renewalStatus).required(.renewalStatus) }
  }
  package var renewalAt: Timestamp {
    get throws(FactUnavailable) { try reader.time(.renewalAt).required(.renewalAt) }
  }
  package var renewalAttempts: Int {
    get throws(FactUnavailable) { try reader.count(.renewalAttempts).required(.renewalAttempts) }
  }
  package var exposesPrivateKey: Bool {
    get throws(FactUnavailable) { try reader.flag(.exposesPrivateKey).required(.exposesPrivateKey) }
  }

  package var certificate: Certificate {
    get throws(FactUnavailable) { try reader.certificate().required(.certificate) }
  }
  package var chain: [Certificate] {
    get throws(FactUnavailable) { try reader.chain().required(.chain) }
  }

  package func text(_ fact: Fact) throws(FactUnavailable) -> String {
    try reader.text(fact).required(fact)
  }
  package func texts(_ fact: Fact) throws(FactUnavailable) -> [String] {
    try reader.texts(fact).required(fact)
  }
  package func count(_ fact: Fact) throws(FactUnavailable) -> Int {
    try reader.count(fact).required(fact)
  }
  package func flag(_ fact: Fact) throws(FactUnavailable) -> Bool {
    try reader.flag(fact).required(fact)
  }

  /// The texts of any fact that is made of text: one for a single text, each of a list, the
  /// hexadecimal digits of fingerprints, the source's own word for a status.
  package func texts(of fact: Fact) throws(FactUnavailable) -> [String] {
    switch fact.kind {
    case .text: [try reader.text(fact).required(fact)]
    case .texts: try reader.texts(fact).required(fact)
    case .fingerprints: try fingerprints.map(\.hexadecimal)
    case .status: [try status.text]
    case .time: [try reader.time(fact).required(fact).description]
    case .count: [String(try reader.count(fact).required(fact))]
    case .flag: [String(try reader.flag(fact).required(fact))]
    case .certificate, .certificates: throw FactUnavailable(fact: fact, reason: .unspoken)
    }
  }

  /// Lends each of the texts in UTF-8, with its place among them.
  package func forEachText(
    of fact: Fact, _ visit: (Int, Span<UInt8>) -> Void
  ) throws(FactUnavailable) {
    if fact.kind == .text {
      try reader.withText(fact) { visit(0, $0) }.required(fact)
    } else {
      for (index, text) in try texts(of: fact).enumerated() { visit(index, text.utf8.span) }
    }
  }
}

/// What a source says of a certificate's state.
package struct Status: Hashable, Sendable {
  /// The classes that sources' many words fall into.
  package enum Class: String, CaseIterable, Sendable {
    case ok, pending, expired, revoked, failed, unavailable, deleted, other
  }
  /// The source's own word.
  package let text: String
  package let `class`: Class

  package init(text: String, class: Class) {
    self.text = text
    self.class = `class`
  }
}
