/// What makes optionals, and what is made of them.
enum OptionalFunctions {
  static let all: [Function] = [
    .global(
      "optional.of", Overload([.a], .optional(.a)), body: .unary { _, value in .optional(value) }),
    .global(
      "optional.ofNonZeroValue", Overload([.a], .optional(.a)),
      body: .unary { _, value in .optional(value.isZero ? nil : value) }),
    .global("optional.none", Overload([], .optional(.a)), body: .constant(.optional(nil))),
    .member(
      "hasValue", Overload([.optional(.a)], .bool),
      body: .unary { (_, value) throws(Failure) in
        guard case .optional(let wrapped) = value else { throw .noMatchingOverload }
        return .bool(wrapped != nil)
      }),
    .member(
      "value", Overload([.optional(.a)], .a),
      body: .unary { (_, value) throws(Failure) in
        guard case .optional(let wrapped) = value else { throw .noMatchingOverload }
        guard let wrapped else { throw .other("the optional has no value") }
        return wrapped
      }),
    .member(
      "or", Overload([.optional(.a), .optional(.a)], .optional(.a)),
      body: .binary { (_, value, other) throws(Failure) in
        guard case .optional(let wrapped) = value, case .optional = other else {
          throw .noMatchingOverload
        }
        return wrapped == nil ? other : value
      }),
    .member(
      "orValue", Overload([.optional(.a), .a], .a),
      body: .binary { (_, value, other) throws(Failure) in
        guard case .optional(let wrapped) = value else { throw .noMatchingOverload }
        return wrapped ?? other
      }),
  ]
}
