import Glibc
import OperatingSystem

/// Whether a process that was ended is gone, or a zombie that only its new parent can take away.
func hasGone(_ number: pid_t) -> Bool {
  let deadline = Deadline(after: 10)
  while !deadline.hasPassed {
    guard let status = try? text(ofFile: "/proc/\(number)/stat"),
      let state = status.split(separator: ")").last?.dropFirst().first
    else { return true }
    if state == "Z" || state == "X" { return true }
    _ = sched_yield()
  }
  return false
}
