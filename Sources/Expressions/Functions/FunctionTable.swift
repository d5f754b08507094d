/// All functions, by name.
enum FunctionTable {
  private struct Key: Hashable {
    let name: String
    let isMember: Bool
    let count: Int
  }

  private static let all =
    StandardFunctions.all + ConversionFunctions.all + TimeFunctions.all + TextFunctions.all
    + TextSearchFunctions.all + OptionalFunctions.all + MathFunctions.all + BitFunctions.all
    + NetworkFunctions.all + EncodingFunctions.all + DNSFunctions.all + OIDFunctions.all

  private static let byKey = Dictionary(
    uniqueKeysWithValues: all.map {
      (Key(name: $0.name, isMember: $0.isMember, count: $0.count), $0)
    })

  private static let globalNames = Set(all.filter { !$0.isMember }.map(\.name))
  private static let memberNames = Set(all.filter(\.isMember).map(\.name))

  static func function(_ name: String, isMember: Bool, count: Int) -> Function? {
    byKey[Key(name: name, isMember: isMember, count: count)]
  }

  static func has(_ name: String, isMember: Bool) -> Bool {
    (isMember ? memberNames : globalNames).contains(name)
  }

  static func names(isMember: Bool) -> [String] {
    Array(isMember ? memberNames : globalNames)
  }

  /// The functions in a namespace; nil if there is no such namespace.
  static func names(startingWith namespace: String) -> [String]? {
    let names = globalNames.filter { $0.hasPrefix(namespace + ".") }
    return names.isEmpty ? nil : names.sorted()
  }

  /// Whether a function takes any number of arguments.
  static func takesAny(_ name: String) -> Bool {
    name == "math.greatest" || name == "math.least"
  }

  /// How a function is called, for who called it otherwise; nil if there is none of that name.
  static func usage(of name: String, isMember: Bool) -> String? {
    let named = all.filter { $0.name == name }
    let styled = named.filter { $0.isMember == isMember }
    let usages = (styled.isEmpty ? named : styled).compactMap { function -> String? in
      guard let types = function.overloads.first?.parameters.map(\.description) else { return nil }
      return function.isMember
        ? "'\(types[0]).\(name)(\(types.dropFirst().joined(separator: ", ")))'"
        : "'\(name)(\(types.joined(separator: ", ")))'"
    }
    return usages.isEmpty ? nil : usages.joined(separator: " or ")
  }
}
