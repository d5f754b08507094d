import Cryptography

/// The seeds are opened by the first password, or by none.
private let passwords: [String?] = ["test-pass", nil]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: count).span
  for password in passwords {
    do throws(PKCS12Error) {
      // Ten million iterations would take longer than anything that is to be found.
      let store = try PersonalInformationExchange(
        bytes, password: password, iterationLimit: 1000)
      // A bag may hold an empty certificate, which its record says.
      precondition(store.certificates.allSatisfy { $0.der.count <= count })
      precondition(store.privateKeyCount >= 0 && store.otherCount >= 0)
    } catch {
      if case .malformed(let offset?) = error { precondition((0...count).contains(offset)) }
      precondition(!error.description.isEmpty)
    }
  }
  return 0
}
