/// What a server answered, whatever its status.
package struct HTTPResponse: Equatable, Sendable {
  package let status: Int
  /// The words beside the status, if there are any; a stranger's, as they came.
  package let reason: String
  package let headers: HTTPHeaders
  package var body: [UInt8]

  package init(status: Int, reason: String, headers: HTTPHeaders, body: [UInt8] = []) {
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
  }
}
