import Glibc

/// The signals whose default action would end the process without a word.
package enum Signals {
  /// Makes a write to a pipe that nobody reads an error instead.
  ///
  /// Ignored signals stay ignored in child processes that do not reset them.
  package static func ignoreBrokenPipe() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
