import Listings
import Network
import RuleEngine
import Synchronization

/// Keeps what listing APIs answer in a run, secrets gone, so that it can be repeated without them.
package final class ListingRecorder: Sendable {
  /// The file that says what the other files of a recording are.
  package static let manifest = "recording.yaml"

  /// What one source was asked, and answered.
  private struct Listing {
    let source: String
    let format: String
    let url: String
    /// The address of the details, with gaps for what a record says.
    let details: String?
    let authorization: String?
    /// How often it was begun to be asked.
    var rounds = 0
    var answers: [Answer] = []
  }

  private struct Answer {
    let round: Int
    /// Which page it was for.
    let number: Int
    let method: String
    let url: String
    let result: Result<HTTPResponse, HTTPError>
  }

  private let listings = Mutex<[Listing]>([])

  package init() {}

  package var isEmpty: Bool { listings.withLock(\.isEmpty) }

  /// A transport that keeps what another brings.
  ///
  /// - Parameters:
  ///   - source: its place, as the user names it.
  ///   - secrets: what is not to be kept.
  package func recording(
    _ transport: any ListingTransport, of source: String, _ format: ListingFormat,
    _ request: HTTPRequest, _ details: DetailPlan?, authorization: String?, secrets: [String]
  ) -> any ListingTransport {
    let mask = SecretMask(format, words: secrets)
    let (listing, round) = listings.withLock { listings in
      let known = listings.firstIndex { $0.source == source }
      if known == nil {
        listings.append(
          Listing(
            source: source, format: format.name, url: mask.masked(request.url.text),
            details: details.map { mask.masked($0.address.description) },
            authorization: authorization))
      }
      let listing = known ?? listings.count - 1
      listings[listing].rounds += 1
      return (listing, listings[listing].rounds)
    }
    return Transport(
      recorder: self, listing: listing, round: round, transport: transport, mask: mask,
      format: format)
  }

  private struct Transport: ListingTransport {
    let recorder: ListingRecorder
    let listing: Int
    let round: Int
    let transport: any ListingTransport
    let mask: SecretMask
    let format: ListingFormat

    func send(_ request: HTTPRequest, page number: Int) throws(HTTPError) -> HTTPResponse {
      let result: Result<HTTPResponse, HTTPError>
      do throws(HTTPError) {
        result = .success(try transport.send(request, page: number))
      } catch {
        result = .failure(error)
      }
      recorder.add(
        Answer(
          round: round, number: number, method: request.method.rawValue,
          url: mask.masked(request.url.text),
          result: result.map { masked($0) }), to: listing)
      return try result.get()
    }

    private func masked(_ answer: HTTPResponse) -> HTTPResponse {
      var headers = HTTPHeaders()
      let kept = ["content-type", "link", "retry-after"] + format.cursorHeaders
      for field in answer.headers.fields where kept.contains(field.name.lowercased()) {
        headers.add(field.name, mask.masked(field.value))
      }
      return HTTPResponse(
        status: answer.status, reason: "", headers: headers, body: mask.masked(answer.body))
    }
  }

  private func add(_ answer: Answer, to listing: Int) {
    listings.withLock { $0[listing].answers.append(answer) }
  }

  // MARK: Files

  /// The files of the recording, by their names in its folder.
  ///
  /// - Parameter now: when the answers were had.
  package func files(now: Instant) -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    var manifest = """
      # What listing APIs answered, with secrets made unreadable. To hold policies against it again:
      #   certgate lint -p POLICY --at \(now) THIS-FOLDER
      certgate: 1
      recorded: \(now)
      listings:

      """
    var folders: [String: Int] = [:]
    for listing in listings.withLock({ $0 }).sorted(by: { $0.source < $1.source }) {
      let count = folders[listing.format, default: 0] + 1
      folders[listing.format] = count
      let folder = count == 1 ? listing.format : "\(listing.format)-\(count)"
      manifest += """
          - source: \(YAMLString.quoted(listing.source))
            format: \(YAMLString.quoted(listing.format))
            url: \(YAMLString.quoted(listing.url))

        """
      if let details = listing.details {
        manifest += "    details: \(YAMLString.quoted(details))\n"
      }
      if let authorization = listing.authorization {
        manifest += "    as: \(YAMLString.quoted(authorization))\n"
      }
      manifest += "    answers:\n"
      // Pages can be asked for together, and come in any order.
      let answers = listing.answers.sorted { ($0.round, $0.number) < ($1.round, $1.number) }
      for (index, answer) in answers.enumerated() {
        manifest += "      - method: \(answer.method)\n"
        manifest += "        url: \(YAMLString.quoted(answer.url))\n"
        switch answer.result {
        case .failure(let error): manifest += "        error: \(YAMLString.quoted("\(error)"))\n"
        case .success(let response):
          let name = "\(folder)/answer-\(index + 1)\(Self.suffix(response))"
          files.append((name, response.body))
          manifest += "        status: \(response.status)\n"
          if !response.headers.fields.isEmpty { manifest += "        headers:\n" }
          for field in response.headers.fields {
            manifest +=
              "          - \(YAMLString.quoted(field.name)): \(YAMLString.quoted(field.value))\n"
          }
          manifest += "        file: \(YAMLString.quoted(name))\n"
        }
      }
    }
    return files + [(Self.manifest, Array(manifest.utf8))]
  }

  private static func suffix(_ answer: HTTPResponse) -> String {
    let start = answer.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return start == UInt8(ascii: "{") || start == UInt8(ascii: "[") ? ".json" : ".txt"
  }
}

extension HTTPURL {
  /// The whole of it.
  var text: String { "\(origin)\(target)" }
}
