/// The strings extension's `format`: `"%s has %d days, %.2f".format([name, days, share])`.
enum FormatText {
  private static let precisionLimit = 1000

  static func format(
    _ text: String, with arguments: [Value], _ effort: inout Effort
  ) throws(Failure) -> String {
    try effort.spend(text.utf8.count)
    var result = ""
    var rest = text.unicodeScalars[...]
    var next = 0
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        result += "%"
        continue
      }
      var precision = 6
      if rest.first == "." {
        rest.removeFirst()
        let digits = rest.prefix(while: \.isASCIIDigit)
        guard let number = Int(String(digits)), number <= precisionLimit else {
          throw .other("a precision is a number up to \(precisionLimit)")
        }
        precision = number
        rest.removeFirst(digits.count)
      }
      guard let conversion = rest.popFirst() else {
        throw .other("the format ends in an unfinished '%'")
      }
      guard next < arguments.count else {
        throw .other("the format has no argument \(next + 1), only \(arguments.count)")
      }
      result += try converted(
        arguments[next], as: conversion, precision: precision, &effort)
      next += 1
      try ArithmeticOperator.checkLength(result.utf8.count)
    }
    return result
  }

  private static func converted(
    _ value: Value, as conversion: Unicode.Scalar, precision: Int, _ effort: inout Effort
  ) throws(Failure) -> String {
    switch conversion {
    case "s": return try text(value, &effort)
    case "d":
      switch value {
      case .int(let number): return String(number)
      case .uint(let number): return String(number)
      case .double(let number): return DecimalText.shortest(number)
      default: throw unfit(value, "'%d' formats numbers")
      }
    case "f", "e":
      let number: Double
      switch value {
      case .int(let value): number = Double(value)
      case .uint(let value): number = Double(value)
      case .double(let value): number = value
      default: throw unfit(value, "'%\(conversion)' formats numbers")
      }
      return conversion == "f"
        ? DecimalText.fixed(number, digits: precision)
        : DecimalText.scientific(number, digits: precision)
    case "x", "X":
      let isUpper = conversion == "X"
      switch value {
      case .int(let number): return String(number, radix: 16, uppercase: isUpper)
      case .uint(let number): return String(number, radix: 16, uppercase: isUpper)
      case .string(let text):
        try effort.spend(bytes: text.utf8.count * 2)
        return HexadecimalText.of(text.utf8, uppercase: isUpper)
      case .bytes(let bytes):
        try effort.spend(bytes: bytes.count * 2)
        return HexadecimalText.of(bytes, uppercase: isUpper)
      default: throw unfit(value, "'%\(conversion)' formats integers, strings and bytes")
      }
    case "o":
      switch value {
      case .int(let number): return String(number, radix: 8)
      case .uint(let number): return String(number, radix: 8)
      default: throw unfit(value, "'%o' formats integers")
      }
    case "b":
      switch value {
      case .int(let number): return String(number, radix: 2)
      case .uint(let number): return String(number, radix: 2)
      case .bool(let value): return value ? "1" : "0"
      default: throw unfit(value, "'%b' formats integers and bools")
      }
    default:
      throw .other("unknown format '%\(conversion)'; there are s, d, f, e, x, X, o and b")
    }
  }

  private static func unfit(_ value: Value, _ sentence: String) -> Failure {
    .other("\(sentence), not \(value.typeName.text)")
  }

  /// A value as `%s` shows it.
  private static func text(_ value: Value, _ effort: inout Effort) throws(Failure) -> String {
    try effort.spend()
    switch value {
    case .null: return "null"
    case .bool(let value): return String(value)
    case .int(let number): return String(number)
    case .uint(let number): return String(number)
    case .double(let number): return DecimalText.shortest(number)
    case .string(let text):
      try effort.spend(bytes: text.utf8.count)
      return text
    case .bytes(let bytes):
      try effort.spend(bytes: bytes.count)
      return decoded(bytes)
    case .timestamp(let moment): return moment.description
    case .duration(let span): return span.description
    case .type(let name): return name.text
    case .list(let elements):
      var texts: [String] = []
      for element in elements { texts.append(try text(element, &effort)) }
      return "[\(try joined(texts))]"
    case .map(let map):
      var entries: [(key: String, text: String)] = []
      for entry in map.entries {
        let key = try text(entry.key, &effort)
        entries.append((key, "\(key): \(try text(entry.value, &effort))"))
      }
      entries.sort { TextOrder.order($0.key, $1.key) == .less }
      return "{\(try joined(entries.map(\.text)))}"
    case .optional, .address, .network:
      throw unfit(value, "'%s' formats what has a text")
    }
  }

  /// Bytes as text, with one replacement character for adjacent ones that are invalid UTF-8.
  private static func decoded(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var result = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
    where scalar != "\u{FFFD}" || result.last != scalar {
      result.append(scalar)
    }
    return String(result)
  }

  private static func joined(_ texts: [String]) throws(Failure) -> String {
    try ArithmeticOperator.checkLength(texts.reduce(0) { $0 + $1.utf8.count + 2 })
    return texts.joined(separator: ", ")
  }
}
