import Patterns

/// Which records a check is for: all conditions must hold, each by any one of its patterns.
package struct Selector: Sendable {
  /// What a condition looks at.
  package enum Subject: Hashable, Sendable {
    /// The input's path relative to the project's root.
    case input
    /// The name of the listing format.
    case format
    case fact(Fact)

    /// All that can be named in `match` and `except`.
    package static let all: [Subject] =
      [.input, .format]
      + Fact.allCases.filter { [.text, .texts, .status].contains($0.kind) }.map { .fact($0) }

    package var name: String {
      switch self {
      case .input: "input"
      case .format: "format"
      case .fact(let fact): fact.name
      }
    }

    /// What is looked at, in one sentence.
    package var summary: String {
      switch self {
      case .input: "The input's path relative to the project's root."
      case .format: "The name of the listing format."
      case .fact(let fact): fact.summary
      }
    }

    /// How its patterns are read.
    package var patternKind: Glob.Kind {
      switch self {
      case .input: .path
      case .fact(.dnsNames), .fact(.usedBy): .dnsName
      case .format, .fact: .text
      }
    }
  }

  package struct Condition: Sendable {
    package let subject: Subject
    package let patterns: [Pattern]

    package init(_ subject: Subject, _ patterns: [Pattern]) {
      self.subject = subject
      self.patterns = patterns
    }
  }

  package let conditions: [Condition]

  package init(_ conditions: [Condition]) {
    self.conditions = conditions
  }

  /// A record that does not state a fact never matches a condition on it.
  func matches(_ record: CertificateRecord) -> Bool {
    conditions.allSatisfy { condition in
      texts(of: condition.subject, in: record).contains { text in
        condition.patterns.contains { $0.matches(text) }
      }
    }
  }

  private func texts(of subject: Subject, in record: CertificateRecord) -> [String] {
    switch subject {
    case .input: [record.input.pathInProject]
    case .format: record.input.format.map { [$0] } ?? []
    // A status is known by the source's word and by its class.
    case .fact(.status): (try? record.status).map { [$0.text, $0.class.rawValue] } ?? []
    case .fact(let fact): (try? record.texts(of: fact)) ?? []
    }
  }
}
