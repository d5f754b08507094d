import RuleEngine
import SourceText

/// The tests of one policy.
package struct PolicyTestFile: Sendable {
  /// What the name of such a file ends in.
  package static let suffix = ".test.yaml"

  package let path: String
  package let policy: Policy
  package let cases: [PolicyTestCase]
  /// The roots that are trusted in all cases, as texts, and where each stands.
  package let roots: [(text: String, location: SourceLocation)]

  /// Reads a file of tests: it is nil exactly if there are errors, in it or in the policy.
  ///
  /// - Parameter load: loads the policy of a reference.
  package static func read(
    _ bytes: [UInt8], path: String,
    load: (String) -> (policy: Policy?, diagnostics: [Diagnostic])
  ) -> (file: PolicyTestFile?, diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let header = FileHeader(
      bytes, path: path, kind: "file of tests", keys: ["policy", "at", "roots", "cases"],
      &diagnostics)
    guard let header else { return (nil, diagnostics.sorted) }
    let (policy, problems) = load(reference(header, path, &diagnostics))
    for problem in problems { diagnostics.add(problem) }
    let roots =
      header["roots"].map { entry in
        entry.value.texts(&diagnostics).map { ($0.text, $0.node.location) }
      } ?? []
    var reader = PolicyTestReader(path: path, policy: policy, diagnostics: diagnostics)
    let cases = reader.cases(of: header)
    guard reader.diagnostics.count == 0, let policy else { return (nil, reader.diagnostics.sorted) }
    return (PolicyTestFile(path: path, policy: policy, cases: cases, roots: roots), [])
  }

  /// The same tests of the policy with other rules for some of its checks; nil keeps the rule.
  package func judging(
    by replacement: (Check) -> (any ConfiguredRule)?
  ) -> PolicyTestFile {
    PolicyTestFile(
      path: path, policy: policy.replacingRules(replacement), cases: cases, roots: roots)
  }

  /// The policy that is named, else the one beside the tests: `p.yaml` of `p.test.yaml`.
  private static func reference(
    _ header: FileHeader, _ path: String, _ diagnostics: inout DiagnosticList
  ) -> String {
    if let entry = header["policy"], !entry.value.isNull,
      let text = entry.value.text(&diagnostics)
    {
      return PolicyReference(text, in: .file(path)).description
    }
    return path.hasSuffix(suffix) ? path.dropLast(suffix.count) + ".yaml" : path
  }
}
