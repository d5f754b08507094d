/// A map of the language, in the order in which its entries were written.
package struct ValueMap: Sendable {
  package typealias Entry = (key: Value, value: Value)

  package let entries: [Entry]
  /// Where the keys are; empty for a map so small that looking through it is faster.
  private let places: [MapKey: Int]

  private static let smallSize = 8

  package static let empty = ValueMap(unchecked: [])

  private init(unchecked entries: [Entry]) {
    self.entries = entries
    places = [:]
  }

  /// Fails on a key that is no bool, int, uint or string, and on a repeated one.
  init(_ entries: [Entry]) throws(Failure) {
    self.entries = entries
    var places: [MapKey: Int] = [:]
    if entries.count <= Self.smallSize {
      for (index, entry) in entries.enumerated() {
        if !MapKey.isAllowed(entry.key) { throw Self.unsupported(entry.key) }
        for other in entries[..<index] where ScalarEquality.areEqual(entry.key, other.key) {
          throw Self.repeated(entry.key)
        }
      }
    } else {
      places.reserveCapacity(entries.count)
      for (index, entry) in entries.enumerated() {
        guard MapKey.isAllowed(entry.key), let key = MapKey(entry.key) else {
          throw Self.unsupported(entry.key)
        }
        if places.updateValue(index, forKey: key) != nil { throw Self.repeated(entry.key) }
      }
    }
    self.places = places
  }

  /// A map of texts to values, as a host makes one; of repeated names the first counts.
  package init(fields: [(name: String, value: Value)]) {
    var places: [MapKey: Int] = [:]
    var entries: [Entry] = []
    for field in fields where places[.string(field.name)] == nil {
      places[.string(field.name)] = entries.count
      entries.append((.string(field.name), field.value))
    }
    self.entries = entries
    self.places = entries.count <= Self.smallSize ? [:] : places
  }

  subscript(key: Value) -> Value? {
    if places.isEmpty {
      for entry in entries where ScalarEquality.areEqual(entry.key, key) { return entry.value }
      return nil
    }
    return MapKey(key).flatMap { places[$0] }.map { entries[$0].value }
  }

  private static func unsupported(_ key: Value) -> Failure {
    .other("a map's key is a bool, int, uint or string, not \(key.typeName.text)")
  }

  private static func repeated(_ key: Value) -> Failure {
    .other("the map has the key \(key) twice")
  }
}

/// A key as maps tell them apart: numbers by their value whatever their type.
enum MapKey: Hashable {
  case bool(Bool)
  case integer(Int64)
  /// One that no `Int64` can hold.
  case largeInteger(UInt64)
  case string(String)

  /// Nil for what can be no key, nor equal to one.
  init?(_ value: Value) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .integer(value)
    case .uint(let value):
      self = Int64(exactly: value).map(MapKey.integer) ?? .largeInteger(value)
    case .double(let value):
      if let integer = Int64(exactly: value) {
        self = .integer(integer)
      } else if let integer = UInt64(exactly: value) {
        self = .largeInteger(integer)
      } else {
        return nil
      }
    case .string(let text): self = .string(text)
    default: return nil
    }
  }

  static func isAllowed(_ key: Value) -> Bool {
    switch key {
    case .bool, .int, .uint, .string: true
    default: false
    }
  }

  static func == (left: MapKey, right: MapKey) -> Bool {
    switch (left, right) {
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.largeInteger(let left), .largeInteger(let right)): left == right
    case (.string(let left), .string(let right)): TextOrder.areEqual(left, right)
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .largeInteger(let value): hasher.combine(value)
    case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
    }
  }
}
