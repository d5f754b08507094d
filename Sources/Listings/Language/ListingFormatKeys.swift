import Documents

/// The keys of a format's documents, told apart by what may be kept of their values.
extension ListingFormat {
  /// The keys whose values hold secrets, in lower case.
  package var secretKeys: Set<String> { Set(secrets.compactMap(\.lastKey)) }

  /// The keys that lead to anything the format reads, in lower case.
  package var readKeys: Set<String> {
    var paths = items.joined().map(\.path) + skip.map(\.path) + completeness
    for field in fields.values { paths += field.paths + field.classPaths }
    if let failure {
      paths += failure.conditions.map(\.path) + [failure.code, failure.message].compactMap { $0 }
    }
    if case .paged(let pages) = paging {
      paths += pages.total + pages.pages + pages.next + pages.number
    }
    return Set(paths.flatMap(\.keys) + recognise.joined().map { $0.lowercased() })
  }
}

extension ListingFormat {
  /// The headers of an answer that lead to the next page, in lower case.
  package var cursorHeaders: [String] {
    guard case .paged(let pages) = paging, case .cursor(.header(let name), _) = pages.step else {
      return []
    }
    return [name.lowercased()]
  }
}

extension JSONPath {
  fileprivate var keys: [String] {
    steps.compactMap { if case .key(let key) = $0 { key.lowercased() } else { nil } }
  }

  fileprivate var lastKey: String? { keys.last }
}
