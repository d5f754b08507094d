import OperatingSystem

extension Dialogue.Limits {
  /// What a plugin may use up to say what its rules are.
  static func describing(within seconds: Double) -> Dialogue.Limits {
    Dialogue.Limits(time: seconds, output: 4 << 20, errors: 1 << 20)
  }

  /// What a plugin may use up to judge records: a million findings, and some chatter.
  static func checking(within seconds: Double) -> Dialogue.Limits {
    Dialogue.Limits(time: seconds, output: 512 << 20, errors: 1 << 20)
  }
}
