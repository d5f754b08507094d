import Documents
import Listings
import OperatingSystem
import RuleEngine
import Testing

/// The records of an example as a document in the record schema: record n is line n of
/// `listing.json`.
struct ExampleListing {
  private typealias Member = (key: String, json: String)

  private static let reader = Result { ListingReader(formats: try ListingFormats()) }

  private let records: [[Member]]

  init(_ records: [String]) throws {
    self.records = try records.map(ExampleListing.members)
  }

  private init(_ records: [[Member]]) {
    self.records = records
  }

  private static let objects = Set(Fact.allCases.compactMap { $0.member?.object })

  /// The members of a JSON object, each value as it is written; those of a certificate or an
  /// endpoint have its key before theirs, as facts have: `certificate.keyBits`.
  private static func members(of record: String) throws -> [Member] {
    let span = record.utf8.span
    _ = try JSONIndex(span, requests: [])
    guard let object = JSONReading.value(at: .start, span) else { return [] }
    let bytes = Array(record.utf8)
    return try JSONReading.members(of: object, in: span).flatMap { key, value in
      let text = String(decoding: bytes[value.start..<value.end], as: UTF8.self)
      guard objects.contains(key), text.hasPrefix("{") else { return [(key, text)] }
      return try members(of: text).map { ("\(key).\($0.key)", $0.json) }
    }
  }

  var count: Int { records.count }

  /// The same records with `null` for a fact.
  func lacking(_ fact: Fact) -> ExampleListing {
    ExampleListing(records.map { $0.map { $0.key == fact.name ? ($0.key, "null") : $0 } })
  }

  /// The same records with no other facts.
  func keeping(_ facts: [Fact]) -> ExampleListing {
    ExampleListing(records.map { $0.filter { facts.map(\.name).contains($0.key) } })
  }

  func input() throws -> Input {
    let lines = records.map { "\(ExampleListing.object(of: $0))\n" }
    let outcome = try Self.reader.get().read(
      FileBytes(Array(lines.joined().utf8)), place: "listing.json", pathInProject: "listing.json",
      as: "certgate")
    switch outcome {
    case .listing(let input): return input
    case .unrecognised(let diagnostic), .failed(let diagnostic, _): throw diagnostic
    }
  }

  private static func object(of members: [Member]) -> String {
    var written: [String] = []
    var inside: [(object: String, members: [Member])] = []
    for member in members {
      let parts = member.key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 1 {
        written.append("\"\(member.key)\":\(member.json)")
      } else if let index = inside.firstIndex(where: { $0.object == parts[0] }) {
        inside[index].members.append((parts[1], member.json))
      } else {
        inside.append((parts[0], [(parts[1], member.json)]))
      }
    }
    written += inside.map { "\"\($0.object)\":\(object(of: $0.members))" }
    return "{\(written.joined(separator: ","))}"
  }
}
