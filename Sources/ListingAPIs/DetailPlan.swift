import Listings
import Network
import SourceText

/// How the details of the records of one source are asked for, with everything filled in but what the
/// records themselves say.
package struct DetailPlan: Sendable {
  /// With gaps for what a record says.
  let address: TextTemplate
  private let headers: HTTPHeaders
  let authorization: String?
  let secrets: [String]

  /// - Parameter origin: where the listing comes from, to which its credentials belong.
  /// - Throws: what is missing or not allowed, by name and never by value.
  package init(
    _ detail: ListingDetail, format: String, _ context: RequestPlan.Context,
    of listing: RequestPlan
  ) throws(RequestPlanError) {
    let filler = TemplateFiller(request: detail.request, format: format, context: context)
    let text = try filler.addressText(keeping: Set(ListingDetail.gaps))
    do throws(TextTemplate.SyntaxError) {
      address = try TextTemplate(text)
    } catch {
      throw RequestPlanError("the address of the details of \(format) is none: \(error.message)")
    }
    headers = listing.request.headers
    authorization = listing.authorization
    secrets = listing.secrets
    guard let example = url({ _ in "x" }), example.origin == listing.request.url.origin else {
      throw RequestPlanError(
        "the details of \(format) lie elsewhere than its listing, and are not asked for",
        help: "credentials are sent to \(listing.request.url.origin) alone")
    }
  }

  /// What was asked before, and is answered from what was kept of it.
  init(repeating address: TextTemplate, authorization: String?) {
    self.address = address
    headers = HTTPHeaders()
    self.authorization = authorization
    secrets = []
  }

  /// The request for the details of a record; nil if the record lacks what it is asked by.
  func request(_ value: (String) -> String?) -> HTTPRequest? {
    url(value).map { HTTPRequest(.get, $0, headers: headers) }
  }

  private func url(_ value: (String) -> String?) -> HTTPURL? {
    var text = ""
    for part in address.parts {
      switch part {
      case .text(let literal): text += literal
      case .variable(let name):
        guard let value = value(name), !value.isEmpty else { return nil }
        text += PercentEncoding.encoded(value)
      case .environment: return nil
      }
    }
    return HTTPURL(text)
  }
}
