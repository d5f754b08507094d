import Documents

/// The first line is a path, the rest a document.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe UnsafeBufferPointer(start: data, count: count)
  let line = unsafe input.firstIndex(of: 0x0A) ?? 0
  let text = unsafe String(decoding: input[..<line], as: UTF8.self)
  let document = unsafe Array(input[line...])
  read(document.span, at: (try? JSONPath(text)) ?? JSONPath(steps: [.elements], description: "[]"))
  return 0
}

private func read(_ bytes: Span<UInt8>, at path: JSONPath) {
  let index: JSONIndex
  do throws(JSONError) {
    index = try JSONIndex(bytes, requests: [.elements(path), .values(path)])
  } catch {
    precondition(error.offset <= bytes.count && error.line >= 1 && error.column >= 1)
    return
  }
  let projection = JSONProjection([["a"], ["b", "c"], []])
  var order = projection.unknownOrder
  var slots = [JSONValue](repeating: .absent, count: projection.slotCount)
  for list in [index.roots] + index.lists(at: path) {
    for anchor in list.elements {
      // A document that was found to be in order can be read everywhere.
      let isRead = projection.read(bytes, at: anchor, into: &slots, order: &order)
      precondition(isRead)
      guard let value = JSONReading.value(at: anchor, bytes) else { preconditionFailure() }
      precondition(value.start == anchor.offset && value.end <= bytes.count)
      _ = JSONReading.text(of: value, in: bytes)
      for inner in JSONReading.members(of: value, in: bytes).map(\.value)
        + JSONReading.elements(of: value, in: bytes)
      {
        precondition(inner.start >= value.start && inner.end <= value.end)
        _ = JSONReading.pointer(to: inner.start, inValueAt: anchor, bytes)
      }
      _ = JSONReading.firstString(inValueAt: anchor, bytes) { $0.count > 100 }
    }
  }
  for found in index.values(at: path) {
    precondition(found.value.end <= bytes.count)
    let place = JSONReading.position(of: found.value.start, from: .start, in: bytes)
    precondition(place.line >= found.anchor.line)
    JSONReading.withBytes(of: found.value, in: bytes) { precondition($0.count <= bytes.count) }
  }
}
