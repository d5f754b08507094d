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

private func index(
  _ bytes: Span<UInt8>, at path: JSONPath, workers: Int
) -> Result<JSONIndex, JSONError> {
  do throws(JSONError) {
    return .success(
      try JSONIndex(
        bytes, requests: [.elements(path), .values(path)], workers: workers, smallestPart: 16,
        concurrently: { count, body in for shard in 0..<count { body(shard) } }))
  } catch {
    return .failure(error)
  }
}

private func areAlike(_ one: JSONIndex, _ other: JSONIndex, at path: JSONPath) -> Bool {
  let (lists, others) = (one.lists(at: path), other.lists(at: path))
  let (values, otherValues) = (one.values(at: path), other.values(at: path))
  return one.shape == other.shape && one.roots.elements == other.roots.elements
    && one.rootKeys == other.rootKeys && one.hasEscapes == other.hasEscapes
    && lists.map(\.elements) == others.map(\.elements)
    && lists.map(\.pointer) == others.map(\.pointer)
    && values.map(\.value) == otherValues.map(\.value)
    && values.map(\.anchor) == otherValues.map(\.anchor)
    && values.map(\.pointer) == otherValues.map(\.pointer)
}

private func read(_ bytes: Span<UInt8>, at path: JSONPath) {
  let index: JSONIndex
  switch (Fuzz.index(bytes, at: path, workers: 1), Fuzz.index(bytes, at: path, workers: 3)) {
  case (.success(let alone), .success(let together)):
    // Parts that are passed over ahead change nothing.
    precondition(areAlike(alone, together, at: path))
    index = alone
  case (.failure(let error), .failure(let other)):
    precondition(error.offset <= bytes.count && error.line >= 1 && error.column >= 1)
    precondition(error == other)
    return
  default: preconditionFailure()
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
