import Glibc

/// Threads of the system's, for work that cannot be waited for in any other way.
enum Thread {
  /// Runs `body` on a thread of its own, or returns nil where the system has none to give.
  ///
  /// - Parameter stackSize: in bytes.
  static func start(stackSize: Int, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
    defer { _ = unsafe pthread_attr_destroy(&attributes) }
    _ = unsafe pthread_attr_setstacksize(&attributes, max(0, stackSize))
    var thread = pthread_t()
    let reference = unsafe Unmanaged.passRetained(Body(run: body))
    let result = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, reference.toOpaque())
    guard result == 0 else {
      unsafe reference.release()
      return nil
    }
    return thread
  }

  /// Has the calling thread give way, from now on, to all that has work on the same processor.
  ///
  /// Who is woken is put where it ran last, and interrupts what runs there even if another processor
  /// is idle; threads that work for another program would take that program's time.
  ///
  /// - Parameter steps: from 1 to 19; who gives way by more comes later.
  static func giveWay(by steps: Int32) {
    // Both are of the thread alone on Linux, and the second cannot be taken back.
    var parameters = sched_param()
    _ = unsafe sched_setscheduler(0, batchScheduling, &parameters)
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, steps)
  }

  // SCHED_BATCH, which Swift does not see: who is woken does not interrupt.
  private static let batchScheduling: Int32 = 3

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
