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

  /// How many pages are asked for and not read at the most, where their addresses are known.
  private static let ahead = 8

  private let format: ListingFormat
  private let plan: RequestPlan
  private let details: DetailPlan?
  private let reader: ListingReader
  private let transport: any ListingTransport
  private let limits: Limits
  private let place: String

  package init(
    format: ListingFormat, plan: RequestPlan, details: DetailPlan? = nil, reader: ListingReader,
    transport: any ListingTransport, place: String, limits: Limits = Limits()
  ) {
    self.format = format
    self.plan = plan
    self.details = details
    self.reader = reader
    self.transport = transport
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
      return input(walk, completeness: .incomplete(expected: walk.total, got: walk.got))
    }
    return input(walk, completeness: completeness(walk))
  }

  private func input(_ walk: Progress, completeness: Completeness) -> Input {
    let pages = Input(
      pages: walk.pages, place: place, pathInProject: place, completeness: completeness,
      notices: walk.notices)
    return detailed(pages, covering: 0..<pages.records.count)
  }

  /// An input whose records have their details, which are asked for when they are needed.
  private func detailed(_ input: Input, covering covered: Range<Int>) -> Input {
    guard let details, let detail = format.detail else { return input }
    let records = RecordDetails(
      detail, plan: details, of: input.records, covered: covered, reader: reader,
      transport: transport, place: place)
    return Input(
      place: input.place, pathInProject: input.pathInProject, format: format.name,
      records: DetailedRecords(input.records, format, records), completeness: input.completeness,
      notices: input.notices)
  }

  /// The first page alone, with the details of its first record, to see whether and how the source
  /// answers.
  package func firstPage() -> Input {
    do throws(Stop) {
      let page = try read(answer(to: sizing(plan.request), 1).get(), 1)
      return detailed(page.input, covering: 0..<1)
    } catch {
      return Input(place: place, failure: error.diagnostic, format: format.name)
    }
  }

  private func follow(_ walk: inout Progress) throws(Stop) {
    var questions = [Question(sizing(plan.request), itemsBefore: 0)]
    while !questions.isEmpty {
      guard try ask(questions, &walk) else { return }
      questions = try nextQuestions(after: &walk)
    }
  }

  /// Asks for pages ahead of reading them; false if nothing may follow them.
  private func ask(_ questions: [Question], _ walk: inout Progress) throws(Stop) -> Bool {
    let first = walk.pages.count + 1
    let answers: WorkAhead<Result<HTTPResponse, Stop>>
    do throws(SystemError) {
      answers = try WorkAhead(count: questions.count, limit: Self.ahead) { index in
        answer(to: questions[index].request, first + index)
      }
    } catch {
      throw stop("\(error)")
    }
    for question in questions {
      // A page of another size moves all that follow.
      if let count = question.itemsBefore, count != walk.got { return true }
      let page = try read(next(of: answers).get(), walk.pages.count + 1)
      guard try take(page, &walk) else { return false }
    }
    return true
  }

  private func next(
    of answers: WorkAhead<Result<HTTPResponse, Stop>>
  ) -> Result<HTTPResponse, Stop> {
    do throws(SystemError) {
      return try answers.next() ?? .failure(stop("there is no answer"))
    } catch {
      return .failure(stop("\(error)"))
    }
  }

  /// What is asked for a page.
  private struct Question: Sendable {
    let request: HTTPRequest
    /// How many items must have come before; nil where that does not matter.
    let itemsBefore: Int?

    init(_ request: HTTPRequest, itemsBefore: Int? = nil) {
      self.request = request
      self.itemsBefore = itemsBefore
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

  private func answer(to request: HTTPRequest, _ number: Int) -> Result<HTTPResponse, Stop> {
    do throws(HTTPError) {
      return .success(try transport.send(request, page: number))
    } catch {
      return .failure(stop(Escaping.terminal("\(error)")))
    }
  }

  private func read(_ answer: HTTPResponse, _ number: Int) throws(Stop) -> Page {
    let place = number == 1 ? place : "\(place)#\(number)"
    if let refusal = Refusal(
      answer, authorization: plan.authorization, hiding: plan.secrets)
    {
      throw stop(refusal.message, help: refusal.help)
    }
    let outcome = reader.read(
      FileBytes(answer.body), place: place, pathInProject: place, as: format.name)
    switch outcome {
    case .listing(let input): return Page(input: input, answer: answer)
    case .unrecognised(let diagnostic), .failed(let diagnostic, _):
      let message = SecretWords(plan.secrets).hidden(in: Array(diagnostic.message.utf8))
      throw Stop(
        diagnostic: Diagnostic(
          String(decoding: message, as: UTF8.self), at: diagnostic.location,
          notes: diagnostic.notes))
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

  /// The questions to ask next; none at the end.
  private func nextQuestions(after walk: inout Progress) throws(Stop) -> [Question] {
    guard case .paged(let pages) = format.paging else { return [] }
    let question = sizing(plan.request)
    switch pages.step {
    case .unstated: return []
    case .number(let parameter, let first):
      let next = first + walk.pages.count
      return (0..<pagesLeft(walk)).map { index in
        Question(question.at(question.url.setting(parameter, to: String(next + index))))
      }
    case .offset(let parameter):
      let (start, size) = (walk.got, walk.pages[0].records.count)
      return (0..<pagesLeft(walk)).map { index in
        let offset = start + index * size
        return Question(
          question.at(question.url.setting(parameter, to: String(offset))), itemsBefore: offset)
      }
    case .address:
      guard let next = walk.signs.next, isNew(next, &walk) else { return [] }
      return [Question(question.at(try address(next)))]
    case .link(let relation):
      guard let link = LinkHeader.target(of: relation, in: walk.lastAnswer), isNew(link, &walk)
      else { return [] }
      return [Question(question.at(try address(link)))]
    case .cursor(let from, let carrier):
      let cursor: String? =
        switch from {
        case .document: walk.signs.next
        case .header(let name): walk.lastAnswer?.headers[name]
        }
      guard let cursor, !cursor.isEmpty, isNew(cursor, &walk) else { return [] }
      return [Question(question.carrying(cursor, in: carrier))]
    }
  }

  /// Whether a link or cursor was not followed before; one that was would lead on for ever.
  private func isNew(_ next: String, _ walk: inout Progress) -> Bool {
    if walk.visited.insert(next).inserted { return true }
    walk.isStuck = true
    walk.notices.append(notice("the way to the next page leads back, and was not followed again"))
    return false
  }

  /// How many more pages to ask for, as far as the source lets know.
  ///
  /// A page that shows neither how many there are nor a total is all there is to know: asking for
  /// one more would never end where the source ignores the number, and the same page again says so.
  private func pagesLeft(_ walk: Progress) -> Int {
    let size = walk.pages[0].records.count
    let left: Int
    if let count = walk.signs.pages {
      left = count - walk.pages.count
    } else if let total = walk.total {
      // Servers cap the size of pages, so the first page has the size of those that follow.
      left = walk.got >= total ? 0 : size == 0 ? 1 : (total - walk.got + size - 1) / size
    } else {
      left = 1
    }
    // One more than there may be, so that there being more is noticed.
    return min(max(0, left), limits.pages + 1 - walk.pages.count)
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
    Notice(kind: kind, first: SourceLocation(wholeFile: place))
  }

  private func stop(_ message: String, help: String? = nil) -> Stop {
    Stop(diagnostic: Diagnostic(message, notes: help.map { ["help: \($0)"] } ?? []))
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
