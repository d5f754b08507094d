import Cryptography
import OperatingSystem
import RuleEngine

/// Turns one report into one format, piece by piece.
///
/// It is pure: the same report gives the same bytes. Records are shown to it from several threads
/// at once, and what it appends is joined in the order of the inventory.
package protocol Reporter: Sendable {
  var selection: RecordSelection { get }
  /// Whether it says what passes rest on, which takes time to look up.
  var showsEvidenceOfPasses: Bool { get }
  /// What every entry begins with; the stream leaves it out before the first.
  var separator: String { get }
  /// What follows with another walk over the records; nil if this is all.
  var continuation: (any Reporter)? { get }
  /// The reporter for one thread, with its own of what it looks at for every record: threads that
  /// share a reference wait for each other each time they count it.
  var separate: Self { get }

  func appendOpening(to text: inout ByteBuffer)
  func appendOpening(ofSuite index: Int, to text: inout ByteBuffer)
  func append(_ judged: borrowing JudgedRecord, to text: inout ByteBuffer) throws(OpenSSLError)
  func appendClosing(ofSuite index: Int, to text: inout ByteBuffer)
  func appendClosing(to text: inout ByteBuffer)
}

extension Reporter {
  package var showsEvidenceOfPasses: Bool { false }
  package var separator: String { "" }
  package var continuation: (any Reporter)? { nil }
  package var separate: Self { self }
  package func appendOpening(ofSuite index: Int, to text: inout ByteBuffer) {}
  package func appendClosing(ofSuite index: Int, to text: inout ByteBuffer) {}
}

/// Which records a reporter wants to be shown; it may be shown more, for the sake of others.
package enum RecordSelection: Int, Comparable, Sendable {
  case none
  /// Every record of the run, once and without outcomes.
  case unjudged
  /// Of each suite the records with results other than passes.
  case flagged
  /// Of each suite every record.
  case every

  package static func < (lhs: RecordSelection, rhs: RecordSelection) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}

/// A record, and all that the policy of a suite says of it; it turns from record to record.
package struct JudgedRecord: ~Copyable {
  var record: CertificateRecord
  /// What it is called, unless that is simply the name it states.
  var labelBeyondName: String?
  /// The suite's index in the evaluation.
  let suite: Int
  var findings = Findings(inDetail: true)
  /// Of this record's results.
  let fingerprints: FindingFingerprints

  /// What a result rests on, with its place.
  func evidence(_ request: Findings.EvidenceRequest, of check: Check) -> Evidence {
    Evidence(request, of: record, check)
  }

  var label: String { labelBeyondName ?? record.reader.text(.name).value ?? "" }

  /// Lends the label as UTF-8.
  func withLabel(_ body: (Span<UInt8>) -> Void) {
    if let labelBeyondName {
      body(labelBeyondName.utf8.span)
    } else {
      _ = record.reader.withText(.name, body)
    }
  }
}

/// What can be asked of a report's form.
package struct ReporterOptions: Sendable {
  package var colour = false
  /// A person reads along, and may be told the next command.
  package var isTerminal = false
  /// Passes and the records themselves, where they are otherwise left out.
  package var passes = false
  /// How many findings are printed for people to read.
  package var maxFindings = 200

  package init() {}
}
