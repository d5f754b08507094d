import Listings
import OperatingSystem
import RuleEngine
import SourceText

/// Some records held against a policy, for what is said of each.
struct Trial {
  private let evaluation: Evaluation
  /// What the checks say, record by record.
  let outcomes: [CheckOutcome]

  init(_ policy: Policy, _ inventory: Inventory, at now: Instant) {
    let evaluation = Evaluation(
      policies: [policy], inventory: inventory, at: now, workers: .sequential)
    self.evaluation = evaluation
    var outcomes: [CheckOutcome] = []
    for suite in evaluation.suites {
      suite.input.records.forEachRecord(of: suite.input) { record in
        outcomes += evaluation.outcomes(of: record, in: suite, withEvidenceOfPasses: false)
      }
    }
    self.outcomes = outcomes
  }

  /// Why a check does not apply to some of the records; nil if it applies to all.
  func reasonNotToApply(_ id: String) -> String? {
    for suite in evaluation.suites {
      for (check, tally) in zip(suite.policy.checks, suite.tallies) where check.id == id {
        if let reason = tally.notApplicable.keys.map(\.description).min() { return reason }
      }
    }
    return nil
  }

  /// Reads records of the record schema, each a JSON object on a line of its own.
  static func inventory(ofRecords lines: [String], place: String) throws(Diagnostic) -> Inventory {
    let formats: ListingFormats
    do {
      formats = try ListingFormats()
    } catch {
      throw error.diagnostics.first ?? Diagnostic("the shipped formats cannot be read")
    }
    let outcome = ListingReader(formats: formats).read(
      FileBytes(Array(lines.joined(separator: "\n").utf8)), place: place, pathInProject: place,
      as: "certgate")
    switch outcome {
    case .listing(let input): return Inventory([input])
    case .unrecognised(let diagnostic), .failed(let diagnostic, _): throw diagnostic
    }
  }
}

extension RecordCollection {
  /// Visits the records that are not deleted.
  fileprivate func forEachRecord(of input: Input, _ visit: (CertificateRecord) -> Void) {
    let reader = makeReader()
    for index in 0..<count {
      reader.move(to: index)
      if !reader.isDeleted {
        visit(CertificateRecord(reader: reader, input: input, index: index))
      }
    }
  }
}
