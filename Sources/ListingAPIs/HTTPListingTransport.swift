import Listings
import Network
import OperatingSystem
import Synchronization

/// Sends requests over the network, as fast as the source's rate allows.
package final class HTTPListingTransport: ListingTransport {
  /// A client with its open connections, for one thread at a time.
  private final class Lane: Sendable {
    let client: Mutex<HTTPClient?>

    init() { client = Mutex(nil) }
  }

  private let makeClient: @Sendable () -> HTTPClient
  private let idle = Mutex<[Lane]>([])
  private let window: RateWindow
  private let deadline: Deadline

  /// - Parameters:
  ///   - rate: how many requests the source takes.
  ///   - deadline: for the whole listing.
  package init(
    rate: ListingRequest.Rate?, until deadline: Deadline,
    makeClient: @escaping @Sendable () -> HTTPClient
  ) {
    self.makeClient = makeClient
    self.deadline = deadline
    window = RateWindow(rate)
  }

  package func send(
    _ request: HTTPRequest, page number: Int
  ) throws(HTTPError) -> HTTPResponse {
    window.wait { Deadline(after: $0).wait() }
    let lane = idle.withLock { $0.popLast() } ?? Lane()
    defer { idle.withLock { $0.append(lane) } }
    return try lane.client.withLock { (client) throws(HTTPError) in
      let current = client ?? makeClient()
      client = current
      return try current.send(request, until: deadline)
    }
  }
}
