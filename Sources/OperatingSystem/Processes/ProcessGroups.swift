import Glibc
import Synchronization

/// The process groups that must not outlive this process when the user interrupts it.
///
/// A group of its own does not get the terminal's signals. The handler may neither allocate nor
/// lock, so the groups stand in a table of fixed size.
enum ProcessGroups {
  /// The place of one group in the table.
  struct Slot: Sendable {
    fileprivate let index: Int
  }

  private static let capacity = 64

  /// Set once a signal is ending this process.
  private static let isEnding = Atomic(false)

  /// Zero where there is none; never freed, because a signal may come at any time.
  private nonisolated(unsafe) static let groups: UnsafeMutablePointer<Atomic<pid_t>> = {
    let groups = UnsafeMutablePointer<Atomic<pid_t>>.allocate(capacity: capacity)
    for index in 0..<capacity { unsafe (groups + index).initialize(to: Atomic(0)) }
    return unsafe groups
  }()

  /// Done once, and after what it uses is there, so that the handler never runs an initializer.
  private static let handler: Void = {
    _ = isEnding.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      var action = sigaction()
      // What the parent process chose to ignore stays ignored.
      guard unsafe sigaction(number, nil, &action) == 0,
        unsafe action.__sigaction_handler.sa_handler == nil
      else { continue }
      unsafe action.__sigaction_handler.sa_handler = { number in
        isEnding.store(true, ordering: .releasing)
        var index = 0
        while index < capacity {
          let group = unsafe groups[index].load(ordering: .acquiring)
          if group != 0 { _ = kill(-group, SIGKILL) }
          index += 1
        }
        // Delivered again, with the default action, when the handler returns.
        _ = signal(number, SIG_DFL)
        raise(number)
      }
      _ = unsafe sigaction(number, &action, nil)
    }
  }()

  /// Watches a group; nil if there are too many, which then are not ended by an interruption.
  static func watch(_ group: pid_t) -> Slot? {
    for index in 0..<capacity {
      let place = unsafe groups + index
      let wasFree = unsafe place.pointee.compareExchange(
        expected: 0, desired: group, ordering: .acquiringAndReleasing
      ).exchanged
      if wasFree {
        handler
        return Slot(index: index)
      }
    }
    return nil
  }

  /// - Parameter slot: of a group whose program has ended.
  static func forget(_ slot: Slot) {
    // The handler may run on another thread: what it ended must not be taken for an answer before
    // it ends this process as well.
    while isEnding.load(ordering: .acquiring) { _ = pause() }
    unsafe (groups + slot.index).pointee.store(0, ordering: .releasing)
  }
}
