import Certificates
import Documents
import RuleEngine

/// How a document names things: where its items are, which field is the expiry.
///
/// A format is data. The shipped ones are written in the same language as a user's own.
package struct ListingFormat: Sendable {
  package let name: String
  /// Whether it ships or is the user's own, so that it may read the environment; a format that lies
  /// in a repository may not.
  package let isTrusted: Bool
  /// How the source is asked for it; nil for a format that is only read from files.
  package let request: ListingRequest?
  /// How a file is handed in to the source; nil for one that takes none.
  package let submission: ListingSubmission?
  /// Where the rest of each record is asked for; nil if the listing says all there is.
  package let detail: ListingDetail?
  package let paging: Paging
  /// The keys by which a document is known: all of any one set, in the root object or in the
  /// first element of a root array.
  let recognise: [[String]]
  /// The alternatives for where the items are; all lists of the first that leads to any are read.
  let items: [[ItemSource]]
  /// One object alone is an item.
  let acceptsSingle: Bool
  /// A key that is not there was never spoken of, instead of being missing.
  let absentIsUnspoken: Bool
  let failure: FailureSign?
  /// An item with any of these values is one the source has deleted.
  let skip: [Condition]
  let fields: [Fact: FieldMapping]
  /// The source's words, lower-cased, to our classes.
  let statusClasses: [String: Status.Class]
  let origins: [String: String]
  /// What is dropped as it is read; that it was there is a fact.
  let secrets: [JSONPath]
  /// Where the document itself says how complete it is, in the record schema's words.
  let completeness: [JSONPath]

  /// Whether it says where the fact is, or knows it of every record.
  func reads(_ fact: Fact) -> Bool {
    fact == .exposesPrivateKey || fact == .kind || fields[fact] != nil
      || fields[.certificate] != nil && CertificateFacts.read.contains(fact)
  }

  /// Whether some record of the format can state the fact.
  package func canState(_ fact: Fact) -> Bool {
    reads(fact) || items.contains { $0.contains { $0.set[fact] != nil } }
  }

  /// How a source hands out its listing, as far as a saved response shows it.
  package enum Paging: Sendable {
    /// One answer is everything.
    case none
    /// The format does not say.
    case unstated
    case paged(Pages)
  }

  /// What a page says of the listing it is a part of.
  package struct Pages: Sendable {
    /// Where the count of all items stands.
    let total: [JSONPath]
    /// Where the count of pages stands.
    let pages: [JSONPath]
    /// What leads to the next page.
    let next: [JSONPath]
    /// Where the page's own number stands, or its address.
    let number: [JSONPath]
    /// The parameter of an address that is the page's number.
    let parameter: String?
    /// How the next page is asked for.
    package let step: PageStep
    /// The parameter that says how many items a page may have, and what to ask for.
    package let size: (parameter: String, value: String)?
  }

  /// Where items are, and what is known of all of them.
  struct ItemSource: Sendable {
    let path: JSONPath
    let set: [Fact: String]

    /// The way to the list itself, where the path says `list[]`.
    var listPath: JSONPath {
      guard path.steps.last == .elements else { return path }
      return JSONPath(steps: path.steps.dropLast(), description: path.description)
    }
  }

  /// A value that is one of some texts.
  struct Condition: Sendable {
    let path: JSONPath
    let texts: [String]
  }

  /// How a document says that it is no listing but an error.
  struct FailureSign: Sendable {
    let conditions: [Condition]
    let code: JSONPath?
    let message: JSONPath?
  }

  /// Where a fact is read, and how.
  struct FieldMapping: Sendable {
    /// The first that leads to something other than null is taken.
    var paths: [JSONPath]
    /// Where the class of a status stands, in our own words.
    var classPaths: [JSONPath] = []
    /// What separates the texts of a list that is written as one text.
    var split: String?
    /// What is taken off the front of each text.
    var strip: String?
    var isBase64 = false
    var time = TimeFormat.automatic
    /// Minutes east of UTC, for times that name no zone; nil assumes UTC and says so.
    var zone: Int?
    /// The radix a serial number is written in; nil if it is not known.
    var radix: Int?

    /// Whether texts are taken as they stand.
    var isPlain: Bool { split == nil && strip == nil && !isBase64 }
  }
}
