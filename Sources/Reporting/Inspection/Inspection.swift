import RuleEngine

/// What certgate reads in an inventory, before any policy: its records, and which facts they give.
package struct Inspection {
  /// How often one fact was read, and from where.
  struct FactCount {
    let fact: Fact
    /// The source's own name of the field.
    var field: String
    var stated = 0
    var missing = 0
    var unreadable = 0
  }

  /// One input, looked at as a whole.
  struct Overview {
    let input: Input
    var certificates = 0
    var deleted = 0
    /// The facts the format speaks of.
    var facts: [FactCount] = []
    var notices: [Notice] = []
  }

  let overviews: [Overview]

  package init(_ inventory: Inventory) {
    overviews = inventory.inputs.map { Overview($0) }
  }

  package var certificates: Int { overviews.reduce(0) { $0 + $1.certificates } }

  /// Every input could be read, and none is known to be partial.
  package var isComplete: Bool {
    overviews.allSatisfy { overview in
      if case .incomplete = overview.input.completeness { return false }
      return overview.input.failure == nil && overview.input.allDefects.isEmpty
    }
  }
}

extension Inspection.Overview {
  fileprivate init(_ input: Input) {
    self.input = input
    let reader = input.records.makeReader()
    // What kind of record it is goes without saying.
    var counts = Fact.allCases.filter { $0 != .kind }.map {
      Inspection.FactCount(fact: $0, field: "")
    }
    for index in 0..<input.records.count {
      reader.move(to: index)
      if reader.isDeleted {
        deleted += 1
        continue
      }
      certificates += 1
      for ordinal in counts.indices { counts[ordinal].count(in: reader) }
    }
    facts = counts.filter { $0.stated + $0.missing + $0.unreadable > 0 }
    notices = Notice.merged(input.notices + reader.takeNotices())
  }
}

extension Inspection.FactCount {
  fileprivate mutating func count(in reader: any FactReader) {
    switch fact.kind {
    case .text: count(reader.text(fact))
    case .certificate: count(reader.certificate())
    case .certificates: count(reader.chain())
    case .texts: count(reader.texts(fact))
    case .time: count(reader.time(fact))
    case .count: count(reader.count(fact))
    case .flag: count(reader.flag(fact))
    case .status: count(reader.status())
    case .fingerprints: count(reader.fingerprints())
    }
    if field.isEmpty, stated + missing + unreadable > 0 { field = reader.place(of: fact).field }
  }

  private mutating func count<Value>(_ reading: Reading<Value>) {
    switch reading {
    case .stated: stated += 1
    case .missing: missing += 1
    case .unreadable: unreadable += 1
    case .unspoken: break
    }
  }
}
