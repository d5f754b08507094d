import Listings
import Network
import Synchronization
import Testing

@testable import ListingAPIs

struct RateWindowTests {
  /// A clock that pauses set forward.
  private final class Hours: Sendable {
    private let moment = Mutex(100.0)

    var now: Double { moment.withLock { $0 } }
    func pass(_ seconds: Double) { moment.withLock { $0 += seconds } }
  }

  private let clock = Hours()

  private func window(_ rate: ListingRequest.Rate?) -> RateWindow {
    let clock = clock
    return RateWindow(
      rate,
      HTTPPacing(
        now: { 0 }, moment: { clock.now }, pause: { clock.pass($0) }, random: { 0 }))
  }

  private func wait(_ window: RateWindow) -> Double {
    let start = clock.now
    window.wait()
    return clock.now - start
  }

  /// And a twentieth of a second, since they can arrive closer together than they were sent.
  @Test func soManyPassInSoManySeconds() {
    let window = window(ListingRequest.Rate(requests: 3, seconds: 10))
    #expect((0..<3).map { _ in wait(window) } == [0, 0, 0])
    clock.pass(4)
    #expect((0..<4).map { _ in (wait(window) * 1000).rounded() } == [6050, 0, 0, 10050])
  }

  @Test(arguments: [nil, ListingRequest.Rate(requests: 5, seconds: 1)])
  func nothingPassesWhileTheSourceWantsNothing(_ rate: ListingRequest.Rate?) {
    let window = window(rate)
    window.hold(for: 30)
    window.hold(for: 5)
    #expect([wait(window), wait(window)] == [30, 0])
  }
}
