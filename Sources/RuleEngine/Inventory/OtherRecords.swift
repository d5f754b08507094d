/// How many records of an input are something else than certificates, where that is known without
/// reading them.
package struct OtherRecords: Hashable, Sendable {
  package var requests: Int
  package var privateKeys: Int

  package init(requests: Int = 0, privateKeys: Int = 0) {
    self.requests = requests
    self.privateKeys = privateKeys
  }

  package static func + (one: OtherRecords, other: OtherRecords) -> OtherRecords {
    OtherRecords(
      requests: one.requests + other.requests, privateKeys: one.privateKeys + other.privateKeys)
  }
}
