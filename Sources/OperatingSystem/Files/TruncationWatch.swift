import Glibc
import Synchronization

/// Turns the SIGBUS of a mapped file that was cut short into a sentence and exit status 3.
///
/// The handler may neither allocate nor lock, so each mapping has its sentence ready in a table
/// of fixed size. A thread can only fault in a mapping that it got after its entry was complete,
/// so the handler sees the entry it looks for whole.
enum TruncationWatch {
  /// The place of one mapping in the table.
  struct Slot {
    fileprivate let index: Int
  }

  private struct Entry: ~Copyable {
    let isTaken = Atomic(false)
    let start = Atomic<UInt>(0)
    /// Zero while the entry is not to be looked at.
    let end = Atomic<UInt>(0)
    let sentence = Atomic<UInt>(0)
    let length = Atomic(0)
  }

  private static let capacity = 1024

  /// Never freed: a signal may come at any time.
  private nonisolated(unsafe) static let entries: UnsafeMutablePointer<Entry> = {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    for index in 0..<capacity {
      unsafe (entries + index).initialize(to: Entry())
    }
    return unsafe entries
  }()

  /// Done once, after `entries` are there, so that the handler never runs into their initializer.
  private static let handler: Void = {
    var action = sigaction()
    action.sa_flags = SA_SIGINFO
    unsafe action.__sigaction_handler.sa_sigaction = { _, info, _ in unsafe explain(info) }
    _ = unsafe sigaction(SIGBUS, &action, nil)
  }()

  /// Starts to watch a mapping; nil if there are too many.
  static func watch(_ mapping: UnsafeRawBufferPointer, path: String) -> Slot? {
    for index in 0..<capacity {
      let entry = unsafe entries + index
      guard
        unsafe entry.pointee.isTaken.compareExchange(
          expected: false, desired: true, ordering: .acquiringAndReleasing
        ).exchanged
      else { continue }
      let text = sentence(about: path)
      let sentence = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
      _ = unsafe sentence.initialize(from: text)
      let start = UInt(bitPattern: mapping.baseAddress)
      unsafe entry.pointee.start.store(start, ordering: .relaxed)
      unsafe entry.pointee.sentence.store(
        UInt(bitPattern: sentence.baseAddress), ordering: .relaxed)
      unsafe entry.pointee.length.store(text.count, ordering: .relaxed)
      unsafe entry.pointee.end.store(start + UInt(mapping.count), ordering: .releasing)
      handler
      return Slot(index: index)
    }
    return nil
  }

  static func forget(_ slot: Slot) {
    let entry = unsafe entries + slot.index
    unsafe entry.pointee.end.store(0, ordering: .releasing)
    let sentence = unsafe entry.pointee.sentence.load(ordering: .relaxed)
    unsafe UnsafeMutablePointer<UInt8>(bitPattern: sentence)?.deallocate()
    unsafe entry.pointee.isTaken.store(false, ordering: .releasing)
  }

  /// Runs within the signal handler.
  private static func explain(_ info: UnsafeMutablePointer<siginfo_t>?) {
    let address = unsafe UInt(bitPattern: info?.pointee._sifields._sigfault.si_addr)
    var index = 0
    while index < capacity {
      let entry = unsafe entries + index
      let end = unsafe entry.pointee.end.load(ordering: .acquiring)
      if address < end, unsafe address >= entry.pointee.start.load(ordering: .relaxed) {
        let sentence = unsafe entry.pointee.sentence.load(ordering: .relaxed)
        let length = unsafe entry.pointee.length.load(ordering: .relaxed)
        _ = unsafe Glibc.write(STDERR_FILENO, UnsafeRawPointer(bitPattern: sentence), length)
        _exit(3)
      }
      index += 1
    }
    // Somebody else's: delivered again, with the default action, when the handler returns.
    _ = signal(SIGBUS, SIG_DFL)
    raise(SIGBUS)
  }

  /// The path comes from strangers, so all but printable ASCII is escaped.
  private static func sentence(about path: String) -> [UInt8] {
    var name = ""
    for scalar in path.unicodeScalars {
      let isPlain = (" "..."~").contains(scalar) && scalar != "\\"
      name += isPlain ? String(scalar) : scalar.escaped(asASCII: true)
    }
    return Array(
      "certgate: \(name): the file was cut short while it was read; run again when it is complete\n"
        .utf8)
  }
}
