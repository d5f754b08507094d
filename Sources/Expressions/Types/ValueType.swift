/// The type of an expression, as the checker knows it.
package indirect enum ValueType: Hashable, Sendable {
  /// Any type; what has it is checked at run time.
  case dyn
  case null, bool, int, uint, double, string, bytes, timestamp, duration
  case list(ValueType)
  case map(ValueType, ValueType)
  /// The type of a type.
  case type(ValueType)
  /// A type that only functions make and take: `net.IP`, `optional_type(int)`.
  case opaque(String, [ValueType])
  /// A map whose keys, and the types of whose values, are known.
  case record(RecordType)
  /// A type that is not known yet, or a parameter of a function's declaration.
  case variable(Int)

  package static let address = ValueType.opaque("net.IP", [])
  package static let network = ValueType.opaque("net.CIDR", [])

  package static func optional(_ wrapped: ValueType) -> ValueType {
    .opaque("optional_type", [wrapped])
  }

  /// What an optional is of.
  var wrapped: ValueType? {
    if case .opaque("optional_type", let parameters) = self { parameters.first } else { nil }
  }
}

/// What a record of values is called, and its fields.
package struct RecordType: Hashable, Sendable {
  package let name: String
  package let fields: [String: ValueType]

  package init(name: String, fields: [String: ValueType]) {
    self.name = name
    self.fields = fields
  }
}

extension ValueType: CustomStringConvertible {
  /// As the language writes types: `list(string)`.
  package var description: String {
    switch self {
    case .dyn, .variable: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .type(.variable), .type(.dyn): "type"
    case .type(let type): "type(\(type))"
    case .opaque(let name, let parameters):
      parameters.isEmpty
        ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
    case .record(let record): record.name
    }
  }
}

extension ValueType {
  /// The types that have a name in expressions, as `type(x) == int` needs them.
  static let named: [String: ValueType] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
    "bytes": .bytes, "null_type": .null, "list": .list(.dyn), "map": .map(.dyn, .dyn),
    "type": .type(.dyn), "google.protobuf.Timestamp": .timestamp,
    "google.protobuf.Duration": .duration, "optional_type": .optional(.dyn), "net.IP": .address,
    "net.CIDR": .network,
  ]
}
