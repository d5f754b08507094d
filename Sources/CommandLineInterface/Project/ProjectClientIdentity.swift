import Cryptography
import OperatingSystem
import SourceText

/// Who the tool is to servers that ask for a certificate.
extension Project {
  static let clientIdentityOptions = [
    OptionSpecification(
      long: "client-certificate", valueName: "FILE",
      help: "Show this certificate (PEM, with those above it) to servers that ask for one",
      section: "network"),
    OptionSpecification(
      long: "client-key", valueName: "FILE",
      help: "The private key of the client certificate (PEM), if it is not in the same file",
      section: "network"),
    OptionSpecification(
      long: "client-key-password-env", valueName: "NAME",
      help: "The environment variable with the password of the client's key", section: "network"),
  ]

  /// The certificate and key that the options name; nil if they name none.
  func clientIdentity() throws(CommandError) -> ClientIdentity? {
    guard let path = arguments.value("client-certificate") else {
      for option in ["client-key", "client-key-password-env"] where arguments.has(option) {
        throw .usage("--\(option) needs --client-certificate")
      }
      return nil
    }
    let key = arguments.value("client-key") ?? path
    var password: String?
    if let variable = arguments.value("client-key-password-env") {
      guard let value = session.environment[variable] else {
        throw .usage(
          "--client-key-password-env: there is no variable '\(Escaping.terminal(variable))'")
      }
      password = value
    }
    let certificates = try Self.bytes(
      Paths.absolute(path, relativeTo: session.workingDirectory), named: path)
    let keyBytes = try Self.bytes(
      Paths.absolute(key, relativeTo: session.workingDirectory), named: key)
    do {
      return try ClientIdentity(certificates: certificates, key: keyBytes, password: password)
    } catch {
      throw .usage(
        "\(error)",
        help: "the files are PEM; the password of a key comes from --client-key-password-env")
    }
  }
}
