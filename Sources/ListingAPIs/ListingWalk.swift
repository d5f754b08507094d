import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// Asks a listing API page by page until it has all of them, or knows that it has not.
///
/// Nobody writes stop conditions: the end is where the source says so, or an empty page. A page
/// that is shorter than what was asked for is no end, since servers cap the size of pages.
package struct ListingWalk: Sendable {
  /// More pages or records than these are an error, not a shorter listing.
  package struct Limits: Sendable {
    package var pages = 10_000
    package var records = 1_000_000
    package init() {}
  }

  /// How many pages are asked for at once where their addresses are known.
  private static let ahead = 8

  private let format: ListingFormat
  private let plan: RequestPlan
  private let reader: ListingReader
  private let transport: any ListingTransport
  private let workers: Workers
  private let limits: Limits
  private let place: String

  package init(
    format: ListingFormat, plan: RequestPlan, reader: ListingReader,
    transport: any ListingTransport, workers: Workers, place: String, limits: Limits = Limits()
  ) {
    self.format = format
    self.plan = plan
    self.reader = reader
    self.transport = transport
    self.workers = workers
    self.place = place
    self.limits = limits
  }

  /// The whole listing as one input; what was read of it before a failure is an incomplete one.
  package func input() -> Input {
    var walk = Progress()
    do throws(Stop) {
      try follow(&walk)
    } catch {
      guard !walk.pages.isEmpty else {
        return Input(place: place, failure: error.diagnostic, format: format.name)
      }
      walk.notices.append(notice("page \(walk.pages.count + 1): \(error.diagnostic.message)"))
      return Input(
        pages: walk.pages, place: place, pathInProject: place,
        completeness: .incomplete(expected: walk.total, got: walk.got), notices: walk.notices)
    }
    return Input(
      pages: walk.pages, place: place, pathInProject: place,
      completeness: completeness(walk), notices: walk.notices)
  }

  /// The first page alone, to see whether and how the source answers.
  package func firstPage() -> Input {
    do throws(Stop) {
      return try read(answers(to: [sizing(plan.request)], from: 1)[0].get(), 1).input
    } catch {
      return Input(place: place, failure: error.diagnostic, format: format.name)
    }
  }

  private func follow(_ walk: inout Progress) throws(Stop) {
    var questions: [HTTPRequest]? = [sizing(plan.request)]
    while let next = questions {
      for answer in answers(to: next, from: walk.pages.count + 1) {
        let page = try read(answer.get(), walk.pages.count + 1)
        guard try take(page, &walk) else { return }
      }
      questions = try nextQuestions(after: &walk)
    }
  }

  /// Why the walk ends without a listing.
  private struct Stop: Error {
    let diagnostic: Diagnostic
  }

  private struct Progress {
    var pages: [Input] = []
    var got = 0
    var lastAnswer: HTTPResponse?
    var visited: Set<String> = []
    var notices: [Notice] = []
    /// The source came to an end that it announced.
    var isEnded = false
    /// The source gave again what it had given.
    var isStuck = false

    var signs: PageSigns { pages.last?.pageSigns ?? PageSigns() }
    /// The largest total that any page speaks of.
    var total: Int? { pages.compactMap(\.pageSigns.total).max() }
  }

  // MARK: Pages

  private struct Page {
    let input: Input
    let answer: HTTPResponse
  }

  private func answers(
    to requests: [HTTPRequest], from first: Int
  ) -> [Result<HTTPResponse, Stop>] {
    workers.map(Array(requests.enumerated())) { index, request in
      do throws(HTTPError) {
        return .success(try transport.send(request, page: first + index))
      } catch {
        return .failure(stop(Escaping.terminal("\(error)")))
      }
    }
  }

  private func read(_ answer: HTTPResponse, _ number: Int) throws(Stop) -> Page {
    let place = number == 1 ? place : "\(place)#\(number)"
    if let refusal = Refusal(
      answer, authorization: plan.authorization, hiding: plan.secrets)
    {
      throw stop(refusal.message, at: place, help: refusal.help)
    }
    let outcome = reader.read(
      FileBytes(answer.body), place: place, pathInProject: place, as: format.name)
    switch outcome {
    case .listing(let input): return Page(input: input, answer: answer)
    case .unrecognised(let diagnostic), .failed(let diagnostic, _):
      throw Stop(diagnostic: diagnostic)
    }
  }

  /// Adds a page; false if nothing may follow it.
  private func take(_ page: Page, _ walk: inout Progress) throws(Stop) -> Bool {
    if let last = walk.pages.last, page.input.records.count > 0, last.hasSameItems(as: page.input) {
      walk.isStuck = true
      walk.notices.append(notice("the source gave the same page again, and was asked no further"))
      return false
    }
    walk.lastAnswer = page.answer
    if page.input.records.count == 0, !walk.pages.isEmpty {
      walk.isEnded = true
      return false
    }
    walk.pages.append(page.input)
    walk.got += page.input.records.count
    if walk.pages.count > limits.pages {
      throw stop("the listing has more than \(limits.pages) pages, and was asked no further")
    }
    if walk.got > limits.records {
      throw stop(
        "the listing has more than \(limits.records) certificates, and was asked no further")
    }
    return true
  }

  // MARK: What comes next

  /// The questions to ask next; nil at the end.
  private func nextQuestions(
    after walk: inout Progress
  ) throws(Stop) -> [HTTPRequest]? {
    guard case .paged(let pages) = format.paging else { return nil }
    let question = sizing(plan.request)
    switch pages.step {
    case .unstated: return nil
    case .number(let parameter, let first):
      guard let last = lastNumber(walk, first: first) else { return nil }
      let next = first + walk.pages.count
      guard next <= last else { return nil }
      // Without a last page that is announced, each page tells whether there is another.
      let end = last == .max ? next : min(last, next + Self.ahead - 1)
      return (next...end).map { number in
        question.at(question.url.setting(parameter, to: String(number)))
      }
    case .offset(let parameter):
      if let total = walk.total, walk.got >= total { return nil }
      return [question.at(question.url.setting(parameter, to: String(walk.got)))]
    case .address:
      guard let next = walk.signs.next, isNew(next, &walk) else { return nil }
      return [question.at(try address(next))]
    case .link(let relation):
      guard let link = LinkHeader.target(of: relation, in: walk.lastAnswer), isNew(link, &walk)
      else { return nil }
      return [question.at(try address(link))]
    case .cursor(let from, let carrier):
      let cursor: String? =
        switch from {
        case .document: walk.signs.next
        case .header(let name): walk.lastAnswer?.headers[name]
        }
      guard let cursor, !cursor.isEmpty, isNew(cursor, &walk) else { return nil }
      return [question.carrying(cursor, in: carrier)]
    }
  }

  /// Whether a link or cursor was not followed before; one that was would lead on for ever.
  private func isNew(_ next: String, _ walk: inout Progress) -> Bool {
    if walk.visited.insert(next).inserted { return true }
    walk.isStuck = true
    walk.notices.append(notice("the way to the next page leads back, and was not followed again"))
    return false
  }

  /// The number of the last page, as far as the source lets know; nil if this was it.
  private func lastNumber(_ walk: Progress, first: Int) -> Int? {
    if let count = walk.signs.pages { return first + count - 1 }
    if let total = walk.total { return walk.got >= total ? nil : .max }
    // A single page that shows neither is all there is to know; asking on would never end where
    // the source ignores the number, and the same page again says so.
    return .max
  }

  /// The address of the next page, which must lie where this one does.
  private func address(_ reference: String) throws(Stop) -> HTTPURL {
    let here = plan.request.url
    guard let address = here.resolving(reference) else {
      throw stop("the link to the next page is no address")
    }
    guard address.origin == here.origin else {
      throw stop(
        "the link to the next page leads to another place, \(Escaping.terminal("\(address.origin)")), "
          + "and was not followed",
        help: "credentials are sent to \(here.origin) alone")
    }
    return address
  }

  private func sizing(_ question: HTTPRequest) -> HTTPRequest {
    guard case .paged(let pages) = format.paging, let size = pages.size else { return question }
    return question.at(question.url.setting(size.parameter, to: size.value))
  }

  // MARK: Whether it is all

  private func completeness(_ walk: Progress) -> Completeness {
    if let total = walk.total {
      if walk.got == total { return .complete }
      return walk.got < total
        ? .incomplete(expected: total, got: walk.got)
        : .unknown("it states a total of \(total) and holds \(walk.got)")
    }
    if walk.isStuck {
      return walk.signs.pages == nil && walk.signs.next == nil
        ? .unknown("the source ignores which page it is asked for")
        : .incomplete(expected: nil, got: walk.got)
    }
    if walk.pages.count == 1, !walk.isEnded { return walk.pages[0].completeness }
    return .complete
  }

  // MARK: Words

  private func notice(_ kind: String) -> Notice {
    Notice(kind: kind, first: SourceLocation(path: place, line: 1, column: 1))
  }

  private func stop(_ message: String, at place: String? = nil, help: String? = nil) -> Stop {
    Stop(
      diagnostic: Diagnostic(
        message, at: place.map { SourceLocation(path: $0, line: 1, column: 1) },
        notes: help.map { ["help: \($0)"] } ?? []))
  }
}

extension HTTPRequest {
  fileprivate func at(_ url: HTTPURL) -> HTTPRequest {
    HTTPRequest(method, url, headers: headers, body: body)
  }

  fileprivate func carrying(_ cursor: String, in carrier: PageStep.Carrier) -> HTTPRequest {
    switch carrier {
    case .query(let name): return at(url.setting(name, to: cursor))
    case .header(let name):
      var headers = HTTPHeaders()
      for field in self.headers.fields where field.name.lowercased() != name.lowercased() {
        headers.add(field.name, field.value)
      }
      headers.add(name, cursor)
      return HTTPRequest(method, url, headers: headers, body: body)
    }
  }
}
