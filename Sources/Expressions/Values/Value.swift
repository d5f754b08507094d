/// A value of the Common Expression Language.
///
/// Strings are sequences of Unicode scalars: they are equal, ordered and looked up by those, and not
/// by what looks the same.
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case list([Value])
  case map(ValueMap)
  case timestamp(Moment)
  case duration(TimeSpan)
  /// A type as a value: what `type(x)` gives and `int` names.
  case type(TypeName)
  indirect case optional(Value?)
  indirect case address(IPAddress)
  indirect case network(IPNetwork)
}

/// The name of a type at run time, without parameters: `list`, `google.protobuf.Timestamp`.
package struct TypeName: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }
}

extension Value {
  package var typeName: TypeName {
    switch self {
    case .null: TypeName("null_type")
    case .bool: TypeName("bool")
    case .int: TypeName("int")
    case .uint: TypeName("uint")
    case .double: TypeName("double")
    case .string: TypeName("string")
    case .bytes: TypeName("bytes")
    case .list: TypeName("list")
    case .map: TypeName("map")
    case .timestamp: TypeName("google.protobuf.Timestamp")
    case .duration: TypeName("google.protobuf.Duration")
    case .type: TypeName("type")
    case .optional: TypeName("optional_type")
    case .address: TypeName("net.IP")
    case .network: TypeName("net.CIDR")
    }
  }

  /// Whether the value is the zero of its type, for `optional.ofNonZeroValue`.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let elements): elements.isEmpty
    case .map(let map): map.entries.isEmpty
    case .duration(let span): span == .zero
    case .optional(let wrapped): wrapped == nil
    case .timestamp, .type, .address, .network: false
    }
  }
}

extension Value: CustomStringConvertible {
  /// The value as the language would write it.
  package var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): String(value)
    case .int(let value): String(value)
    case .uint(let value): "\(value)u"
    case .double(let value): DecimalText.shortest(value, alwaysPointed: true)
    case .string(let text): QuotedText.quoted(text)
    case .bytes(let bytes): QuotedText.quoted(bytes)
    case .list(let elements): "[\(elements.map(\.description).joined(separator: ", "))]"
    case .map(let map):
      "{\(map.entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .timestamp(let moment): "timestamp(\"\(moment)\")"
    case .duration(let span): "duration(\"\(span)\")"
    case .type(let name): name.text
    case .optional(let wrapped): wrapped.map { "optional.of(\($0))" } ?? "optional.none()"
    case .address(let address): "ip(\"\(address)\")"
    case .network(let network): "cidr(\"\(network)\")"
    }
  }
}
