import RuleEngine
import SourceText
import Testing

struct EvaluationTests {
  private static let name = SampleName(options: Options([:]))
  private static let expiry = SampleExpiry(options: Options([:]))

  private func evaluation(
    _ checks: [Check], _ inputs: [Input], workers: Workers = .sequential
  ) -> Evaluation {
    Evaluation(
      policies: [Policy(id: "p", path: "p.yaml", checks: checks)], inventory: Inventory(inputs),
      at: .newYear, workers: workers)
  }

  /// Each result of each record: subject, outcome, severity, key and message.
  private func lines(_ evaluation: Evaluation) -> [String] {
    var lines: [String] = []
    for suite in evaluation.suites {
      evaluation.inventory.forEachRecord { record in
        guard record.input.place == suite.input.place else { return }
        for outcome in evaluation.outcomes(of: record, in: suite) {
          lines += outcome.results.map { result in
            [
              evaluation.labels.label(of: record), outcome.check.id, result.outcome.rawValue,
              result.severity?.rawValue ?? "-", result.key ?? "-", result.message,
            ].joined(separator: " | ")
          }
        }
      }
    }
    return lines
  }

  // MARK: Outcomes

  @Test func findingsAreCountedByRecordAndBySeverity() throws {
    let records = ["good", "bad", "early", "bad early"].map { SampleRecord($0) }
    let evaluation = evaluation([Check(id: "names", rule: Self.name)], [.sample(records)])
    let tally = try #require(evaluation.suites.first?.tallies.first)
    #expect(tally.passed == 1)
    #expect(tally.judged == 4)
    #expect((tally.records.error, tally.records.warning, tally.records.note) == (2, 1, 0))
    #expect((tally.findings.error, tally.findings.warning) == (4, 2))
    #expect(evaluation.suites[0].flagged.map(\.index) == [1, 2, 3])
    #expect(
      lines(evaluation) == [
        "good | names | pass | - | - | a good name",
        "bad | names | finding | error | one | bad is bad (one)",
        "bad | names | finding | error | two | bad is bad (two)",
        "early | names | finding | warning | - | early is early",
        "bad early | names | finding | error | one | bad early is bad (one)",
        "bad early | names | finding | error | two | bad early is bad (two)",
        "bad early | names | finding | warning | - | bad early is early",
      ])
  }

  /// Full findings take the check's severity, early ones at most a warning.
  @Test(arguments: Severity.allCases)
  func severitiesAreTheChecks(_ severity: Severity) throws {
    let check = Check(id: "names", rule: Self.name, severity: severity)
    let evaluation = evaluation([check], [.sample([SampleRecord("bad early")])])
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.records.total == 1 && tally.records[severity] == 1)
    #expect(tally.findings[severity] >= 2 && tally.findings.total == 3)
    let severities = lines(evaluation).map { $0.split(separator: " | ")[3] }
    let early = min(severity, .warning)
    #expect(severities.map(String.init) == [severity, severity, early].map(\.rawValue))
  }

  @Test func evidenceIsWhereTheFactStands() {
    let evaluation = evaluation(
      [Check(id: "names", rule: Self.name)], [.sample([SampleRecord("x"), SampleRecord("early")])])
    var evidence: [Evidence] = []
    evaluation.inventory.forEachRecord { record in
      for outcome in evaluation.outcomes(of: record, in: evaluation.suites[0]) {
        evidence += outcome.results.flatMap(\.evidence)
      }
    }
    #expect(evidence.map(\.required) == ["a good name", "patience"])
    #expect(evidence.map(\.place.location.description) == ["a.json:1:1", "a.json:2:1"])
    #expect(evidence.map(\.place.pointer) == ["/0/name", "/1/name"])
    #expect(evidence.map(\.place.found) == ["x", "early"])
  }

  // MARK: Unknowns

  static let unknowns:
    [(
      reading: Reading<Timestamp>, onUnknown: Check.OnUnknown, severity: Severity,
      counted: Severity?,
      message: String
    )] = [
      (.missing, .fail, .error, .error, "cannot be judged: expires (notAfter) is null"),
      (.missing, .fail, .note, .note, "cannot be judged: expires (notAfter) is null"),
      (.missing, .warn, .error, .warning, "cannot be judged: expires (notAfter) is null"),
      (.missing, .warn, .note, .note, "cannot be judged: expires (notAfter) is null"),
      (.missing, .ignore, .error, nil, ""),
      (
        .unreadable("not a date"), .fail, .error, .error,
        "cannot be judged: expires is unreadable (not a date)"
      ),
      (
        .unreadable("not a date"), .warn, .error, .warning,
        "cannot be judged: expires is unreadable (not a date)"
      ),
      (.unreadable("not a date"), .ignore, .error, nil, ""),
    ]

  @Test(arguments: unknowns.indices)
  func unknownsCountAsThePolicySays(_ index: Int) {
    let unknown = Self.unknowns[index]
    let record = SampleRecord("a").with { $0.notAfter = unknown.reading }
    let check = Check(
      id: "expiry", rule: Self.expiry, severity: unknown.severity, onUnknown: unknown.onUnknown)
    let evaluation = evaluation([check], [.sample([record])])
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.findings.total == 0 && tally.passed == 0)
    if let counted = unknown.counted {
      #expect(tally.unknown[counted] == 1 && tally.records[counted] == 1)
      #expect(evaluation.suites[0].flagged.map(\.index) == [0])
      #expect(
        lines(evaluation) == ["a | expiry | unknown | \(counted.rawValue) | - | \(unknown.message)"]
      )
    } else {
      #expect(tally.unknownIgnored == 1 && tally.judged == 0)
      #expect(evaluation.suites[0].flagged.isEmpty)
      #expect(lines(evaluation).isEmpty)
    }
  }

  @Test func whatTheFormatNeverSpeaksOfDoesNotApply() {
    let record = SampleRecord("a").with { $0.notAfter = .unspoken }
    let evaluation = evaluation(
      [Check(id: "expiry", rule: Self.expiry), Check(id: "names", rule: Self.name)],
      [.sample([record])])
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.notApplicable == [.unspoken(.notAfter): 1])
    #expect(tally.judged == 0 && tally.unknown.total == 0)
    #expect(lines(evaluation) == ["a | names | pass | - | - | a good name"])
    #expect(
      NotApplicable.unspoken(.notAfter).description == "the format does not speak of notAfter")
    #expect(NotApplicable.selector.description == "not selected")
  }

  @Test func deletedRecordsAreSkippedAndCounted() {
    let records = [
      SampleRecord("bad").with { $0.isDeleted = true }, SampleRecord("good"),
      SampleRecord("bad").with { $0.isDeleted = true },
    ]
    let evaluation = evaluation([Check(id: "names", rule: Self.name)], [.sample(records)])
    #expect(evaluation.certificates == [1])
    #expect(evaluation.deleted == [2])
    #expect(evaluation.suites[0].tallies[0].judged == 1)
    #expect(evaluation.suites[0].flagged.isEmpty)
  }

  // MARK: Groups

  private func sharing(_ names: [String], owner: String? = nil) -> SampleRecord {
    SampleRecord(names.joined(separator: "+"), owner: owner).with { $0.names = .stated(names) }
  }

  private var shared: [Input] {
    [
      .sample("b.json", [sharing(["x", "y"], owner: "1"), sharing(["z"], owner: "2")]),
      .sample(
        "a.json",
        [
          sharing(["x"], owner: "1"), sharing(["x", "x"], owner: "2"), sharing(["y"], owner: "1"),
          sharing([], owner: "1"), sharing(["z", "z"]),
        ]),
    ]
  }

  static let scopes: [(scope: Scope, lines: [String])] = [
    (
      .listing,
      [
        "x | finding | x | x is also at a.json:2",
        "x+x | finding | x | x is also at a.json:1",
        "y | pass | - | a name of its own",
        " | pass | - | a name of its own",
        "z+z | pass | - | a name of its own",
        "x+y | pass | - | a name of its own",
        "z | pass | - | a name of its own",
      ]
    ),
    (
      .owner,
      [
        "x | finding | x | x is also at b.json:1",
        "x+x | pass | - | a name of its own",
        "y | finding | y | y is also at b.json:1",
        " | pass | - | a name of its own",
        "z+z | pass | - | a name of its own",
        "x+y | finding | x | x is also at a.json:1",
        "x+y | finding | y | y is also at a.json:3",
        "z | pass | - | a name of its own",
      ]
    ),
    (
      .inventory,
      [
        "x | finding | x | x is also at a.json:2, b.json:1",
        "x+x | finding | x | x is also at a.json:1, b.json:1",
        "y | finding | y | y is also at b.json:1",
        " | pass | - | a name of its own",
        "z+z | finding | z | z is also at b.json:2",
        "x+y | finding | x | x is also at a.json:1, a.json:2",
        "x+y | finding | y | y is also at a.json:3",
        "z | finding | z | z is also at a.json:5",
      ]
    ),
  ]

  @Test(arguments: scopes)
  func groupsReachAsFarAsTheirScope(_ scope: Scope, expected: [String]) {
    let evaluation = evaluation(
      [Check(id: "s", rule: SampleSharing(scope))], shared)
    let shown = lines(evaluation).map { line in
      let parts = line.split(separator: " | ", omittingEmptySubsequences: false)
      return [parts[0], parts[2], parts[4], parts[5]].joined(separator: " | ")
    }
    #expect(shown == expected)
    // What is counted is what is shown.
    let tallies = evaluation.suites.flatMap(\.tallies)
    #expect(tallies.map(\.passed).reduce(0, +) == expected.count(where: { $0.contains("pass") }))
    #expect(
      tallies.map(\.findings.error).reduce(0, +)
        == expected.count(where: { $0.contains("finding") }))
    #expect(tallies.map(\.judged).reduce(0, +) == 7)
  }

  /// What a record is only compared with is neither judged nor counted, and its own clashes are no
  /// matter.
  @Test(arguments: [Scope.listing, .inventory])
  func comparesWithWhatIsNotJudged(_ scope: Scope) throws {
    let others = Input.sample(
      "b.json",
      [sharing(["x"]), sharing(["z"]), sharing(["z"]), sharing(["y"]).with { $0.isDeleted = true }])
    let input = Input.sample("a.json", [sharing(["x"]), sharing(["y"])])
    let evaluation = evaluation(
      [Check(id: "s", rule: SampleSharing(scope))],
      [others.forComparison, input.joining(others)])
    #expect(evaluation.suites.map { $0.tallies[0].findings.error } == [1, 0])
    #expect(evaluation.suites.map { $0.tallies[0].passed } == [1, 0])
    #expect(evaluation.suites.map { $0.flagged.map(\.index) } == [[0], []])
    #expect(evaluation.certificates == [2, 0])
    #expect(evaluation.deleted == [0, 1])
    let first = try #require(lines(evaluation).first)
    #expect(first == "x | s | finding | error | x | x is also at b.json:1")
  }

  @Test func aLargeGroupNamesAFewPlaces() {
    let records = (0..<1000).map { _ in sharing(["x"]) }
    let evaluation = evaluation([Check(id: "s", rule: SampleSharing(.listing))], [.sample(records)])
    #expect(evaluation.suites[0].tallies[0].findings.error == 1000)
    #expect(
      lines(evaluation)[2].hasSuffix(
        "x is also at a.json:1, a.json:2, a.json:4, a.json:5, a.json:6 and 994 more"))
  }

  /// Copies of one thing do not clash, and each of them is told of the others.
  @Test func recordsOfOneIdentityCountAsOne() {
    func copy(_ name: String, of identity: String?) -> SampleRecord {
      sharing([name]).with { $0.texts[.label] = identity.map { .stated($0) } ?? .missing }
    }
    let records = [
      copy("x", of: "1"), copy("y", of: "1"), copy("x", of: "1"), copy("x", of: "2"),
      copy("y", of: "1"), copy("x", of: nil), copy("x", of: "2"),
    ]
    let rule = SampleSharing(.listing, identity: .label)
    let evaluation = evaluation([Check(id: "s", rule: rule)], [.sample(records)])
    let shown = lines(evaluation).map { $0.split(separator: " | ").last ?? "" }
    #expect(
      shown == [
        "x is also at a.json:4, a.json:6", "a name of its own", "x is also at a.json:4, a.json:6",
        "x is also at a.json:1, a.json:6", "a name of its own", "x is also at a.json:1, a.json:4",
        "x is also at a.json:1, a.json:6",
      ])
    #expect(evaluation.suites[0].tallies[0].passed == 2)
    #expect(evaluation.suites[0].flagged.map(\.index) == [0, 2, 3, 5, 6])
  }

  /// A record that does not state its names shares them with nobody.
  @Test func groupsLeaveOutWhatIsNotKnown() {
    let missing = SampleRecord("m").with { $0.names = .missing }
    let records = [sharing(["x"]), missing, missing, sharing(["y"])]
    let evaluation = evaluation([Check(id: "s", rule: SampleSharing(.listing))], [.sample(records)])
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.passed == 2)
    #expect(tally.unknown.error == 2)
    #expect(evaluation.suites[0].flagged.map(\.index) == [1, 2])
  }

  // MARK: Shards

  /// More records than one worker takes, of every kind, in inputs of uneven sizes.
  private static let crowd: [Input] = {
    let records = (0..<2400).map { index in
      SampleRecord(
        index % 7 == 0 ? "bad \(index)" : index % 5 == 0 ? "\(index % 400) early" : "n\(index)",
        id: index % 3 == 0 ? nil : "\(index % 1000)", owner: "\(index % 11)"
      ).with { record in
        record.names = index % 13 == 0 ? .missing : .stated(["h\(index % 1900)", "k\(index)"])
        record.isDeleted = index % 17 == 0
        record.notAfter = index % 19 == 0 ? .unreadable("no date") : .stated(Timestamp(.newYear))
        record.notices = ["odd", "word \(index * 7919 % 2503)"]
      }
    }
    return [
      .sample("c.json", Array(records[..<10])), .sample("a.json", Array(records[10..<2000])),
      .sample("b.json", []), .sample("d.json", Array(records[2000...])),
    ]
  }()

  @Test(arguments: [2, 3, 7, 64])
  func shardsDoNotShow(_ count: Int) {
    let checks = [
      Check(id: "names", rule: Self.name),
      Check(id: "expiry", rule: Self.expiry, severity: .warning, onUnknown: .ignore),
      Check(id: "listing", rule: SampleSharing(.listing)),
      Check(id: "owner", rule: SampleSharing(.owner), severity: .note),
      Check(id: "inventory", rule: SampleSharing(.inventory), onUnknown: .warn),
    ]
    let whole = evaluation(checks, Self.crowd)
    let parts = evaluation(checks, Self.crowd.reversed(), workers: .backwards(count))
    #expect(whole.certificates == parts.certificates)
    #expect(whole.deleted == parts.deleted)
    #expect(whole.suites.map(\.tallies) == parts.suites.map(\.tallies))
    #expect(whole.suites.map(\.flagged) == parts.suites.map(\.flagged))
    #expect(whole.notices == parts.notices)
    #expect(whole.notices.map(\.count) == [100, 0, 11, 100])
    var labels: [String] = []
    whole.inventory.forEachRecord { labels.append(whole.labels.label(of: $0)) }
    var others: [String] = []
    parts.inventory.forEachRecord { others.append(parts.labels.label(of: $0)) }
    #expect(labels == others)
    #expect(Set(labels).count == labels.count)
  }

  // MARK: Inventories and notices

  @Test func inputsAreOrderedByPlace() {
    let inventory = Inventory(["b", "a", "C", "a/b", "é"].map { .sample($0, []) })
    #expect(inventory.inputs.map(\.place) == ["C", "a", "a/b", "b", "é"])
  }

  @Test func noticesAddUp() {
    func place(_ line: Int) -> SourceText.SourceLocation { .init(path: "a", line: line, column: 1) }
    let merged = Notice.merged([
      Notice(kind: "b", count: 2, first: place(7)), Notice(kind: "a", first: place(9)),
      Notice(kind: "b", first: place(3)), Notice(kind: "c", first: place(3)),
    ])
    #expect(
      merged.map { "\($0.kind) \($0.count) \($0.first.line)" } == ["b 3 3", "c 1 3", "a 1 9"])
    let many = (0..<300).map { Notice(kind: "kind \($0)", first: place(300 - $0)) }
    #expect(Notice.merged(many).count == 100)
    #expect(Notice.merged(many) == Notice.merged(many.reversed()))
  }
}
