import Expressions

/// What expressions can ask: the facts of a record, and where and when it is judged.
package enum ExpressionFact: Hashable, Sendable {
  case fact(Fact)
  case statusClass
  case input
  case format
  case now

  /// In the order of the table of facts. The certificate's bytes are for rules in code: what they
  /// say are facts of their own.
  package static let all: [ExpressionFact] =
    Fact.allCases.filter { ![.certificate, .certificates].contains($0.kind) }
    .flatMap { $0 == .status ? [.fact($0), .statusClass] : [.fact($0)] }
    + [.input, .format, .now]

  /// What every expression is checked against.
  ///
  /// Time zones are UTC and fixed offsets: what a policy finds must not depend on the machine's
  /// database of zones.
  static let schema = ExpressionSchema(
    facts: all.map { ExpressionSchema.Fact($0.name, $0.type) })

  package var name: String {
    switch self {
    case .fact(let fact): fact.name
    case .statusClass: "status.class"
    case .input: "input"
    case .format: "format"
    case .now: "now"
    }
  }

  package var type: ValueType {
    switch self {
    case .fact(let fact):
      switch fact.kind {
      case .text, .status: .string
      case .texts: .list(.string)
      case .time: .timestamp
      case .count: .int
      case .flag: .bool
      case .fingerprints: .list(.record(Self.fingerprint))
      case .certificate, .certificates: .dyn
      }
    case .statusClass, .input, .format: .string
    case .now: .timestamp
    }
  }

  /// What it means, in one sentence.
  package var summary: String {
    switch self {
    case .fact(let fact): fact.summary
    case .statusClass:
      "The class of the status: \(Status.Class.allCases.map(\.rawValue).joined(separator: ", "))."
    case .input: "The input's path, relative to the project's root."
    case .format: "The name of the listing format."
    case .now: "The instant the run judges at."
    }
  }

  /// The fact of a record that it is, or is told from; nil for what every record has.
  package var fact: Fact? {
    switch self {
    case .fact(let fact): fact
    case .statusClass: .status
    case .input, .format, .now: nil
    }
  }

  private static let fingerprint = RecordType(
    name: "fingerprint", fields: ["algorithm": .string, "bytes": .bytes, "hex": .string])
}

extension ExpressionFact {
  /// The value for a record, if there is one, that is judged at an instant.
  func value(
    of record: CertificateRecord?, at now: Instant
  ) throws(FactUnavailable) -> Value {
    switch self {
    case .fact(let fact):
      guard let record else { throw FactUnavailable(fact: fact, reason: .missing) }
      return try record.value(of: fact)
    case .statusClass:
      guard let record else { throw FactUnavailable(fact: .status, reason: .missing) }
      return .string(try record.status.class.rawValue)
    case .input: return .string(record?.input.pathInProject ?? "")
    case .format: return .string(record?.input.format ?? "")
    case .now: return Moment(now).map(Value.timestamp) ?? .null
    }
  }
}

extension Moment {
  init?(_ instant: Instant) {
    self.init(seconds: instant.seconds, nanoseconds: instant.nanoseconds)
  }
}

extension CertificateRecord {
  /// A fact as expressions see it; of a time that is stated as a day, the start of the day.
  fileprivate func value(of fact: Fact) throws(FactUnavailable) -> Value {
    switch fact.kind {
    case .text: return .string(try text(fact))
    case .texts: return .list(try texts(fact).map(Value.string))
    case .count: return .int(Int64(try count(fact)))
    case .flag: return .bool(try flag(fact))
    case .status: return .string(try status.text)
    case .time:
      guard let moment = Moment(try reader.time(fact).required(fact).start) else {
        throw FactUnavailable(fact: fact, reason: .unreadable("outside the years 1 to 9999"))
      }
      return .timestamp(moment)
    case .fingerprints:
      return .list(
        try fingerprints.map { fingerprint in
          .map(
            ValueMap(fields: [
              ("algorithm", .string(fingerprint.algorithm.rawValue)),
              ("bytes", .bytes(fingerprint.bytes)), ("hex", .string(fingerprint.hexadecimal)),
            ]))
        })
    case .certificate, .certificates: throw FactUnavailable(fact: fact, reason: .unspoken)
    }
  }
}
