/// How reports name each record: unique in the run, and the same from run to run.
package struct Labels: Sendable {
  /// How much is said: the name alone, with the id where names clash, with the place where
  /// those clash too.
  enum Detail: CaseIterable { case name, nameAndID, nameIDAndPlace }

  private var clashing: [Set<UInt64>] = []

  init() {}

  /// - Parameters:
  ///   - repeated: the hashes of names that several records share.
  ///   - records: all records, to look at those again.
  init(
    repeated: RepeatedHashes, count: Int, forEachRecord: ((CertificateRecord) -> Void) -> Void
  ) {
    guard !repeated.isEmpty else { return }
    // Each round spells out the records that still clash; two rounds spell out everything.
    var names: Set<UInt64> = []
    forEachRecord { record in
      let hash = Labels.hash(of: record, .name)
      if repeated.contains(hash) { names.insert(hash) }
    }
    clashing = [names]
    var second = RepeatedHashes(expecting: count)
    forEachRecord { record in second.add(Labels.hash(of: record, detail(for: record))) }
    guard !second.isEmpty else { return }
    var ids: Set<UInt64> = []
    forEachRecord { record in
      let hash = Labels.hash(of: record, detail(for: record))
      if second.contains(hash) { ids.insert(hash) }
    }
    clashing.append(ids)
  }

  package func label(of record: CertificateRecord) -> String {
    Labels.text(of: record, detail(for: record))
  }

  private func detail(for record: CertificateRecord) -> Detail {
    guard let names = clashing.first, names.contains(Labels.hash(of: record, .name)) else {
      return clashing.count > 1 && clashing[1].contains(Labels.hash(of: record, .name))
        ? .nameIDAndPlace : .name
    }
    guard clashing.count > 1, clashing[1].contains(Labels.hash(of: record, .nameAndID)) else {
      return .nameAndID
    }
    return .nameIDAndPlace
  }

  static func hash(of record: CertificateRecord, _ detail: Detail) -> UInt64 {
    var hash = StableHash()
    hash.combine(text(of: record, detail))
    return hash.value
  }

  private static func text(of record: CertificateRecord, _ detail: Detail) -> String {
    let name = record.reader.text(.name).value
    let id = record.reader.text(.id).value
    let place = "\(record.input.place)#\(record.index + 1)"
    let base = name ?? id ?? place
    return switch detail {
    case .name: base
    case .nameAndID: name == nil ? base : id.map { "\(base)@\($0)" } ?? "\(base)@\(place)"
    case .nameIDAndPlace: "\(base)@\(place)"
    }
  }
}
