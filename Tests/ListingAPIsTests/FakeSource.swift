import Listings
import RuleEngine
import Synchronization

@testable import ListingAPIs

/// A listing API that answers from a table, and remembers what it was asked.
final class FakeSource: ListingTransport {
  private let answer: @Sendable (WebAddress) -> ListingAnswer
  private let asked = Mutex<[ListingQuestion]>([])

  init(_ answer: @escaping @Sendable (WebAddress) -> ListingAnswer) {
    self.answer = answer
  }

  func send(_ question: ListingQuestion) throws(ListingTransportError) -> ListingAnswer {
    asked.withLock { $0.append(question) }
    return answer(question.address)
  }

  var questions: [ListingQuestion] { asked.withLock { $0 } }

  var targets: [String] { questions.map(\.address.target) }

  /// Walks over the source by a format, shipped or the test's own.
  func walk(
    _ format: String, own: String? = nil, environment: [String: String] = FakeSource.environment,
    limits: ListingWalk.Limits = ListingWalk.Limits()
  ) throws -> Input {
    let formats = try ListingFormats(files: own.map { [("f.yaml", Array($0.utf8))] } ?? [])
    let known = try formats.named(format)
    let request = try known.request.found()
    let plan = try RequestPlan(request, format: format, .init(environment: environment))
    return ListingWalk(
      format: known, plan: plan, reader: ListingReader(formats: formats), transport: self,
      workers: Workers(count: 1) { count, body in for index in 0..<count { body(index) } },
      place: "listing:\(format)", limits: limits
    ).input()
  }

  static let environment = [
    "CLOUDFLARE_ACCOUNT_ID": "acc 1", "CLOUDFLARE_API_TOKEN": "secret-token",
    "ORGANIZATION_API_HOST": "api.example.com", "ORGANIZATION_ID": "42",
    "ORGANIZATION_API_TOKEN": "secret-token", "LIVEPERSON_DOMAIN": "lp.example.com",
    "LIVEPERSON_ACCOUNT_ID": "le1", "LIVEPERSON_BEARER": "secret-token",
  ]
}

extension ListingFormats {
  fileprivate func named(_ name: String) throws -> ListingFormat { try self[name].found() }
}

struct NotThere: Error {}

extension Optional {
  func found() throws -> Wrapped {
    guard let self else { throw NotThere() }
    return self
  }
}

extension WebAddress {
  /// A parameter of the query, as a number.
  func number(_ name: String) -> Int? {
    target.split(separator: "?").last?.split(separator: "&")
      .first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
  }
}

extension ListingAnswer {
  static func json(_ text: String, status: Int = 200, headers: [(String, String)] = [])
    -> ListingAnswer
  {
    ListingAnswer(status: status, headers: headers.map { ($0.0, $0.1) }, body: Array(text.utf8))
  }
}
