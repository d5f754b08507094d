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

  /// The members of a JSON object, each value as it is written.
  private static func members(of record: String) throws -> [Member] {
    let span = record.utf8.span
    _ = try JSONIndex(span, requests: [])
    guard let object = JSONReading.value(at: .start, span) else { return [] }
    let bytes = Array(record.utf8)
    return JSONReading.members(of: object, in: span).map { key, value in
      (key, String(decoding: bytes[value.start..<value.end], as: UTF8.self))
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
    let lines = records.map { members in
      "{\(members.map { "\"\($0.key)\":\($0.json)" }.joined(separator: ","))}\n"
    }
    let outcome = try Self.reader.get().read(
      FileBytes(Array(lines.joined().utf8)), place: "listing.json", pathInProject: "listing.json",
      as: "certgate")
    switch outcome {
    case .listing(let input): return input
    case .unrecognised(let diagnostic), .failed(let diagnostic, _): throw diagnostic
    }
  }
}
