import Listings

/// What is sent to a listing API.
package struct ListingQuestion: Sendable {
  package let method: ListingRequest.Method
  package var address: WebAddress
  /// Without those that show who asks.
  package var headers: [(name: String, value: String)]
  /// The headers that show who asks: they go to the address's origin and nowhere else, and are
  /// never printed.
  package let credentials: [(name: String, value: String)]
  package let body: String?
  /// How often it may be sent again after a failure that may pass.
  package let retries: Int
  package let rate: ListingRequest.Rate?
}

/// What came back.
package struct ListingAnswer: Sendable {
  package let status: Int
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of a name, in any case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why no answer came: a sentence that holds no secret, and what to do.
package struct ListingTransportError: Error, Hashable, Sendable {
  package let message: String
  package let help: String?

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// Carries questions to a listing API and brings the answers back.
///
/// It follows redirects within the origin, waits as the source asks, and tries again where that is
/// safe. It belongs to no thread.
package protocol ListingTransport: Sendable {
  func send(_ question: ListingQuestion) throws(ListingTransportError) -> ListingAnswer
}
