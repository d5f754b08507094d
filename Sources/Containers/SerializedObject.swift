/// Finds the end of an object that Java's `ObjectOutputStream` wrote, as JCEKS seals secret keys.
///
/// There is no length to go by, so the grammar of Java's Object Serialization Stream Protocol is
/// followed, as far as sealed objects use it. Nothing is made of what is read.
struct SerializedObject {
  private struct ClassDescription {
    /// The first two bytes of its name, which tell an array's elements.
    let name: (UInt8, UInt8)
    var fieldTypes: [UInt8] = []
    var hasOwnWriter = false
    /// The index of its superclass among the handles.
    var superclass: Int?
  }

  private var reader: BigEndianReader
  /// What was read so far and may be referred to by number; nil if it is no class description.
  private var handles: [ClassDescription?] = []
  private let defect: JavaKeyStoreError.Defect

  /// The reader after the object that begins where the given one is.
  static func end(
    from reader: BigEndianReader, alias: String, in bytes: Span<UInt8>
  ) throws(JavaKeyStoreError) -> BigEndianReader {
    var object = SerializedObject(
      reader: reader, defect: .unreadableSecretKey(alias: alias))
    guard try object.reader.readUInt32(in: bytes) == 0xaced_0005 else {
      throw JavaKeyStoreError(offset: reader.offset, defect: object.defect)
    }
    try object.skipContent(in: bytes, depth: 0)
    return object.reader
  }

  private init(reader: BigEndianReader, defect: JavaKeyStoreError.Defect) {
    self.reader = reader
    self.defect = defect
  }

  /// Steps over an object, array, string, reference or null.
  private mutating func skipContent(
    in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) {
    let start = reader.offset
    guard depth < 16 else { throw JavaKeyStoreError(offset: start, defect: defect) }
    switch try reader.readUInt8(in: bytes) {
    case 0x70:
      break
    case 0x71:
      try reader.skip(4, "a reference")
    case 0x73:
      let description = try readClassDescription(in: bytes, depth: depth)
      handles.append(nil)
      try skipFields(of: description, in: bytes, depth: depth)
    case 0x74:
      handles.append(nil)
      try reader.skip(Int(try reader.readUInt16(in: bytes)), "a string")
    case 0x75:
      let description = try readClassDescription(in: bytes, depth: depth)
      handles.append(nil)
      try skipElements(of: description, in: bytes, depth: depth)
    default:
      throw JavaKeyStoreError(offset: start, defect: defect)
    }
  }

  /// Reads a class description, or a reference to one, and gives its index; null has none.
  private mutating func readClassDescription(
    in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) -> Int? {
    let start = reader.offset
    guard depth < 16 else { throw JavaKeyStoreError(offset: start, defect: defect) }
    switch try reader.readUInt8(in: bytes) {
    case 0x70:
      return nil
    case 0x71:
      let index = Int(try reader.readUInt32(in: bytes)) - 0x7e_0000
      guard handles.indices.contains(index), handles[index] != nil else {
        throw JavaKeyStoreError(offset: start, defect: defect)
      }
      return index
    case 0x72:
      return try readNewClassDescription(in: bytes, depth: depth)
    default:
      throw JavaKeyStoreError(offset: start, defect: defect)
    }
  }

  private mutating func readNewClassDescription(
    in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) -> Int {
    let nameLength = Int(try reader.readUInt16(in: bytes))
    let nameStart = reader.offset
    try reader.skip(nameLength, "a class name")
    var description = ClassDescription(
      name: (
        nameLength > 0 ? bytes[nameStart] : 0, nameLength > 1 ? bytes[nameStart + 1] : 0
      ))
    try reader.skip(8, "a class")
    let index = handles.count
    handles.append(description)
    let flagsOffset = reader.offset
    let flags = try reader.readUInt8(in: bytes)
    // Serializable, and not in a form that only the class itself can read.
    guard flags & 0x06 == 0x02 else {
      throw JavaKeyStoreError(offset: flagsOffset, defect: defect)
    }
    description.hasOwnWriter = flags & 0x01 != 0
    for _ in 0..<(try reader.readUInt16(in: bytes)) {
      let type = try reader.readUInt8(in: bytes)
      description.fieldTypes.append(type)
      try reader.skip(Int(try reader.readUInt16(in: bytes)), "a field name")
      if Self.size(of: type) == nil { try skipContent(in: bytes, depth: depth + 1) }
    }
    try skipAnnotation(in: bytes, depth: depth)
    description.superclass = try readClassDescription(in: bytes, depth: depth + 1)
    handles[index] = description
    return index
  }

  /// Steps over the fields of an object, those of its superclasses first.
  private mutating func skipFields(
    of description: Int?, in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) {
    var lineage: [ClassDescription] = []
    var next = description
    while let index = next, let description = handles[index] {
      // A class may claim to be its own ancestor.
      guard lineage.count < 16 else {
        throw JavaKeyStoreError(offset: reader.offset, defect: defect)
      }
      lineage.append(description)
      next = description.superclass
    }
    for description in lineage.reversed() {
      for type in description.fieldTypes {
        if let size = Self.size(of: type) {
          try reader.skip(size, "a field")
        } else {
          try skipContent(in: bytes, depth: depth + 1)
        }
      }
      if description.hasOwnWriter { try skipAnnotation(in: bytes, depth: depth) }
    }
  }

  private mutating func skipElements(
    of description: Int?, in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) {
    let start = reader.offset
    guard let description, let name = handles[description]?.name, name.0 == UInt8(ascii: "[")
    else { throw JavaKeyStoreError(offset: start, defect: defect) }
    let size = Self.size(of: name.1)
    let count = try reader.readCount(ofAtLeast: size ?? 1, "array elements", in: bytes)
    if let size { return try reader.skip(count * size, "an array") }
    for _ in 0..<count { try skipContent(in: bytes, depth: depth + 1) }
  }

  /// Steps over what a class wrote by its own means, up to the mark at its end.
  private mutating func skipAnnotation(
    in bytes: Span<UInt8>, depth: Int
  ) throws(JavaKeyStoreError) {
    while true {
      var ahead = reader
      switch try ahead.readUInt8(in: bytes) {
      case 0x78:
        reader = ahead
        return
      case 0x77:
        try ahead.skip(Int(try ahead.readUInt8(in: bytes)), "an annotation")
        reader = ahead
      default:
        try skipContent(in: bytes, depth: depth + 1)
      }
    }
  }

  /// How many bytes a value of a primitive type takes, nil for objects and arrays.
  private static func size(of type: UInt8) -> Int? {
    switch type {
    case UInt8(ascii: "B"), UInt8(ascii: "Z"): 1
    case UInt8(ascii: "C"), UInt8(ascii: "S"): 2
    case UInt8(ascii: "F"), UInt8(ascii: "I"): 4
    case UInt8(ascii: "D"), UInt8(ascii: "J"): 8
    default: nil
    }
  }
}
