/// A part of the inventory for one worker: runs of records, in inventory order.
struct Shard: Sendable {
  var runs: [(input: Int, range: Range<Int>)] = []

  /// Cuts the inventory into parts of equal size, so that their results join in order.
  static func split(_ inventory: Inventory, into count: Int) -> [Shard] {
    // A thread costs more than judging a few records.
    let smallest = 512
    let total = inventory.inputs.reduce(0) { $0 + $1.records.count }
    let size = max(smallest, (total + count - 1) / count)
    var shards = [Shard()]
    var room = size
    for (input, records) in inventory.inputs.map(\.records).enumerated() {
      var start = 0
      while start < records.count {
        if room == 0 {
          shards.append(Shard())
          room = size
        }
        let end = min(records.count, start + room)
        shards[shards.count - 1].runs.append((input, start..<end))
        room -= end - start
        start = end
      }
    }
    return shards
  }
}

/// The first look at every record: what can be told of it alone is counted, and hashes are
/// gathered of what can only be told by comparing records.
struct Survey: Sendable {
  /// The inputs that were looked at: a shard has a few of very many.
  let inputs: Range<Int>
  /// By input, policy and check.
  var tallies: [[[Tally]]]
  /// By input and policy: the indexes of records with results other than passes.
  var flagged: [[[FlaggedRecord]]]
  /// By input.
  var certificates: [Int]
  var deleted: [Int]
  var notices: [[Notice]]
  /// By worker.
  var names: [HashedRecords] = []
  /// By policy, check and worker; empty for checks of single records.
  var keyHashes: [[[HashedRecords]]]
  /// By policy and check: the records that are judged once their counterparts are known.
  var waiting: [[[RecordNumber]]]

  static func empty(policies: [Policy], inputs: Range<Int>) -> Survey {
    let tallies = policies.map { Array(repeating: Tally(), count: $0.checks.count) }
    return Survey(
      inputs: inputs, tallies: Array(repeating: tallies, count: inputs.count),
      flagged: Array(
        repeating: Array(repeating: [], count: policies.count), count: inputs.count),
      certificates: Array(repeating: 0, count: inputs.count),
      deleted: Array(repeating: 0, count: inputs.count),
      notices: Array(repeating: [], count: inputs.count),
      keyHashes: policies.map { Array(repeating: [], count: $0.checks.count) },
      waiting: policies.map { Array(repeating: [], count: $0.checks.count) })
  }
}

extension Survey {
  init(_ shard: Shard, policies: [Policy], inventory: Inventory, now: Instant) {
    let first = shard.runs.first?.input ?? 0
    self = .empty(policies: policies, inputs: first..<(shard.runs.last?.input ?? first - 1) + 1)
    let count = shard.runs.reduce(0) { $0 + $1.range.count }
    var names = HashedRecords(expecting: count)
    var keyHashes = keyHashes.map { $0.map { _ in HashedRecords(expecting: count) } }
    var reader: (any RecordReader)?
    var suites = policies.map { SuiteSurvey($0) }
    for (number, range) in shard.runs {
      for suite in suites.indices { suites[suite].turn(to: inventory.inputs[number]) }
      look(
        at: range, of: inventory.inputs[number], number, &reader, &suites, &names, &keyHashes, now)
      let input = number - first
      for policy in suites.indices {
        flagged[input][policy] += suites[policy].flagged
        suites[policy].forEachCheck { check, tally, waiting in
          tallies[input][policy][check] = tally
          self.waiting[policy][check] += waiting
        }
      }
    }
    self.names = [names]
    self.keyHashes = keyHashes.map { $0.map { [$0] } }
  }

  private mutating func look(
    at range: Range<Int>, of input: Input, _ inputNumber: Int, _ spare: inout (any RecordReader)?,
    _ suites: inout [SuiteSurvey], _ names: inout HashedRecords,
    _ keyHashes: inout [[HashedRecords]], _ now: Instant
  ) {
    let reader = input.records.makeReader(reusing: spare)
    spare = reader
    let place = inputNumber - inputs.lowerBound
    var record = CertificateRecord(reader: reader, input: input, index: 0)
    for index in range {
      record.move(to: index)
      if reader.isDeleted {
        deleted[place] += 1
        continue
      }
      let number = RecordNumber(input: inputNumber, index: index)
      guard input.isJudged else {
        for suite in suites.indices {
          suites[suite].compare(record, number, at: now, &keyHashes[suite])
        }
        continue
      }
      certificates[place] += 1
      names.append(HashedRecords.Entry(hash: Labels.hash(of: record, .name), record: number))
      for suite in suites.indices {
        suites[suite].judge(record, number, at: now, &keyHashes[suite])
      }
    }
    notices[place] += reader.takeNotices()
  }

  private mutating func adopt(_ other: Survey, _ part: Int, as input: Int) {
    tallies[input] = other.tallies[part]
    flagged[input] = other.flagged[part]
    certificates[input] = other.certificates[part]
    deleted[input] = other.deleted[part]
    notices[input] += other.notices[part]
  }

  /// Adds what was found of some of the inputs.
  mutating func append(_ other: Survey) {
    for number in other.inputs {
      let (input, part) = (number - inputs.lowerBound, number - other.inputs.lowerBound)
      // Only those are in two parts that the shards were cut in.
      guard certificates[input] > 0 || deleted[input] > 0 else {
        adopt(other, part, as: input)
        continue
      }
      for policy in tallies[input].indices {
        for check in tallies[input][policy].indices {
          tallies[input][policy][check] += other.tallies[part][policy][check]
        }
        flagged[input][policy] += other.flagged[part][policy]
      }
      certificates[input] += other.certificates[part]
      deleted[input] += other.deleted[part]
      notices[input] += other.notices[part]
    }
    names += other.names
    for policy in keyHashes.indices {
      for check in keyHashes[policy].indices {
        keyHashes[policy][check] += other.keyHashes[policy][check]
        waiting[policy][check] += other.waiting[policy][check]
      }
    }
  }

  /// The groups of each policy's checks; the keys themselves are compared, not only their hashes.
  func groups(policies: [Policy], inventory: Inventory, workers: Workers) -> [[Groups]] {
    policies.indices.map { policy in
      policies[policy].checks.indices.map { check in
        let hashes = keyHashes[policy][check]
        let body = policies[policy].checks[check].body
        let (rule, suspects): (any GroupingRule, [RecordNumber])
        switch body {
        case .inventory(let inventoryRule):
          (rule, suspects) = (inventoryRule, repeats(among: hashes, workers))
        case .comparison(let comparison):
          (rule, suspects) = (
            comparison, counterparts(of: waiting[policy][check], among: hashes, workers)
          )
        case .record, .answered, .nothing: return .none
        }
        guard !suspects.isEmpty else { return .none }
        let candidates = workers.map(suspects.chunked()) { numbers in
          var candidates: [Groups.Candidate] = []
          inventory.forEachRecord(numbered: numbers) { record, number in
            for (index, key) in ((try? rule.keys(of: record)) ?? []).enumerated() {
              guard let qualified = QualifiedKey(key, of: record, scope: rule.scope) else {
                continue
              }
              candidates.append(
                Groups.Candidate(
                  key: qualified, record: number, keyIndex: index, identity: key.identity))
            }
          }
          return candidates
        }
        return Groups(candidates: Array(candidates.joined()), inventory: inventory)
      }
    }
  }

  /// The records with a key whose hash occurs more than once.
  private func repeats(among hashes: [HashedRecords], _ workers: Workers) -> [RecordNumber] {
    let repeated = hashes.repeatedHashes(workers: workers)
    return repeated.isEmpty
      ? [] : hashes.records(workers: workers) { repeated.contains($0.hash) }
  }

  /// The records with a key whose hash is that of a record that waits, those themselves among them.
  private func counterparts(
    of waiting: [RecordNumber], among hashes: [HashedRecords], _ workers: Workers
  ) -> [RecordNumber] {
    let judged = Set(waiting)
    let asked = Set(hashes.entries(workers: workers) { judged.contains($0.record) }.map(\.hash))
    return asked.isEmpty ? [] : hashes.records(workers: workers) { asked.contains($0.hash) }
  }

  /// Judges the members of groups, which the first look had let pass, and those that waited.
  mutating func judgeGroups(
    _ groups: [[Groups]], policies: [Policy], inventory: Inventory, now: Instant, workers: Workers
  ) {
    for (policyIndex, policy) in policies.enumerated() {
      var newlyFlagged: [(number: RecordNumber, check: Int)] = []
      for (checkIndex, check) in policy.checks.enumerated() {
        let groups = groups[policyIndex][checkIndex]
        let isComparison = if case .comparison = check.body { true } else { false }
        let judged = isComparison ? waiting[policyIndex][checkIndex] : groups.records
        let verdicts = workers.map(judged.chunked()) { numbers in
          var judge = Judge(policy: policy, now: now)
          var tallies: [Int: Tally] = [:]
          var flagged: [RecordNumber] = []
          inventory.forEachRecord(numbered: numbers) { record, number in
            guard record.input.isJudged else { return }
            if !isComparison { tallies[number.input, default: Tally()].passed -= 1 }
            if judge.count(
              check, record, groups: groups, in: &tallies[number.input, default: Tally()])
            {
              flagged.append(number)
            }
          }
          return (tallies, flagged)
        }
        for (tallies, flagged) in verdicts {
          for (input, tally) in tallies {
            self.tallies[input][policyIndex][checkIndex] += tally
          }
          newlyFlagged += flagged.map { ($0, checkIndex) }
        }
      }
      flag(newlyFlagged, policyIndex)
    }
  }

  private mutating func flag(_ records: [(number: RecordNumber, check: Int)], _ policy: Int) {
    for (input, entries) in Dictionary(grouping: records, by: \.number.input) {
      let others = entries.map { entry in
        var checks = CheckFlags()
        checks.insert(entry.check)
        return FlaggedRecord(index: entry.number.index, checks: checks)
      }
      flagged[input][policy] = FlaggedRecord.merged(flagged[input][policy], others)
    }
  }

  /// Counts what was answered of records, which the first look had let pass.
  ///
  /// - Parameter policies: those of the first look, with the answers.
  mutating func countAnswers(_ policies: [Policy]) {
    for (policyIndex, policy) in policies.enumerated() {
      var newlyFlagged: [(number: RecordNumber, check: Int)] = []
      for (checkIndex, check) in policy.checks.enumerated() {
        guard case .answered(let rule) = check.body else { continue }
        guard let answers = rule.answers else {
          for input in tallies.indices { tallies[input][policyIndex][checkIndex].takeBackPasses() }
          continue
        }
        answers.forEachRecord { number, findings in
          tallies[number.input][policyIndex][checkIndex].passed -= 1
          guard let findings else {
            tallies[number.input][policyIndex][checkIndex]
              .notApplicable[.unanswered, default: 0] += 1
            return
          }
          if tallies[number.input][policyIndex][checkIndex].count(findings, at: check.severity) {
            newlyFlagged.append((number, checkIndex))
          }
        }
      }
      flag(newlyFlagged, policyIndex)
    }
  }
}

extension Tally {
  /// Records that were let pass until there are answers are unanswered, as there are none.
  fileprivate mutating func takeBackPasses() {
    guard passed > 0 else { return }
    notApplicable[.unanswered, default: 0] += passed
    passed = 0
  }
}

extension [RecordNumber] {
  /// Pieces of some thousand records, for workers to take.
  func chunked() -> [[RecordNumber]] {
    stride(from: 0, to: count, by: 2048).map { Array(self[$0..<Swift.min(count, $0 + 2048)]) }
  }
}

extension Inventory {
  /// Visits some records in inventory order; a number that comes twice in a row is visited once.
  func forEachRecord(
    numbered numbers: some Sequence<RecordNumber>,
    _ visit: (CertificateRecord, RecordNumber) -> Void
  ) {
    var reader: (input: Int, reader: any RecordReader)?
    var previous: RecordNumber?
    for number in numbers where number != previous {
      previous = number
      let input = inputs[number.input]
      let current =
        reader?.input == number.input ? reader?.reader : nil
      let reading = current ?? input.records.makeReader()
      reader = (number.input, reading)
      reading.move(to: number.index)
      visit(CertificateRecord(reader: reading, input: input, index: number.index), number)
    }
  }
}
