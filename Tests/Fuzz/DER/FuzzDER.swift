import X509

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: count).span
  _ = Exercise.all(bytes)
  guard let layout = try? CertificateLayout(bytes) else { return 0 }
  // Everything lies within the bytes, and what is inside something else within that.
  let whole = layout.certificate
  precondition(whole.end <= count)
  for fault in layout.faults(in: bytes) { precondition((0...count).contains(fault.offset)) }
  var all = layout.extensions?.all
  while let item = all?.next(in: bytes) {
    precondition(item.offset >= whole.start && item.element.end <= whole.end)
    precondition(item.value.lowerBound >= item.offset && item.value.upperBound <= item.element.end)
  }
  return 0
}
