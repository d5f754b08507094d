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

  private let makeClient: @Sendable (HTTPPacing) -> HTTPClient
  private let idle = Mutex<[Lane]>([])
  private let window: RateWindow
  private let pacing: HTTPPacing
  private let deadline: Deadline

  /// - Parameters:
  ///   - rate: how many requests the source takes.
  ///   - deadline: for the whole listing.
  ///   - pacing: the time in which requests are spaced and sent again.
  ///   - makeClient: a client that waits as it is told.
  package init(
    rate: ListingRequest.Rate?, until deadline: Deadline, pacing: HTTPPacing = .system,
    makeClient: @escaping @Sendable (HTTPPacing) -> HTTPClient
  ) {
    self.makeClient = makeClient
    self.deadline = deadline
    let window = RateWindow(rate, pacing)
    self.window = window
    // What one request waits for before it is sent again, all wait for: the source does not tell
    // them apart.
    self.pacing = pacing.pausing { seconds in
      window.hold(for: seconds)
      window.wait()
    }
  }

  package func send(
    _ request: HTTPRequest, page number: Int
  ) throws(HTTPError) -> HTTPResponse {
    window.wait()
    let lane = idle.withLock { $0.popLast() } ?? Lane()
    defer { idle.withLock { $0.append(lane) } }
    return try lane.client.withLock { (client) throws(HTTPError) in
      let current = client ?? makeClient(pacing)
      client = current
      return try current.send(request, until: deadline)
    }
  }
}
