/// The strings extension: what changes, cuts and joins strings.
enum TextFunctions {
  static let all: [Function] = [
    .member(
      "lowerAscii", Overload([.string], .string),
      body: .unary { (context, text) throws(Failure) in
        try mapASCII(text, &context) { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
      }),
    .member(
      "upperAscii", Overload([.string], .string),
      body: .unary { (context, text) throws(Failure) in
        try mapASCII(text, &context) { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }
      }),
    .member(
      "trim", Overload([.string], .string),
      body: .unary { (context, text) throws(Failure) in
        guard case .string(let text) = text else { throw .noMatchingOverload }
        try context.effort.spend(bytes: text.utf8.count)
        let scalars = text.unicodeScalars
        guard
          let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
          let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return .string("") }
        return .string(String(scalars[first...last]))
      }),
    .member(
      "reverse", Overload([.string], .string),
      body: .unary { (context, text) throws(Failure) in
        guard case .string(let text) = text else { throw .noMatchingOverload }
        try context.effort.spend(bytes: text.utf8.count)
        var reversed = String.UnicodeScalarView()
        reversed.append(contentsOf: text.unicodeScalars.reversed())
        return .string(String(reversed))
      }),
    .member(
      "charAt", Overload([.string, .int], .string),
      body: .binary { (context, text, index) throws(Failure) in
        guard case .string(let text) = text, case .int(let index) = index else {
          throw .noMatchingOverload
        }
        let scalars = try Scalars(text, &context)
        let start = try scalars.place(index)
        return .string(scalars.text(start..<min(start + 1, scalars.count)))
      }),
    .member(
      "substring", Overload([.string, .int], .string),
      body: .binary { (context, text, start) throws(Failure) in
        guard case .string(let text) = text, case .int(let start) = start else {
          throw .noMatchingOverload
        }
        let scalars = try Scalars(text, &context)
        return .string(scalars.text(try scalars.place(start)..<scalars.count))
      }),
    .member(
      "substring", Overload([.string, .int, .int], .string),
      body: .ternary { (context, text, start, end) throws(Failure) in
        guard case .string(let text) = text, case .int(let start) = start,
          case .int(let end) = end
        else { throw .noMatchingOverload }
        let scalars = try Scalars(text, &context)
        let (from, to) = (try scalars.place(start), try scalars.place(end))
        guard from <= to else {
          throw .other("the substring from \(start) to \(end) ends before it starts")
        }
        return .string(scalars.text(from..<to))
      }),
    .member(
      "replace", Overload([.string, .string, .string], .string),
      body: .ternary { (context, text, old, new) throws(Failure) in
        try replace(text, old, new, limit: .int(-1), &context)
      }),
    .member(
      "replace", Overload([.string, .string, .string, .int], .string),
      body: .quaternary { (context, text, old, new, limit) throws(Failure) in
        try replace(text, old, new, limit: limit, &context)
      }),
    .member(
      "split", Overload([.string, .string], .list(.string)),
      body: .binary { (context, text, separator) throws(Failure) in
        try split(text, separator, limit: .int(-1), &context)
      }),
    .member(
      "split", Overload([.string, .string, .int], .list(.string)),
      body: .ternary { (context, text, separator, limit) throws(Failure) in
        try split(text, separator, limit: limit, &context)
      }),
    .member(
      "join", Overload([.list(.string)], .string),
      body: .unary { (context, list) throws(Failure) in try join(list, .string(""), &context) }),
    .member(
      "join", Overload([.list(.string), .string], .string),
      body: .binary { (context, list, separator) throws(Failure) in
        try join(list, separator, &context)
      }),
    .global(
      "strings.quote", Overload([.string], .string),
      body: .unary { (context, text) throws(Failure) in
        guard case .string(let text) = text else { throw .noMatchingOverload }
        try context.effort.spend(text.utf8.count)
        try ArithmeticOperator.checkLength(text.utf8.count * 2 + 2)
        return .string(QuotedText.quoted(text))
      }),
    .member(
      "format", Overload([.string, .list(.dyn)], .string),
      body: .binary { (context, text, arguments) throws(Failure) in
        guard case .string(let text) = text, case .list(let arguments) = arguments else {
          throw .noMatchingOverload
        }
        return .string(try FormatText.format(text, with: arguments, &context.effort))
      }),
  ]

  private static func mapASCII(
    _ text: Value, _ context: inout Context, _ transform: (UInt8) -> UInt8
  ) throws(Failure) -> Value {
    guard case .string(let text) = text else { throw .noMatchingOverload }
    try context.effort.spend(bytes: text.utf8.count)
    return .string(String(decoding: text.utf8.map(transform), as: UTF8.self))
  }

  private static func replace(
    _ text: Value, _ old: Value, _ new: Value, limit: Value, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .string(let text) = text, case .string(let old) = old,
      case .string(let new) = new, case .int(let limit) = limit
    else { throw .noMatchingOverload }
    let scalars = try Scalars(text, &context)
    let needle = try Scalars(old, &context)
    let places = try scalars.places(of: needle, limit: limit, &context)
    let (added, overflow) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    try ArithmeticOperator.checkLength(overflow ? .max : max(added, text.utf8.count))
    try context.effort.spend(bytes: added)
    var result = ""
    var start = 0
    for place in places {
      result += scalars.text(start..<place)
      result += new
      start = place + needle.count
    }
    result += scalars.text(start..<scalars.count)
    return .string(result)
  }

  private static func split(
    _ text: Value, _ separator: Value, limit: Value, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .string(let text) = text, case .string(let separator) = separator,
      case .int(let limit) = limit
    else { throw .noMatchingOverload }
    if limit == 0 { return .list([]) }
    let scalars = try Scalars(text, &context)
    let needle = try Scalars(separator, &context)
    var places = try scalars.places(of: needle, limit: limit < 0 ? -1 : limit, &context)
    if needle.count == 0 {
      // Between the characters, not before the first and after the last.
      places = places.filter { $0 > 0 && $0 < scalars.count }
      if scalars.count == 0 { return .list([]) }
    }
    if limit > 0 { places = Array(places.prefix(Int(min(limit - 1, 1 << 32)))) }
    var parts: [Value] = []
    var start = 0
    for place in places {
      parts.append(.string(scalars.text(start..<place)))
      start = place + needle.count
    }
    parts.append(.string(scalars.text(start..<scalars.count)))
    return .list(parts)
  }

  private static func join(
    _ list: Value, _ separator: Value, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .list(let elements) = list, case .string(let separator) = separator else {
      throw .noMatchingOverload
    }
    var result = ""
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else { throw .noMatchingOverload }
      if index > 0 { result += separator }
      result += text
      try context.effort.spend(1 + (text.utf8.count + separator.utf8.count) >> 4)
      try ArithmeticOperator.checkLength(result.utf8.count)
    }
    return .string(result)
  }
}
