import Documents
import OperatingSystem
import RuleEngine

/// Completeness as our own record schema writes it: `{"state": "incomplete", "expected": 100}`.
///
/// What is written and not understood is never taken for complete.
enum CompletenessText {
  static func read(_ value: JSONValue, in bytes: FileBytes) -> Completeness? {
    if value.kind == .absent || value.kind == .null { return nil }
    var texts: [String: String] = [:]
    bytes.withBytes { span in
      for (key, value) in JSONReading.members(of: value, in: span) {
        texts[key] = JSONReading.text(of: value, in: span)
      }
    }
    switch texts["state"] {
    case "complete": return .complete
    case "incomplete":
      return .incomplete(
        expected: texts["expected"].flatMap { Int($0) }, got: texts["got"].flatMap { Int($0) } ?? 0)
    case "unknown":
      return .unknown(
        texts["reason"].map { QuotedText.of($0) } ?? "it was not known when it was saved")
    case let state?: return .unknown("its completeness is stated as '\(QuotedText.of(state))'")
    case nil: return .unknown("its completeness is stated without a state")
    }
  }

  /// Of several listings in one document, the one of which least is known.
  static func worst(_ all: [Completeness]) -> Completeness? {
    func rank(_ completeness: Completeness) -> (Int, String) {
      switch completeness {
      case .complete: (0, "")
      case .unknown(let reason): (1, reason)
      case .incomplete(let expected, let got): (2, "\(expected ?? 0) \(got)")
      }
    }
    return all.max { rank($0) < rank($1) }
  }
}
