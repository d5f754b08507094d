/// A SHA-256 digest as files write it.
enum SHA256Text {
  private static let hexDigits = Array("0123456789abcdef".utf8)

  /// The 64 digits in lower case; nil if there are not just those.
  static func digits(_ text: some StringProtocol) -> String? {
    let digits = text.lowercased()
    let isDigest =
      digits.utf8.count == 64 && digits.utf8.allSatisfy { hexDigits.contains($0) }
    return isDigest ? digits : nil
  }
}
