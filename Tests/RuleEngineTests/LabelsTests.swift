import RuleEngine
import Testing

/// Every record has a label of its own, whatever strangers call their certificates.
struct LabelsTests {
  private func labels(_ inputs: [Input]) -> [String] {
    let evaluation = Evaluation(
      policies: [], inventory: Inventory(inputs), at: .newYear, workers: .sequential)
    var labels: [String] = []
    evaluation.inventory.forEachRecord { labels.append(evaluation.labels.label(of: $0)) }
    return labels
  }

  static let cases: [(records: [SampleRecord], labels: [String])] = [
    // A name alone, else an id, else the place.
    (
      [SampleRecord("one"), SampleRecord(nil, id: "7"), SampleRecord(nil)],
      ["one", "7", "a.json#3"]
    ),
    // Names that clash are told apart by ids.
    (
      [SampleRecord("a", id: "1"), SampleRecord("b", id: "1"), SampleRecord("a", id: "2")],
      ["a@1", "b", "a@2"]
    ),
    // Names and ids that clash, or ids that are missing, by places.
    (
      [SampleRecord("a", id: "1"), SampleRecord("a", id: "1"), SampleRecord("a", id: "2")],
      ["a@a.json#1", "a@a.json#2", "a@2"]
    ),
    ([SampleRecord("a"), SampleRecord("a")], ["a@a.json#1", "a@a.json#2"]),
    ([SampleRecord(nil, id: "7"), SampleRecord(nil, id: "7")], ["7@a.json#1", "7@a.json#2"]),
    // A name that is another's id.
    ([SampleRecord("7", id: "8"), SampleRecord(nil, id: "7")], ["7@8", "7@a.json#2"]),
    // A name that another's label equals.
    (
      [SampleRecord("a@1"), SampleRecord("a", id: "1"), SampleRecord("a", id: "2")],
      ["a@1@a.json#1", "a@a.json#2", "a@2"]
    ),
    // A name that is a place.
    (
      [SampleRecord("a.json#2"), SampleRecord(nil), SampleRecord("c")],
      ["a.json#2@a.json#1", "a.json#2@a.json#2", "c"]
    ),
    // Names that take the shape of labels with places.
    (
      [
        SampleRecord("a", id: "1"), SampleRecord("a", id: "1"), SampleRecord("a@a.json#2"),
        SampleRecord("a@a.json#2@a.json#3"),
      ],
      [
        "a@a.json#1", "a@a.json#2", "a@a.json#2@a.json#3", "a@a.json#2@a.json#3@a.json#4",
      ]
    ),
  ]

  @Test(arguments: cases)
  func labelsAreUnique(_ records: [SampleRecord], expected: [String]) {
    let labels = labels([.sample(records)])
    #expect(labels == expected)
    #expect(Set(labels).count == labels.count)
  }

  @Test func labelsAreUniqueAmongInputs() {
    let labels = labels([
      .sample("b.json", [SampleRecord("x"), SampleRecord(nil), SampleRecord(nil, id: "i")]),
      .sample("a.json", [SampleRecord("x"), SampleRecord(nil), SampleRecord(nil, id: "i")]),
    ])
    #expect(
      labels == [
        "x@a.json#1", "a.json#2", "i@a.json#3", "x@b.json#1", "b.json#2", "i@b.json#3",
      ])
  }

  /// Deleted records have no say.
  @Test func deletedRecordsClashWithNobody() {
    let deleted = SampleRecord("a").with { $0.isDeleted = true }
    #expect(labels([.sample([deleted, SampleRecord("a")])]) == ["a"])
  }

  /// All ways to put names and ids of a few awkward texts together.
  @Test func noMixtureOfAwkwardNamesClashes() {
    let texts: [String?] = [
      nil, "a", "a@a", "a@a.json#1", "a.json#1", "a@a.json#3@a.json#9", "@", "#1", "",
    ]
    var records: [SampleRecord] = []
    for name in texts {
      for id in texts { records.append(SampleRecord(name, id: id)) }
    }
    for records in [records, records + records, records.reversed() + records] {
      let labels = labels([.sample(records), .sample("b.json", records)])
      #expect(Set(labels).count == labels.count)
    }
  }
}
