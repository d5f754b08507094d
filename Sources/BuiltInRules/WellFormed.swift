import RuleEngine
import X509

extension CertificateFault.Name: Choice {}

/// Asks that nothing of a certificate's encoding had to be forgiven.
struct WellFormed: RecordRule {
  private typealias Fault = CertificateFault.Name

  private static let only = Option.choices(
    "only", of: Fault.allCases, "The faults that are judged; all, unless it is given.")
  private static let ignore = Option.choices(
    "ignore", of: Fault.allCases, "Faults that pass.")

  private let only: Set<Fault>
  private let ignored: Set<Fault>

  init(options: Options) throws(OptionError) {
    only = Set(try options[Self.only])
    let ignore = try options[Self.ignore]
    ignored = Set(ignore)
    if !only.isEmpty, let element = ignore.firstIndex(where: { !only.contains($0) }) {
      throw OptionError(
        "'\(ignore[element].rawValue)' is not judged anyway: it is not among those of only",
        option: Self.ignore.name, element: element)
    }
  }

  var needs: [Fact] { [.faults] }

  var requirement: String {
    let judged = Fault.allCases.filter { only.isEmpty || only.contains($0) }
      .filter { !ignored.contains($0) }
    if judged.count == Fault.allCases.count { return "an encoding without faults" }
    return only.isEmpty
      ? "an encoding without faults but \(Self.listed(ignored))"
      : "none of \(judged.map(\.rawValue).joined(separator: ", "))"
  }

  private static func listed(_ faults: Set<Fault>) -> String {
    faults.map(\.rawValue).sorted().joined(separator: ", ")
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    for (index, text) in try record.texts(.faults).enumerated() where isJudged(text) {
      findings.full(text, key: text, evidence: .init(.faults, element: index))
    }
  }

  /// A fault without a known name is one that another tool has found.
  private func isJudged(_ text: String) -> Bool {
    guard let fault = Fault(rawValue: String(text.prefix { $0 != ":" })) else { return true }
    return (only.isEmpty || only.contains(fault)) && !ignored.contains(fault)
  }
}

extension WellFormed {
  static let documentation = RuleDocumentation(
    id: "well-formed",
    summary: "Nothing of a certificate's encoding had to be forgiven.",
    rationale: """
      A certificate is read here even where it breaks the rules of its encoding, as some clients \
      read it and others do not: one that works here and is refused there has often nothing else \
      wrong with it. What was forgiven is named, with the byte of the certificate at which it \
      stands, counted from 0. A fault means that the authority's software is at fault; the \
      certificate has to be issued again.
      """,
    citation: """
      RFC 5280, section 4.1 (Basic Certificate Fields); ITU-T X.690, section 10 (Restrictions on \
      BER employed by both CER and DER) and section 11; RFC 7468, section 5
      """,
    options: [only.declaration, ignore.declaration],
    passing: [
      RuleExample("no faults", records: [#"{"name":"api","certificate":{"faults":[]}}"#]),
      RuleExample(
        "a fault that is ignored",
        options: "ignore: [long-serial, padded-named-bits]",
        records: [record(longSerial)]),
      RuleExample(
        "a fault that is none of those that count",
        options: "only: [negative-serial, zero-serial]",
        records: [record(longSerial)]),
    ],
    flagged: [
      RuleExample(
        "two faults",
        records: [record(zeroSerial, "\(duplicate) (byte 420)")],
        messages: [zeroSerial, "\(duplicate) (byte 420)"]),
      RuleExample(
        "one fault twice",
        records: [record("\(duplicate) (byte 420)", "\(duplicate) (byte 455)")],
        messages: ["\(duplicate) (byte 420)", "\(duplicate) (byte 455)"]),
      RuleExample(
        "a fault beside one that is ignored",
        options: "ignore: long-serial",
        records: [record(longSerial, zeroSerial)],
        messages: [zeroSerial]),
    ])

  private static let zeroSerial = "zero-serial: the serial number is zero (byte 15)"
  private static let longSerial =
    "long-serial: the serial number has 21 bytes; 20 are allowed (byte 15)"
  private static let duplicate =
    "duplicate-extension: the extension keyUsage occurs more than once"

  private static func record(_ faults: String...) -> String {
    let list = faults.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"name":"api","certificate":{"faults":[\#(list)]}}"#
  }
}
