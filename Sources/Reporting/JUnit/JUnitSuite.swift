import OperatingSystem
import RuleEngine

/// The head of one suite of a JUnit report.
struct JUnitSuite {
  let name: String
  /// Counted from 0 within the report.
  let index: Int

  func appendOpening(
    tests: Int, failures: Int, errors: Int, of report: Report,
    properties: [(name: String, value: String)], to text: inout ByteBuffer
  ) {
    let instant = report.evaluation.now.description
    text.write("  <testsuite name=\"")
    text.writeXMLToken(name.isEmpty ? "certgate" : name)
    // The schemas allow neither a fraction nor a zone.
    text.write(
      "\" package=\"certgate\" id=\"\(index)\" timestamp=\"\(instant.prefix(19))\""
        + " hostname=\"localhost\" tests=\"\(tests)\" failures=\"\(failures)\""
        + " errors=\"\(errors)\" skipped=\"0\" time=\"0.000\">\n    <properties>\n")
    let common = [
      ("certgate.version", report.toolVersion),
      ("certgate.evaluated-at", instant),
      ("certgate.simulated", String(report.isSimulated)),
    ]
    for (name, value) in common + properties {
      text.write("      <property name=\"\(name)\" value=\"")
      text.writeXML(value)
      text.write("\"/>\n")
    }
    text.write("    </properties>\n")
  }
}
