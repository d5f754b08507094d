import OperatingSystem

extension FileBytes {
  /// The text in UTF-8, if it is UTF-16 and of a size that certificates have; nil for all else.
  ///
  /// PowerShell writes so what a program prints.
  package var decodedFromUTF16: FileBytes? {
    guard count >= 4, count % 2 == 0, count <= 64 << 20, let isBigEndian = withBytes(Self.order)
    else { return nil }
    let units = withBytes { bytes in
      var units: [UInt16] = []
      units.reserveCapacity(bytes.count / 2)
      for index in stride(from: 0, to: bytes.count, by: 2) {
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      }
      return units
    }
    return FileBytes(Array(String(decoding: units, as: UTF16.self).utf8))
  }

  /// Whether the more significant byte comes first, told by a byte order mark or by the zeros of
  /// ASCII; nil for what is no UTF-16.
  private static func order(_ bytes: Span<UInt8>) -> Bool? {
    switch (bytes[0], bytes[1]) {
    case (0xFE, 0xFF): true
    case (0xFF, 0xFE): false
    case (0, 1...0x7F): bytes[2] == 0 && bytes[3] != 0 ? true : nil
    case (1...0x7F, 0): bytes[3] == 0 && bytes[2] != 0 ? false : nil
    default: nil
    }
  }
}
