import Synchronization

/// A trust store that is read when it is first needed, since reading all of a system's roots takes
/// longer than most runs.
package final class LazyTrustStore: Sendable {
  private let open: @Sendable () throws(OpenSSLError) -> TrustStore
  private let opened = Mutex<Result<TrustStore, OpenSSLError>?>(nil)

  package init(_ open: @escaping @Sendable () throws(OpenSSLError) -> TrustStore) {
    self.open = open
  }

  package func get() throws(OpenSSLError) -> TrustStore {
    let result = opened.withLock { opened in
      let result = opened ?? Result { () throws(OpenSSLError) in try open() }
      opened = result
      return result
    }
    return try result.get()
  }
}
