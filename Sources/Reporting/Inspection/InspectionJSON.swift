import OperatingSystem
import RuleEngine

extension Inspection {
  /// `{"schemaVersion":"1.0","inputs":[…],"records":[…]}`, a record a line.
  package func writeJSON(_ write: (Span<UInt8>) throws -> Void) throws {
    var text = ByteBuffer()
    text.write("{\n  \"schemaVersion\": \"1.0\",\n  \"inputs\": ")
    text.writeArray(overviews) { overview, text in overview.append(to: &text) }
    text.write(",\n  \"records\": [")
    var isFirst = true
    try forEachRecord { record in
      text.write(isFirst ? "\n" : ",\n")
      isFirst = false
      RecordText.append(record, to: &text)
      if text.count > 1 << 16 {
        try text.withBytes(write)
        text.removeAll()
      }
    }
    text.write("\n  ]\n}\n")
    try text.withBytes(write)
  }

  /// A record a line, each with the completeness of the listing it came from.
  package func writeNDJSON(_ write: (Span<UInt8>) throws -> Void) throws {
    var text = ByteBuffer()
    try forEachRecord { record in
      RecordText.append(record, withListing: true, to: &text)
      text.write("\n")
      if text.count > 1 << 16 {
        try text.withBytes(write)
        text.removeAll()
      }
    }
    try text.withBytes(write)
  }

  private func forEachRecord(_ visit: (CertificateRecord) throws -> Void) throws {
    for overview in overviews {
      let reader = overview.input.records.makeReader()
      for index in 0..<overview.input.records.count {
        reader.move(to: index)
        if reader.isDeleted { continue }
        try visit(CertificateRecord(reader: reader, input: overview.input, index: index))
      }
    }
  }
}

extension Inspection.Overview {
  fileprivate func append(to text: inout ByteBuffer) {
    text.write("{")
    text.writeMember("location", input.place)
    if let format = input.format { text.writeMember("format", format) }
    text.writeMember("certificates", certificates)
    text.writeMember("deleted", deleted)
    text.writeMember("completeness")
    text.write(input.completeness)
    text.writeMember("facts")
    text.writeArray(facts) { count, text in
      text.write("{")
      text.writeMember("fact", count.fact.name)
      text.writeMember("field", count.field)
      text.writeMember("stated", count.stated)
      text.writeMember("missing", count.missing)
      text.writeMember("unreadable", count.unreadable)
      text.write("}")
    }
    if let failure = input.failure { text.writeMember("error", failure.message) }
    text.write("}")
  }
}
