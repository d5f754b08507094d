import Glibc

/// A file's bytes as the system pages them in, read-only.
@safe final class Mapping: Sendable {
  let count: Int
  nonisolated(unsafe) let base: UnsafeRawPointer
  private let watch: TruncationWatch.Slot

  init(of file: borrowing FileDescriptor, count: Int, path: String) throws(SystemError) {
    let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.number, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw SystemError("map", path: path)
    }
    _ = unsafe madvise(address, count, MADV_SEQUENTIAL)
    let range = unsafe UnsafeRawBufferPointer(start: address, count: count)
    guard let watch = unsafe TruncationWatch.watch(range, path: path) else {
      _ = unsafe munmap(address, count)
      throw SystemError("map", path: path, code: EMFILE)
    }
    self.count = count
    self.watch = watch
    unsafe base = UnsafeRawPointer(address)
  }

  deinit {
    // No longer watched before it is unmapped: another thread may get the addresses at once.
    TruncationWatch.forget(watch)
    _ = unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
  }
}
