/// From one type to another.
enum ConversionFunctions {
  static let all: [Function] = [
    .global(
      "bool", Overload([.bool], .bool), Overload([.string], .bool),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .bool: return value
        case .string("1"), .string("t"), .string("true"), .string("TRUE"), .string("True"),
          .string("T"):
          return .bool(true)
        case .string("0"), .string("f"), .string("false"), .string("FALSE"), .string("False"),
          .string("F"):
          return .bool(false)
        case .string: throw unreadable(value, "bool")
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "int", Overload([.int], .int), Overload([.uint], .int), Overload([.double], .int),
      Overload([.string], .int), Overload([.timestamp], .int),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .int: return value
        case .uint(let number):
          guard let result = Int64(exactly: number) else { throw outOfRange(value, "int") }
          return .int(result)
        case .double(let number):
          // The bounds themselves are what all numbers near them are rounded to.
          guard number > -0x1p63, number < 0x1p63 else { throw outOfRange(value, "int") }
          return .int(Int64(number))
        case .string(let text):
          guard let result = Int64(text) else { throw unreadable(value, "int") }
          return .int(result)
        case .timestamp(let moment): return .int(moment.seconds)
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "uint", Overload([.uint], .uint), Overload([.int], .uint), Overload([.double], .uint),
      Overload([.string], .uint),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .uint: return value
        case .int(let number):
          guard let result = UInt64(exactly: number) else { throw outOfRange(value, "uint") }
          return .uint(result)
        case .double(let number):
          guard number > -1, number < 0x1p64 else { throw outOfRange(value, "uint") }
          return .uint(UInt64(number))
        case .string(let text):
          guard let result = UInt64(text) else { throw unreadable(value, "uint") }
          return .uint(result)
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "double", Overload([.double], .double), Overload([.int], .double),
      Overload([.uint], .double), Overload([.string], .double),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text): return .double(try double(text))
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "string", Overload([.string], .string), Overload([.bool], .string),
      Overload([.int], .string), Overload([.uint], .string), Overload([.double], .string),
      Overload([.bytes], .string), Overload([.timestamp], .string), Overload([.duration], .string),
      Overload([.address], .string), Overload([.network], .string),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .string: return value
        case .bool(let value): return .string(String(value))
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(DecimalText.shortest(number))
        case .bytes(let bytes):
          guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .other("the bytes are invalid UTF-8")
          }
          return .string(text)
        case .timestamp(let moment): return .string(moment.description)
        case .duration(let span): return .string(span.description)
        case .address(let address): return .string(address.description)
        case .network(let network): return .string(network.description)
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "bytes", Overload([.bytes], .bytes), Overload([.string], .bytes),
      body: .unary { (context, value) throws(Failure) in
        switch value {
        case .bytes: return value
        case .string(let text):
          try context.effort.spend(bytes: text.utf8.count)
          return .bytes(Array(text.utf8))
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "timestamp", Overload([.timestamp], .timestamp), Overload([.string], .timestamp),
      Overload([.int], .timestamp),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .timestamp: return value
        case .string(let text): return .timestamp(try Moment(text))
        case .int(let seconds):
          guard let moment = Moment(seconds: seconds) else { throw .timestampRange }
          return .timestamp(moment)
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "duration", Overload([.duration], .duration), Overload([.string], .duration),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .duration: return value
        case .string(let text): return .duration(try TimeSpan(text))
        default: throw .noMatchingOverload
        }
      }),
  ]

  private static func unreadable(_ value: Value, _ type: String) -> Failure {
    .other("\(value) cannot be read as \(type)")
  }

  private static func outOfRange(_ value: Value, _ type: String) -> Failure {
    .other("\(value) is out of the range of \(type)")
  }

  private static func double(_ text: String) throws(Failure) -> Double {
    switch text {
    case "NaN": return .nan
    case "Infinity", "+Infinity", "Inf", "+Inf": return .infinity
    case "-Infinity", "-Inf": return -.infinity
    default: break
    }
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
      case UInt8(ascii: "+"), UInt8(ascii: "-"): true
      default: false
      }
    }
    guard isDecimal, let number = Double(text) else { throw unreadable(.string(text), "double") }
    return number
  }
}
