import Containers

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: count).span
  let store = JavaKeyStore(bytes)
  var last = 0
  for entry in store.entries {
    precondition(entry.offset >= last)
    last = entry.offset
    for certificate in entry.certificates {
      precondition(certificate.lowerBound >= last && certificate.upperBound <= count)
      last = certificate.upperBound
    }
  }
  if let defect = store.defect {
    precondition(defect.offset <= count && !defect.description.isEmpty)
  } else {
    // What is whole begins like a store and ends with a digest of 20 bytes.
    precondition(JavaKeyStore.isRecognized(bytes) && last + 20 <= count)
  }
  return 0
}
