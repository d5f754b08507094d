import OperatingSystem
import RuleEngine

/// The end of a JSON report that also lists the records: its member `certificates`.
struct JSONCertificates: Reporter {
  var selection: RecordSelection { .unjudged }
  var separator: String { "," }

  func appendOpening(to text: inout ByteBuffer) {
    text.write(",\n  \"certificates\": [")
  }

  func append(_ judged: borrowing JudgedRecord, to text: inout ByteBuffer) {
    text.write(",\n")
    RecordText.append(judged.record, to: &text)
  }

  func appendClosing(to text: inout ByteBuffer) {
    text.write("\n  ]\n}\n")
  }
}
