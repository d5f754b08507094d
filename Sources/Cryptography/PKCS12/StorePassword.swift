/// A password as PKCS#12 sees it, where none at all and the empty one derive different keys.
struct StorePassword {
  // Ends in a zero, so that the empty password has an address.
  private let text: [CChar]?

  static let none = StorePassword(text: nil)

  private init(text: [CChar]?) {
    self.text = text
  }

  init(_ text: String) {
    self.text = text.utf8.map { CChar(bitPattern: $0) } + [0]
  }

  func withBytes<Result>(_ body: (UnsafePointer<CChar>?, Int32) -> Result) -> Result {
    guard let text, let count = Int32(exactly: text.count - 1) else { return body(nil, 0) }
    return unsafe text.withUnsafeBufferPointer { unsafe body($0.baseAddress, count) }
  }
}
