import RuleEngine

extension Int {
  var certificates: String { counted("certificate") }
  var times: String { self == 1 ? "once" : "\(grouped) times" }

  /// "1 error", "2 errors".
  func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }

  /// The number with a comma before every three digits: "299,800".
  var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension OtherRecords {
  /// What an input holds: "2 certificates, 1 certificate request, 1 private key".
  func phrase(amongRecords count: Int, _ subject: Report.Subject = .certificate) -> String {
    let rest = count - requests - privateKeys
    let parts = [
      (rest, subject.rawValue), (requests, "certificate request"), (privateKeys, "private key"),
    ]
    let some = parts.filter { $0.0 > 0 }.map { $0.0.counted($0.1) }
    return some.isEmpty ? count.counted(subject.rawValue) : some.joined(separator: ", ")
  }
}

extension Completeness {
  /// As a clause after "listing".
  var description: String {
    switch self {
    case .complete: "complete"
    case .incomplete(let expected, let got):
      "incomplete: \(got.grouped) of \(expected?.grouped ?? "more") certificates"
    case .unknown(let reason): "not known to be complete: \(reason)"
    }
  }
}
