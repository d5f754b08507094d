import OperatingSystem
import RuleEngine
import Synchronization

/// The plugins that were started before they were asked; those that nobody asks are ended with this.
final class PluginStarts: Sendable {
  private let starts = Mutex<[PluginDeclaration: Dialogue.Start]>([:])

  func add(_ plugin: PluginDeclaration, _ program: Program) {
    // Whoever asks it starts it otherwise, and is told why that cannot be.
    guard let start = try? Dialogue.Start(program) else { return }
    starts.withLock { $0[plugin] = start }
  }

  /// Ends what was started, where it is known that nobody will ask.
  func end(_ plugin: PluginDeclaration) { _ = take(plugin) }

  func take(_ plugin: PluginDeclaration) -> Dialogue.Start? {
    starts.withLock { $0.removeValue(forKey: plugin) }
  }
}
