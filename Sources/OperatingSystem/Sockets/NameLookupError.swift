/// Why a name has no address.
package enum NameLookupError: Error, Equatable, Sendable {
  /// There is no such name, or none with an address.
  case notFound
  /// No answer could be had, in the resolver's words.
  case failed(reason: String)
}
