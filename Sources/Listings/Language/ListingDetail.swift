/// Where the rest of a record stands: in a document of its own, which is asked for by what the listing
/// says of the record.
package final class ListingDetail: Sendable {
  /// What of a record may stand in the address.
  package static let gaps = ["id", "name", "serial"]

  package let request: ListingRequest
  /// How the document is read; it holds one record.
  package let format: ListingFormat

  init(request: ListingRequest, format: ListingFormat) {
    self.request = request
    self.format = format
  }
}
