import Documents
import Listings
import Network
import SourceText
import Synchronization

/// What a `ListingRecorder` kept, to be asked in place of the sources.
package struct ListingRecording: Sendable {
  /// What one source answered.
  package struct Listing: Sendable {
    /// Its place, as the user named it.
    package let source: String
    /// The name of the format it was read by.
    package let format: String
    let url: HTTPURL
    let details: TextTemplate?
    let authorization: String?
    fileprivate let answers: [Answer]

    /// The request that its listing began with.
    package var plan: RequestPlan {
      RequestPlan(repeating: HTTPRequest(.get, url), authorization: authorization)
    }

    /// How its details were asked for; nil if they were not.
    package var detailPlan: DetailPlan? {
      details.map { DetailPlan(repeating: $0, authorization: authorization) }
    }
  }

  fileprivate struct Answer: Sendable {
    enum Result: Sendable {
      case error(String)
      case response(status: Int, headers: [(name: String, value: String)], file: String)
    }

    let url: String
    let result: Result
  }

  package let listings: [Listing]

  /// Reads the file that says what was recorded.
  ///
  /// - Throws: all that is wrong with it.
  package init(_ bytes: [UInt8], path: String) throws(RecordingErrors) {
    let document: YAMLDocument
    do throws(YAMLErrors) {
      document = try YAMLDocument.read(bytes, path: path)
    } catch {
      throw RecordingErrors(diagnostics: error.diagnostics)
    }
    var decoder = Decoder(document)
    listings = decoder.listings()
    guard decoder.found.isEmpty else { throw RecordingErrors(diagnostics: decoder.found) }
  }

  /// Answers the requests of one listing from the recording.
  ///
  /// - Parameter readFile: reads a file by its path in the recording's folder, or says why it cannot.
  package static func transport(
    for listing: Listing,
    readFile: @escaping @Sendable (String) throws(RecordingFileError) -> [UInt8]
  ) -> any ListingTransport {
    Transport(listing.answers, readFile: readFile)
  }

  private final class Transport: ListingTransport {
    /// What is left of the answers of each address, in order.
    private let answers: Mutex<[String: [Answer]]>
    private let readFile: @Sendable (String) throws(RecordingFileError) -> [UInt8]

    init(
      _ answers: [Answer],
      readFile: @escaping @Sendable (String) throws(RecordingFileError) -> [UInt8]
    ) {
      self.answers = Mutex(Dictionary(grouping: answers, by: \.url))
      self.readFile = readFile
    }

    func send(_ request: HTTPRequest, page number: Int) throws(HTTPError) -> HTTPResponse {
      let url = request.url.text
      let answer = answers.withLock { answers in
        answers[url].flatMap { $0.isEmpty ? nil : answers[url]?.removeFirst() }
      }
      switch answer?.result {
      case nil:
        throw .local(reason: "the recording has no answer of \(request.url.redacted)")
      case .error(let reason): throw .local(reason: reason)
      case .response(let status, let fields, let file):
        var headers = HTTPHeaders()
        for (name, value) in fields { headers.add(name, value) }
        do throws(RecordingFileError) {
          return HTTPResponse(
            status: status, reason: "", headers: headers, body: try readFile(file))
        } catch {
          throw .local(reason: error.reason)
        }
      }
    }
  }
}

/// Everything that is wrong with the file that says what was recorded.
package struct RecordingErrors: Error {
  package let diagnostics: [Diagnostic]
}

/// Why a file of a recording cannot be read: a sentence.
package struct RecordingFileError: Error {
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// Reads the file that says what was recorded.
private struct Decoder {
  private static let keys = ["certgate", "recorded", "listings"]
  private static let listingKeys = ["source", "format", "url", "details", "as", "answers"]
  private static let answerKeys = ["method", "url", "error", "status", "headers", "file"]

  private let document: YAMLDocument
  var found: [Diagnostic]

  init(_ document: YAMLDocument) {
    self.document = document
    found = document.faults
  }

  mutating func listings() -> [ListingRecording.Listing] {
    let root = document.root
    check(root, Self.keys)
    if root["certgate"]?.scalar != "1" {
      complain("a recording begins with 'certgate: 1'", at: root["certgate"] ?? root)
    }
    guard let items = root["listings"]?.items else {
      complain("expected 'listings', a list of what was asked", at: root["listings"] ?? root)
      return []
    }
    return items.compactMap { listing($0) }
  }

  private mutating func listing(_ node: YAMLNode) -> ListingRecording.Listing? {
    check(node, Self.listingKeys)
    guard let source = text("source", of: node), let format = text("format", of: node),
      let url = text("url", of: node)
    else { return nil }
    guard let address = HTTPURL(url) else {
      complain("this is no address", at: node["url"] ?? node)
      return nil
    }
    let answers = node["answers"].map { $0.isNull ? [] : $0.items ?? [$0] } ?? []
    return ListingRecording.Listing(
      source: source, format: format, url: address, details: details(node["details"]),
      authorization: node["as"].flatMap { $0.scalar }, answers: answers.compactMap { answer($0) })
  }

  private mutating func details(_ node: YAMLNode?) -> TextTemplate? {
    guard let node, let text = node.scalar else { return nil }
    do throws(TextTemplate.SyntaxError) {
      return try TextTemplate(text)
    } catch {
      complain(error.message, at: node)
      return nil
    }
  }

  private mutating func answer(_ node: YAMLNode) -> ListingRecording.Answer? {
    check(node, Self.answerKeys)
    guard let url = text("url", of: node) else { return nil }
    if let error = node["error"]?.scalar {
      return ListingRecording.Answer(url: url, result: .error(error))
    }
    guard let status = text("status", of: node), let file = text("file", of: node) else {
      return nil
    }
    guard let code = Int(status), (100...599).contains(code) else {
      complain("expected the status of an answer, such as 200", at: node["status"] ?? node)
      return nil
    }
    // It may come with a repository, which has no business elsewhere.
    let names = file.split(separator: "/", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      complain("expected the name of a file in the recording's folder", at: node["file"] ?? node)
      return nil
    }
    return ListingRecording.Answer(
      url: url, result: .response(status: code, headers: headers(node["headers"]), file: file))
  }

  private mutating func headers(_ node: YAMLNode?) -> [(name: String, value: String)] {
    (node?.items ?? []).flatMap { $0.entries ?? [] }.compactMap { entry in
      guard let name = entry.key.scalar, let value = entry.value.scalar else { return nil }
      return (name, value)
    }
  }

  private mutating func check(_ node: YAMLNode, _ keys: [String]) {
    guard let entries = node.entries else {
      complain("expected a mapping, found \(node.kindName)", at: node)
      return
    }
    for entry in entries where !keys.contains(entry.key.scalar ?? "") {
      let near = Suggestion.closest(to: entry.key.scalar ?? "", in: keys)
      complain(
        "unknown key '\(entry.key.scalar ?? "")'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        at: entry.key)
    }
  }

  private mutating func text(_ key: String, of node: YAMLNode) -> String? {
    if let text = node[key]?.scalar { return text }
    if node.entries != nil { complain("there is no '\(key)'", at: node) }
    return nil
  }

  private mutating func complain(_ message: String, at node: YAMLNode) {
    found.append(document.diagnostic(message, at: node))
  }
}
