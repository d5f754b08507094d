/// What is wrong with a keystore, and at which byte.
package struct JavaKeyStoreError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Defect: Equatable, Sendable {
    case notAKeyStore
    case unknownVersion(UInt32)
    case unknownEntry(UInt32)
    /// The store ends before what is named.
    case cutShort(String)
    /// A length or count that the rest of the store has no room for.
    case excessive(UInt32, of: String)
    /// An entry of JCEKS that is no sealed object of Java's, whose end is therefore not known.
    case unreadableSecretKey(alias: String)
  }

  package let offset: Int
  package let defect: Defect

  /// A clause without a period; the alias in it is the store's own text, not escaped.
  package var description: String {
    let what =
      switch defect {
      case .notAKeyStore: "no Java keystore"
      case .unknownVersion(let version): "a Java keystore of version \(version), not 1 or 2"
      case .unknownEntry(let tag): "an entry of unknown type \(tag)"
      case .cutShort(let what): "cut short in \(what)"
      case .excessive(let count, let what): "a store too short for its \(count) \(what)"
      case .unreadableSecretKey(let alias):
        "the secret key '\(alias)' is not sealed as Java does it; entries after it are not read"
      }
    return "\(what) (byte \(offset))"
  }
}
