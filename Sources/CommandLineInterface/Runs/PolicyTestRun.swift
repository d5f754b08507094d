import OperatingSystem
import Plugins
import PolicyFiles
import RuleEngine
import SourceText

/// Policies held against their own tests.
struct PolicyTestRun {
  private static let documentation = RuleDocumentation(
    id: "policy-test", summary: "A policy says of each case what the case expects.",
    rationale: "A policy that is not tested may judge nothing, or everything.", citation: "",
    passing: [], flagged: [])

  private let host: PluginHost
  private let reader: (PolicyTestCase, String) throws(Diagnostic) -> Inventory
  private var failures: [Failure] = []
  private var inputs: [Input] = []

  /// - Parameter read: gives what a case is about, of a file of tests at a path.
  init(
    host: PluginHost, read: @escaping (PolicyTestCase, String) throws(Diagnostic) -> Inventory
  ) {
    self.host = host
    reader = read
  }

  /// Runs the cases of a file.
  ///
  /// - Parameter requiresTests: the policy's own checks must all be expected to pass, and to object.
  mutating func run(_ file: PolicyTestFile, requiresTests: Bool) {
    var coverage = TestCoverage(file.policy)
    failures += file.policy.failures
    var cases: [TestRecords.Case] = []
    for testCase in file.cases {
      cases.append(
        TestRecords.Case(
          title: testCase.title, location: testCase.location,
          faults: faults(of: testCase, in: file, &coverage)))
    }
    if requiresTests { cases += coverage.cases }
    inputs.append(
      Input(
        place: file.path, pathInProject: file.path, format: "policy-test",
        records: TestRecords(cases: cases), completeness: .complete))
  }

  private mutating func faults(
    of testCase: PolicyTestCase, in file: PolicyTestFile, _ coverage: inout TestCoverage
  ) -> [TestRecords.Fault] {
    let inventory: Inventory
    do {
      inventory = try reader(testCase, file.path)
    } catch {
      failures.append(
        Failure(
          kind: .input, name: "\(file.path): \(testCase.title)", input: nil,
          message: error.message, location: error.location ?? testCase.location,
          notes: error.notes))
      return []
    }
    let answered = host.answers(
      of: [file.policy], about: inventory, at: testCase.now, workers: .sequential)
    failures += answered.failures
    var faults: [TestRecords.Fault] = []
    for policy in answered.policies {
      let trial = Trial(policy, inventory, at: testCase.now)
      for check in policy.checks {
        let verdict = TestVerdict(of: check, in: trial)
        let expectation = testCase.expectations.first { $0.check == check.id }
        let found = verdict.faults(against: expectation, in: testCase)
        faults += found
        if found.isEmpty, let expectation { coverage.note(expectation) }
      }
    }
    return faults
  }

  /// The report of all that was run.
  func report(at now: Instant, toolVersion: String) -> Report {
    let inventory = Inventory(inputs)
    var answers = Answers(about: inventory)
    for (number, input) in inventory.inputs.enumerated() {
      guard let records = input.records as? TestRecords else { continue }
      for (index, testCase) in records.cases.enumerated() {
        for (element, fault) in testCase.faults.enumerated() {
          answers.add(
            Answers.Finding(
              message: fault.message, key: fault.check, fact: .name, element: element,
              required: fault.required),
            input: number, index: index)
        }
      }
    }
    answers.sort()
    let rule = AnsweredRule(
      Self.documentation, needs: [.name], requirement: "what the case expects", answers: answers)
    let policy = Policy(
      id: "policy-tests", path: "", checks: [Check(id: "as-expected", rule: rule)])
    return Report(
      evaluation: Evaluation(
        policies: [policy], inventory: inventory, at: now, workers: .sequential),
      failures: failures, subject: .testCase, toolVersion: toolVersion)
  }
}

/// What one check says of the records of a case.
private struct TestVerdict {
  private let check: String
  private let messages: [String]
  private let hasPassed: Bool
  private let reason: String?

  init(of check: Check, in trial: Trial) {
    self.check = check.id
    let results = trial.outcomes.filter { $0.check.id == check.id }.flatMap(\.results)
    messages = results.filter { $0.outcome != .pass }.map(\.message)
    hasPassed = results.contains { $0.outcome == .pass }
    reason = trial.reasonNotToApply(check.id)
  }

  /// What is not as it should be; without an expectation, whatever the check objects to.
  func faults(
    against expectation: PolicyTestCase.Expectation?, in testCase: PolicyTestCase
  ) -> [TestRecords.Fault] {
    let location = expectation?.location ?? testCase.location
    func fault(_ what: String, required: String) -> TestRecords.Fault {
      TestRecords.Fault(
        check: check, message: "\(check) \(what)", location: location, found: found,
        required: required)
    }
    switch expectation?.outcome {
    case nil:
      return messages.map { fault("is not expected to say \"\($0)\"", required: "nothing") }
    case .pass?:
      if !messages.isEmpty {
        return messages.map { fault("should pass, and says \"\($0)\"", required: "pass") }
      }
      return hasPassed ? [] : [fault("should pass, and does not apply", required: "pass")]
    case .notApplicable?:
      return messages.isEmpty && !hasPassed
        ? [] : [fault("should not apply, and does", required: "not-applicable")]
    case .messages(let patterns)?:
      var unexpected = messages
      let unmet = patterns.filter { pattern in
        guard let place = unexpected.firstIndex(where: { pattern.matches($0) }) else { return true }
        unexpected.remove(at: place)
        return false
      }
      // Who mistook a word wants to be told once, with both beside each other.
      let mistaken = min(unmet.count, unexpected.count)
      return zip(unmet, unexpected).map {
        fault("says \"\($1)\", not \"\($0)\"", required: "\($0)")
      }
        + unmet[mistaken...].map { fault("does not say \"\($0)\"", required: "\($0)") }
        + unexpected[mistaken...].map {
          fault("is not expected to say \"\($0)\"", required: patterns[0].description)
        }
    }
  }

  private var found: String {
    if !messages.isEmpty { return messages.joined(separator: "; ") }
    return hasPassed ? "pass" : reason.map { "not applicable: \($0)" } ?? "nothing"
  }
}

/// Which checks of a policy were seen to do what their tests expect.
private struct TestCoverage {
  private let checks: [Check]
  private var passing: Set<String> = []
  private var flagged: Set<String> = []

  /// What a policy inherits unchanged is for the tests of the policy that says it.
  init(_ policy: Policy) {
    checks = policy.checks.filter { $0.location?.path == policy.path }
  }

  mutating func note(_ expectation: PolicyTestCase.Expectation) {
    switch expectation.outcome {
    case .pass: passing.insert(expectation.check)
    case .messages: flagged.insert(expectation.check)
    case .notApplicable: break
    }
  }

  /// Each check as a case of its own.
  var cases: [TestRecords.Case] {
    checks.map { check in
      let location = check.location ?? SourceLocation(path: "", line: 1, column: 1)
      func fault(_ what: String) -> TestRecords.Fault {
        TestRecords.Fault(
          check: check.id, message: "\(check.id) is not tested: no case \(what)",
          location: location, found: "no such case", required: "a case that \(what)")
      }
      return TestRecords.Case(
        title: "check \(check.id)", location: location,
        faults: (passing.contains(check.id) ? [] : [fault("expects it to pass")])
          + (flagged.contains(check.id) ? [] : [fault("expects it to object")]))
    }
  }
}
