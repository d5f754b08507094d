import X509

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: count).span
  var scanner = PEMScanner()
  var buffer = Base64Buffer()
  var lines = LineCounter()
  var last = 0
  while let block = scanner.next(in: bytes) {
    // Blocks do not overlap, and ranges lie inside each other and the text.
    precondition(block.range.lowerBound >= last && block.range.upperBound <= count)
    precondition(block.range.lowerBound <= block.headers.lowerBound)
    precondition(block.headers.upperBound == block.body.lowerBound)
    precondition(block.body.upperBound <= block.range.upperBound)
    precondition(lines.line(of: block.range.lowerBound, in: bytes) >= 1)
    last = block.range.upperBound
    try? block.decode(bytes, into: &buffer)
    buffer.withBytes { decoded in _ = Exercise.all(decoded) }
  }
  return 0
}
