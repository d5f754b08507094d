import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText
import Synchronization

/// The details of the records of a listing, asked for when a fact is asked for that only they give.
///
/// Some records that follow are asked for together, since who asks for one goes on to the next.
final class RecordDetails: Sendable {
  /// Of more records the details are not asked for, and that is an error.
  static let limit = 10_000
  /// How many are asked for together.
  private static let together = 8
  /// Where so many fail one after the other, no more are asked for.
  private static let patience = 16

  enum Outcome: Sendable {
    case record(any RecordCollection)
    /// Why there is none: a sentence.
    case failed(String)
    /// They are not asked for.
    case left
  }

  private struct State {
    var outcomes: [Int: Outcome] = [:]
    var failuresInARow = 0
    /// By message, how many records have it, and which is the first.
    var failures: [String: (count: Int, first: Int, diagnostic: Diagnostic)] = [:]

    mutating func note(_ diagnostic: Diagnostic, _ index: Int) {
      let known = failures[diagnostic.message]
      failures[diagnostic.message] = (
        (known?.count ?? 0) + 1, min(known?.first ?? index, index), diagnostic
      )
    }
  }

  let detail: ListingDetail
  private let plan: DetailPlan
  private let records: any RecordCollection
  private let covered: Range<Int>
  private let reader: ListingReader
  private let transport: any ListingTransport
  private let place: String
  private let state = Mutex(State())
  /// Held by whoever asks, so that no more are asked for at a time than may be.
  private let asking = Mutex(())

  /// - Parameter covered: the records whose details may be asked for.
  init(
    _ detail: ListingDetail, plan: DetailPlan, of records: any RecordCollection,
    covered: Range<Int>, reader: ListingReader, transport: any ListingTransport, place: String
  ) {
    self.detail = detail
    self.plan = plan
    self.records = records
    self.covered = covered
    self.reader = reader
    self.transport = transport
    self.place = place
  }

  func outcome(of index: Int) -> Outcome {
    guard covered.contains(index) else { return .left }
    if index >= Self.limit {
      let message = "no more than the details of \(Self.limit) certificates are asked for"
      state.withLock { $0.note(Diagnostic(message), index) }
      return .failed(message)
    }
    if let known = state.withLock({ $0.outcomes[index] }) { return known }
    return asking.withLock { _ in
      if let known = state.withLock({ $0.outcomes[index] }) { return known }
      ask(from: index)
      return state.withLock { $0.outcomes[index] } ?? .left
    }
  }

  /// What could not be read, each kind of failure once.
  var defects: [Diagnostic] {
    let failures = state.withLock(\.failures)
    return failures.values.sorted { $0.first < $1.first }.map { count, first, diagnostic in
      let location = records.location(of: first)
      let whose =
        count == 1 ? "the details of a certificate" : "the details of \(count) certificates"
      return Diagnostic(
        "\(whose) could not be read: \(diagnostic.message)", at: location, notes: diagnostic.notes)
    }
  }

  // MARK: Asking

  private func ask(from first: Int) {
    let base = records.makeReader()
    var indexes: [Int] = []
    var requests: [HTTPRequest?] = []
    for index in first..<min(first + Self.together, covered.upperBound, Self.limit) {
      base.move(to: index)
      if base.isDeleted || state.withLock({ $0.outcomes[index] != nil }) { continue }
      indexes.append(index)
      requests.append(plan.request { Fact(named: $0).flatMap { base.text($0).value } })
    }
    if let reason = givenUp {
      for index in indexes { keep(.failure(reason), index) }
      return
    }
    // They are numbered behind the pages, of which there are no more than records.
    let (asked, numbers) = (requests, indexes.map { records.count + 1 + $0 })
    do throws(SystemError) {
      let answers = try WorkAhead(count: asked.count, limit: Self.together) { [transport] number in
        Self.answer(to: asked[number], transport, page: numbers[number])
      }
      for index in indexes {
        guard let answer = try answers.next() else { break }
        keep(read(answer, index), index)
      }
    } catch {
      for index in indexes { keep(.failure(Diagnostic("\(error)")), index) }
    }
  }

  private struct Unanswered: Error {
    let diagnostic: Diagnostic
  }

  private static func answer(
    to request: HTTPRequest?, _ transport: any ListingTransport, page: Int
  ) -> Result<HTTPResponse, Unanswered> {
    guard let request else {
      return .failure(
        Unanswered(diagnostic: Diagnostic("the listing does not say what they are asked for by")))
    }
    do throws(HTTPError) {
      return .success(try transport.send(request, page: page))
    } catch {
      return .failure(Unanswered(diagnostic: Diagnostic(Escaping.terminal("\(error)"))))
    }
  }

  private enum Reading {
    case record(any RecordCollection)
    case failure(Diagnostic)
  }

  private func read(_ answer: Result<HTTPResponse, Unanswered>, _ index: Int) -> Reading {
    let response: HTTPResponse
    switch answer {
    case .failure(let error): return .failure(error.diagnostic)
    case .success(let success): response = success
    }
    if let refusal = Refusal(
      response, authorization: plan.authorization, hiding: plan.secrets)
    {
      return .failure(
        Diagnostic(refusal.message, notes: refusal.help.map { ["help: \($0)"] } ?? []))
    }
    let place = "\(place)#detail-\(index + 1)"
    switch reader.read(
      FileBytes(response.body), place: place, pathInProject: place, by: detail.format)
    {
    case .listing(let input) where input.records.count == 1: return .record(input.records)
    case .listing(let input):
      return .failure(Diagnostic("they hold \(input.records.count) certificates instead of one"))
    case .failed(let diagnostic, _), .unrecognised(let diagnostic):
      // Where it stands differs from record to record, and the kind of failure does not.
      return .failure(Diagnostic(diagnostic.message))
    }
  }

  /// Why no more are asked for, if so many failed.
  private var givenUp: Diagnostic? {
    state.withLock { state in
      guard state.failuresInARow >= Self.patience,
        let worst = state.failures.values.max(by: { $0.count < $1.count })
      else { return nil }
      return worst.diagnostic
    }
  }

  private func keep(_ reading: Reading, _ index: Int) {
    state.withLock { state in
      switch reading {
      case .record(let record):
        state.outcomes[index] = .record(record)
        state.failuresInARow = 0
      case .failure(let diagnostic):
        state.outcomes[index] = .failed("its details could not be read: \(diagnostic.message)")
        state.failuresInARow += 1
        state.note(diagnostic, index)
      }
    }
  }
}
