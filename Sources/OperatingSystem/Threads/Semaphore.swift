import Glibc

/// A count that threads wait for while it is 0.
@safe final class Semaphore: Sendable {
  private nonisolated(unsafe) let semaphore: UnsafeMutablePointer<sem_t>

  init(_ count: Int) {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe semaphore.initialize(to: sem_t())
    _ = unsafe sem_init(semaphore, 0, UInt32(clamping: count))
  }

  deinit {
    _ = unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  /// Takes one from the count, as soon as there is one.
  func wait() { _ = retrying { unsafe sem_wait(semaphore) } }

  /// Adds one to the count.
  func signal() { _ = unsafe sem_post(semaphore) }
}
