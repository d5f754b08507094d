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

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
