extension [UInt8] {
  /// Where some bytes, one at least, occur next at or behind a place.
  func firstIndex(of part: [UInt8], from start: Int) -> Int? {
    guard let first = part.first else { return nil }
    var start = start
    while start + part.count <= count {
      guard let hit = self[start...(count - part.count)].firstIndex(of: first) else { return nil }
      if self[hit..<hit + part.count].elementsEqual(part) { return hit }
      start = hit + 1
    }
    return nil
  }
}
