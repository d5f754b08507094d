import Listings
import RuleEngine
import SourceText
import X509

/// Records of a listing together with their details.
final class DetailedRecords: RecordCollection {
  private let records: any RecordCollection
  private let details: RecordDetails
  /// What only the details give.
  private let factsInDetails: FactSet

  init(_ records: any RecordCollection, _ format: ListingFormat, _ details: RecordDetails) {
    self.records = records
    self.details = details
    let detail = details.detail.format
    factsInDetails = FactSet(
      Fact.allCases.filter { fact in
        // That the details hold a private key is worth asking for where the format expects one.
        if fact == .exposesPrivateKey { return !detail.secretKeys.isEmpty }
        return detail.canState(fact) && !format.canState(fact)
      })
  }

  var count: Int { records.count }
  var defects: [Diagnostic] { records.defects + details.defects }

  func speaks(of fact: Fact) -> Bool { records.speaks(of: fact) || factsInDetails.contains(fact) }

  func makeReader() -> any RecordReader { Reader(self) }

  func location(of index: Int) -> SourceLocation { records.location(of: index) }

  /// Asks the listing, or the details where only they know.
  private final class Reader: RecordReader {
    private let records: DetailedRecords
    private let base: any RecordReader
    private var index = 0
    private var known: RecordDetails.Outcome?
    private var detail: (any RecordReader)?
    private var notices: [Notice] = []

    init(_ records: DetailedRecords) {
      self.records = records
      base = records.records.makeReader()
    }

    func move(to index: Int) {
      base.move(to: index)
      self.index = index
      notices += detail?.takeNotices() ?? []
      (known, detail) = (nil, nil)
    }

    var isDeleted: Bool { base.isDeleted }
    var location: SourceLocation { base.location }

    func takeNotices() -> [Notice] {
      defer { notices = [] }
      return notices + base.takeNotices() + (detail?.takeNotices() ?? [])
    }

    /// What the listing itself says, where the details have the certificate.
    var listing: (any FactReader)? {
      guard records.factsInDetails.contains(.certificate), case .stated = certificate() else {
        return base.listing
      }
      return base
    }

    // MARK: Facts

    private func ask<Value>(
      _ fact: Fact, _ read: (any RecordReader) -> Reading<Value>
    ) -> Reading<Value> {
      guard records.factsInDetails.contains(fact) else { return read(base) }
      switch outcome {
      case .record: return detail.map(read) ?? .unspoken
      case .failed(let reason): return .unreadable(reason)
      case .left: return read(base)
      }
    }

    /// The details, looked at once for each record.
    private var outcome: RecordDetails.Outcome {
      if let known { return known }
      let outcome = records.details.outcome(of: index)
      known = outcome
      if case .record(let record) = outcome {
        detail = record.makeReader()
        detail?.move(to: 0)
      }
      return outcome
    }

    var spokenFacts: FactSet {
      var facts = base.spokenFacts
      facts.formUnion(records.factsInDetails)
      return facts
    }

    func text(_ fact: Fact) -> Reading<String> { ask(fact) { $0.text(fact) } }
    func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
      ask(fact) { $0.withText(fact, body) }
    }
    func texts(_ fact: Fact) -> Reading<[String]> { ask(fact) { $0.texts(fact) } }
    func time(_ fact: Fact) -> Reading<Timestamp> { ask(fact) { $0.time(fact) } }
    func count(_ fact: Fact) -> Reading<Int> { ask(fact) { $0.count(fact) } }
    func flag(_ fact: Fact) -> Reading<Bool> {
      // The listing or the details: one of them is enough.
      if fact == .exposesPrivateKey, base.flag(fact).value == true { return base.flag(fact) }
      return ask(fact) { $0.flag(fact) }
    }
    func status() -> Reading<Status> { ask(.status) { $0.status() } }
    func fingerprints() -> Reading<[Fingerprint]> { ask(.fingerprints) { $0.fingerprints() } }
    func certificate() -> Reading<Certificate> { ask(.certificate) { $0.certificate() } }
    func chain() -> Reading<[Certificate]> { ask(.chain) { $0.chain() } }

    // MARK: Places

    /// What is shown of a fact: that of the details, once they were read.
    private func teller(_ fact: Fact) -> any RecordReader {
      guard records.factsInDetails.contains(fact), case .record = outcome, let detail else {
        return base
      }
      return detail
    }

    func place(of fact: Fact) -> FactPlace { teller(fact).place(of: fact) }
    func place(of fact: Fact, element: Int) -> FactPlace {
      teller(fact).place(of: fact, element: element)
    }
  }
}
