import Cryptography
import OperatingSystem

/// What passwords stores may be opened with.
package struct StorePasswords: Sendable {
  private let given: String?
  private let ask: (@Sendable (_ place: String) -> String?)?

  /// - Parameters:
  ///   - given: the password that the user named.
  ///   - ask: asks a person for the password of a store; nil where nobody can be asked.
  package init(given: String? = nil, ask: (@Sendable (_ place: String) -> String?)? = nil) {
    self.given = given
    self.ask = ask
  }

  /// Opens a store, and says whether it needs no password.
  func open(
    _ bytes: FileBytes, place: String
  ) throws(PKCS12Error) -> (store: PersonalInformationExchange, isOpen: Bool) {
    guard let password = given else {
      do throws(PKCS12Error) {
        return (try Self.open(bytes, nil), true)
      } catch {
        guard error == .passwordNeeded, let password = ask?(place) else { throw error }
        return (try Self.open(bytes, password), false)
      }
    }
    do throws(PKCS12Error) {
      return (try Self.open(bytes, password), password.isEmpty)
    } catch {
      // Not every store of a folder needs the password.
      if error == .wrongPassword || error == .wrongPasswordOrAltered,
        let store = try? Self.open(bytes, nil)
      {
        return (store, true)
      }
      throw error
    }
  }

  private static func open(
    _ bytes: FileBytes, _ password: String?
  ) throws(PKCS12Error) -> PersonalInformationExchange {
    try bytes.withBytes { (bytes) throws(PKCS12Error) in
      try PersonalInformationExchange(bytes, password: password)
    }
  }
}
