import Cryptography

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: count).span
  do throws(CryptographicMessageError) {
    let message = try CryptographicMessage(bytes)
    var last = 0
    for certificate in message.certificates {
      precondition(certificate.lowerBound >= last && certificate.upperBound <= count)
      last = certificate.upperBound
    }
  } catch {
    if case .malformed(let offset) = error { precondition((0...count).contains(offset)) }
    precondition(!error.description.isEmpty)
  }
  return 0
}
