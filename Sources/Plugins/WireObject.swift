import SourceText

/// An object of a message as it is taken apart: what is missing, misspelt or of the wrong kind is
/// noted, and reading goes on.
struct WireObject {
  /// What the object is, for messages: `rule 'owner-tag'`.
  var name: String
  private let members: [WireMember]
  private(set) var faults: [String] = []

  /// - Parameter known: the names its members may have.
  init(_ value: WireValue, name: String, known: [String]) {
    self.name = name
    guard case .object(let members) = value else {
      self.members = []
      faults = ["\(name) is \(value.kindName), not an object"]
      return
    }
    self.members = members
    var seen: Set<String> = []
    for member in members {
      if !known.contains(member.name) {
        let near = Suggestion.closest(to: member.name, in: known)
        note(
          "has '\(member.name)', which is no part of the protocol"
            + (near.map { "; did you mean '\($0)'?" } ?? ""))
      } else if !seen.insert(member.name).inserted {
        note("has '\(member.name)' twice")
      }
    }
  }

  mutating func note(_ fault: String) {
    faults.append("\(name) \(fault)")
  }

  mutating func take(_ other: WireObject) { faults += other.faults }

  /// Null counts as not there.
  subscript(member: String) -> WireValue? {
    members.first { $0.name == member && $0.value != .null }?.value
  }

  /// A text that must be there, and not empty.
  mutating func requiredText(_ member: String) -> String {
    guard let value = self[member] else {
      note("has no '\(member)'")
      return ""
    }
    return nonEmptyText(value, member) ?? ""
  }

  /// A text that may be left out.
  mutating func text(_ member: String) -> String? {
    self[member].flatMap { nonEmptyText($0, member) }
  }

  private mutating func nonEmptyText(_ value: WireValue, _ member: String) -> String? {
    guard case .text(let text) = value else {
      note("has \(value.kindName) for '\(member)', which must be text")
      return nil
    }
    if text.isEmpty {
      note("has an empty '\(member)'")
      return nil
    }
    return text
  }

  mutating func flag(_ member: String) -> Bool {
    switch self[member] {
    case .flag(let flag)?: return flag
    case nil: return false
    case let other?:
      note("has \(other.kindName) for '\(member)', which must be true or false")
      return false
    }
  }

  /// A whole number that is not negative.
  mutating func count(_ member: String) -> Int? {
    guard let value = self[member] else { return nil }
    if case .number(let digits) = value, let count = Int(digits), count >= 0 { return count }
    note("has \(value.json.prefix(40)) for '\(member)', which must be a whole number")
    return nil
  }

  mutating func requiredCount(_ member: String) -> Int? {
    if self[member] == nil { note("has no '\(member)'") }
    return count(member)
  }

  /// A list that may be left out.
  mutating func list(_ member: String) -> [WireValue] {
    switch self[member] {
    case .list(let elements)?: return elements
    case nil: return []
    case let other?:
      note("has \(other.kindName) for '\(member)', which must be a list")
      return []
    }
  }

  mutating func texts(_ member: String) -> [String] {
    list(member).compactMap { element in
      if case .text(let text) = element { return text }
      note("has \(element.kindName) in '\(member)', which must be texts")
      return nil
    }
  }
}
