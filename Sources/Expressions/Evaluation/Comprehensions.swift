/// Macros that go through lists and maps.
extension Evaluator {
  mutating func comprehension(
    _ comprehension: Comprehension, at place: Int, _ resolver: any FactResolver
  ) throws(Fault) -> Value {
    var fold = Fold(comprehension.kind)
    switch try value(comprehension.range, resolver) {
    case .list(let elements):
      for (index, element) in elements.enumerated() {
        if let second = comprehension.second {
          locals[comprehension.first] = .value(.int(Int64(index)))
          locals[second] = .value(element)
        } else {
          locals[comprehension.first] = .value(element)
        }
        if try !step(&fold, comprehension, at: place, resolver) { break }
      }
    case .map(let map):
      for entry in map.entries {
        locals[comprehension.first] = .value(entry.key)
        if let second = comprehension.second { locals[second] = .value(entry.value) }
        if try !step(&fold, comprehension, at: place, resolver) { break }
      }
    default: throw .failure(.noMatchingOverload, at: place)
    }
    if let pending = fold.pending { throw pending }
    do throws(Failure) {
      return try fold.result()
    } catch { throw .failure(error, at: place) }
  }

  /// Takes one element in; false if no other can change the result.
  private mutating func step(
    _ fold: inout Fold, _ comprehension: Comprehension, at place: Int, _ resolver: any FactResolver
  ) throws(Fault) -> Bool {
    try spend(at: place)
    switch comprehension.kind {
    case .all, .any:
      do throws(Fault) {
        let isDecisive = try holds(comprehension, resolver) == (comprehension.kind == .any)
        if isDecisive { fold.decide(comprehension.kind == .any) }
        return !isDecisive
      } catch {
        if error.endsEvaluation { throw error }
        fold.pending = fold.pending?.merged(with: error) ?? error
        return true
      }
    case .one:
      if try holds(comprehension, resolver) { fold.count += 1 }
    case .filter:
      if try holds(comprehension, resolver) {
        fold.elements.append(try local(comprehension.first, resolver))
      }
    case .transformList:
      if try holds(comprehension, resolver), let result = comprehension.result {
        fold.elements.append(try value(result, resolver))
      }
    case .transformMap:
      if try holds(comprehension, resolver), let result = comprehension.result {
        let key = try local(comprehension.first, resolver)
        fold.entries.append((key, try value(result, resolver)))
      }
    case .mergeMaps:
      if try holds(comprehension, resolver), let result = comprehension.result {
        guard case .map(let map) = try value(result, resolver) else {
          throw .failure(.noMatchingOverload, at: place)
        }
        try spend(map.entries.count, at: place)
        fold.entries += map.entries
      }
    }
    return true
  }

  private mutating func holds(
    _ comprehension: Comprehension, _ resolver: any FactResolver
  ) throws(Fault) -> Bool {
    guard let condition = comprehension.condition else { return true }
    return try truth(condition, resolver)
  }

  /// What the elements have come to so far.
  private struct Fold {
    private let kind: Comprehension.Kind
    private var decision: Bool?
    var pending: Fault?
    var count = 0
    var elements: [Value] = []
    var entries: [ValueMap.Entry] = []

    init(_ kind: Comprehension.Kind) {
      self.kind = kind
    }

    mutating func decide(_ value: Bool) {
      decision = value
      pending = nil
    }

    func result() throws(Failure) -> Value {
      switch kind {
      case .all: .bool(decision ?? true)
      case .any: .bool(decision ?? false)
      case .one: .bool(count == 1)
      case .filter, .transformList: .list(elements)
      case .transformMap, .mergeMaps: .map(try ValueMap(entries))
      }
    }
  }
}
