/// The math extension: bits.
enum BitFunctions {
  static let all: [Function] = [
    combination("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
    combination("math.bitOr", { $0 | $1 }, { $0 | $1 }),
    combination("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    .global(
      "math.bitNot", Overload([.int], .int), Overload([.uint], .uint),
      body: .unary { (_, value) throws(Failure) in
        switch value {
        case .int(let bits): return .int(~bits)
        case .uint(let bits): return .uint(~bits)
        default: throw .noMatchingOverload
        }
      }),
    shift("math.bitShiftLeft") { $0 << $1 },
    // An int is shifted as the bits it is made of: zeros come in from the left.
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func combination(
    _ name: String, _ ints: @escaping @Sendable (Int64, Int64) -> Int64,
    _ uints: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    .global(
      name, Overload([.int, .int], .int), Overload([.uint, .uint], .uint),
      body: .binary { (_, left, right) throws(Failure) in
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(ints(left, right))
        case (.uint(let left), .uint(let right)): return .uint(uints(left, right))
        default: throw .noMatchingOverload
        }
      })
  }

  private static func shift(
    _ name: String, _ shifted: @escaping @Sendable (UInt64, Int64) -> UInt64
  ) -> Function {
    .global(
      name, Overload([.int, .int], .int), Overload([.uint, .int], .uint),
      body: .binary { (_, bits, distance) throws(Failure) in
        guard case .int(let distance) = distance else { throw .noMatchingOverload }
        if distance < 0 { throw .other("bits cannot be shifted by a negative offset") }
        switch bits {
        case .int(let bits):
          return .int(Int64(bitPattern: shifted(UInt64(bitPattern: bits), distance)))
        case .uint(let bits): return .uint(shifted(bits, distance))
        default: throw .noMatchingOverload
        }
      })
  }
}
