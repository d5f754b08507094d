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
  private let deadline: Deadline

  /// - Parameters:
  ///   - rate: how many requests the source takes.
  ///   - deadline: for the whole listing.
  ///   - makeClient: a client that waits as it is told.
  package init(
    rate: ListingRequest.Rate?, until deadline: Deadline,
    makeClient: @escaping @Sendable (HTTPPacing) -> HTTPClient
  ) {
    self.makeClient = makeClient
    self.deadline = deadline
    window = RateWindow(rate)
  }

  package func send(
    _ request: HTTPRequest, page number: Int
  ) throws(HTTPError) -> HTTPResponse {
    window.wait(pause: Self.pause)
    let lane = idle.withLock { $0.popLast() } ?? Lane()
    defer { idle.withLock { $0.append(lane) } }
    return try lane.client.withLock { (client) throws(HTTPError) in
      let current = client ?? makeClient(pacing)
      client = current
      return try current.send(request, until: deadline)
    }
  }

  /// What one request waits for before it is sent again, all wait for: the source does not tell
  /// them apart.
  private var pacing: HTTPPacing {
    .waiting { [window] seconds in
      window.hold(for: seconds)
      window.wait(pause: Self.pause)
    }
  }

  private static func pause(_ seconds: Double) { Deadline(after: seconds).wait() }
}
