import Listings
import Network
import RuleEngine
import Synchronization

@testable import ListingAPIs

/// A listing API that answers from a table, and remembers what it was asked.
final class FakeSource: ListingTransport {
  private let answer: @Sendable (HTTPURL) -> HTTPResponse
  private let asked = Mutex<[HTTPRequest]>([])

  init(_ answer: @escaping @Sendable (HTTPURL) -> HTTPResponse) {
    self.answer = answer
  }

  func send(_ request: HTTPRequest, page number: Int) throws(HTTPError) -> HTTPResponse {
    asked.withLock { $0.append(request) }
    return answer(request.url)
  }

  var requests: [HTTPRequest] { asked.withLock { $0 } }

  var targets: [String] { requests.map(\.url.target) }

  /// Walks over the source by a format, shipped or the test's own.
  func walk(
    _ format: String, own: String? = nil, environment: [String: String] = FakeSource.environment,
    limits: ListingWalk.Limits = ListingWalk.Limits()
  ) throws -> Input {
    let formats = try ListingFormats(files: own.map { [("f.yaml", Array($0.utf8))] } ?? [])
    let known = try formats.named(format)
    let request = try known.request.found()
    let plan = try RequestPlan(request, format: format, .init(environment: environment))
    let details = try known.detail.map {
      try DetailPlan($0, format: format, .init(environment: environment), of: plan)
    }
    return ListingWalk(
      format: known, plan: plan, details: details, reader: ListingReader(formats: formats),
      transport: self,
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

extension HTTPURL {
  /// A parameter of the query, as a number.
  func number(_ name: String) -> Int? {
    target.split(separator: "?").last?.split(separator: "&")
      .first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
  }
}

extension HTTPResponse {
  static func json(
    _ text: String, status: Int = 200, headers: [(String, String)] = []
  ) -> HTTPResponse {
    var fields = HTTPHeaders()
    for (name, value) in headers { fields.add(name, value) }
    return HTTPResponse(status: status, reason: "", headers: fields, body: Array(text.utf8))
  }
}
