import Glibc
import Synchronization
import Testing

@testable import OperatingSystem

struct ShardsTests {
  @Test(arguments: [0, 1, 2, 7])
  func runsEachShardOnce(count: Int) {
    let runs = (0..<7).map { _ in Counter() }
    Shards.run(count) { runs[$0].value.add(1, ordering: .relaxed) }
    #expect(runs.map { $0.value.load(ordering: .relaxed) } == (0..<7).map { $0 < count ? 1 : 0 })
  }

  @Test func aNegativeCountRunsNothing() {
    Shards.run(-3) { Issue.record("ran \($0)") }
  }

  @Test func shardZeroStaysOnTheCallingThread() {
    let caller = pthread_self()
    let stayed = Counter()
    Shards.run(3) { shard in
      if pthread_equal(caller, pthread_self()) != 0 {
        stayed.value.add(shard + 10, ordering: .relaxed)
      }
    }
    #expect(stayed.value.load(ordering: .relaxed) == 10)
  }

  @Test func onesThatGiveWayLeaveTheCallingThreadAsItIs() {
    @Sendable func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
    let usual = niceness()
    let gaveWay = Counter()
    Shards.run(3, givingWay: true) { _ in
      if niceness() == max(usual, 10) { gaveWay.value.add(1, ordering: .relaxed) }
    }
    #expect(gaveWay.value.load(ordering: .relaxed) == 3)
    #expect(niceness() == usual)
  }

  /// No system has room for such a stack.
  @Test func runsInlineWithoutThreads() {
    let caller = pthread_self()
    let stayed = Counter()
    Shards.run(3, stackSize: 1 << 60) { _ in
      if pthread_equal(caller, pthread_self()) != 0 { stayed.value.add(1, ordering: .relaxed) }
    }
    #expect(stayed.value.load(ordering: .relaxed) == 3)
  }

  @Test func countsProcessors() {
    #expect(Shards.available >= 1)
    #expect(Shards.allowedProcessors("Name:\tx\nCpus_allowed:\tf,00000003\nSeccomp:\t9\n") == 6)
    #expect(Shards.allowedProcessors("Name:\tx\n") == 0)
  }

  private final class Counter: Sendable {
    let value = Atomic(0)
  }
}
