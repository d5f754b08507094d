import Certificates
import Cryptography
import ListingAPIs
import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText
import Synchronization
import X509

/// What a project hands in to a source.
extension Project {
  // More than any store of certificates, and little enough to be held in memory several times.
  private static let longestFile = 16 << 20

  /// A file that is to be handed in, with all that is known before anything is sent.
  struct Submission {
    let api: ListingAPI
    let hasUniqueNames: Bool
    let name: String
    /// The file's certificates, or why they cannot be read.
    let input: Input
    /// The certificate that is to have the name; nil if the file cannot be read.
    let certificate: Certificate?
    /// The request that hands it in; nil if the file cannot be read.
    let plan: SubmissionPlan?
    fileprivate let request: ListingRequest
  }

  /// - Parameter isRehearsal: whether nothing is going to be sent, not even the question for the
  ///   listing.
  func submission(
    of path: String, named name: String, to target: String, isRehearsal: Bool
  ) throws(CommandError) -> Submission {
    let formats = try formats()
    let source = target.hasPrefix(ListingSource.scheme) ? target : ListingSource.scheme + target
    let api = try listingAPI(source, formats: formats, isTheUsers: true, isRehearsal: isRehearsal)
    guard let submission = api.format.submission else {
      let others = formats.names.filter { formats[$0]?.submission != nil }
      throw .usage(
        "the format '\(api.format.name)' does not say how a file is handed in",
        help: "give it a 'submit', or use \(others.joined(separator: ", "))")
    }
    let way = try way(of: submission, api.format)
    let bytes = try submittedBytes(path)
    let read = try read(bytes, path, for: submission, api.format, named: name)
    var plan: SubmissionPlan?
    if read.certificate != nil {
      do throws(RequestPlanError) {
        plan = try SubmissionPlan(
          way, try file(bytes, path, read.password, named: name), format: api.format.name,
          api.context)
      } catch {
        throw .unable(error.message, help: error.help)
      }
    }
    return Submission(
      api: api, hasUniqueNames: submission.hasUniqueNames, name: name, input: read.input,
      certificate: read.certificate, plan: plan, request: way.request)
  }

  private func way(
    of submission: ListingSubmission, _ format: ListingFormat
  ) throws(CommandError) -> ListingSubmission.Way {
    let names = submission.ways.map(\.name)
    let given = arguments.value("way") ?? names.first ?? ""
    guard let way = submission.ways.first(where: { $0.name == given }) else {
      let near = Suggestion.closest(to: given, in: names)
      throw .usage(
        "\(format.name) has no way '\(Escaping.terminal(given))' to hand a file in"
          + (near.map { "; did you mean '\($0)'?" } ?? ""),
        help: "one of \(names.joined(separator: ", "))")
    }
    return way
  }

  // MARK: The file

  /// What is read once, so that what is judged is what is sent.
  private func submittedBytes(_ path: String) throws(CommandError) -> [UInt8] {
    let bytes = try Self.bytes(
      Paths.absolute(path, relativeTo: session.workingDirectory), named: path)
    guard bytes.count <= Self.longestFile else {
      throw .usage(
        "\(Escaping.terminal(path)) has \(bytes.count) bytes, and no more than \(Self.longestFile) "
          + "are handed in")
    }
    return bytes
  }

  private func file(
    _ bytes: [UInt8], _ path: String, _ password: String, named name: String
  ) throws(RequestPlanError) -> SubmittedFile {
    let names = Paths.normalised(path, relativeTo: "/").split(separator: "/")
    do throws(OpenSSLError) {
      var digester = try SHA256Digester()
      return SubmittedFile(
        name: names.last.map(String.init) ?? path, bytes: bytes,
        sha256: try digester.digest(bytes.span).hex, password: password, listedName: name)
    } catch {
      throw RequestPlanError("\(error)")
    }
  }

  private struct ReadFile {
    let input: Input
    var certificate: Certificate?
    /// What opens the file; empty if nothing is needed.
    var password = ""
  }

  private func read(
    _ bytes: [UInt8], _ path: String, for submission: ListingSubmission, _ source: ListingFormat,
    named name: String
  ) throws(CommandError) -> ReadFile {
    let place = Paths.normalised(path, relativeTo: session.workingDirectory)
    let shown = Escaping.terminal(place)
    let contents = FileBytes(bytes)
    let taken = submission.takes.map(\.rawValue).joined(separator: " or ")
    guard let format = CertificateFormat(recognising: contents), submission.takes.contains(format)
    else {
      let found = CertificateFormat(recognising: contents)?.rawValue ?? "no file of certificates"
      throw .usage(
        "\(source.name) takes \(taken), and \(shown) is \(found)",
        help: submission.takes.contains(.pkcs12)
          ? "make one with 'openssl pkcs12 -export -in CERTIFICATE -inkey KEY -out BUNDLE'" : nil)
    }
    let password = RememberedPassword(try givenPassword(), ask: session.askPassword)
    let found: CertificateContents
    do throws(Diagnostic) {
      found = try CertificateFileReader(passwords: password.passwords).read(
        contents, place: place, as: format)
    } catch {
      return ReadFile(input: Input(place: place, failure: error, format: format.rawValue))
    }
    let submitted = SubmittedCertificate(found, named: name)
    try check(submitted, submission, source, shown)
    let reader = submitted.records.makeReader()
    submitted.index.map { reader.move(to: $0) }
    return ReadFile(
      input: Input(
        place: place, pathInProject: Paths.normalised(path, relativeTo: root),
        format: format.rawValue, records: submitted.records, completeness: .complete,
        notices: found.notices, defects: found.defects),
      certificate: reader.certificate().value,
      // A store that opens without one is not opened by the one that was given.
      password: submitted.hasOpenKey ? "" : password.value ?? "")
  }

  private func check(
    _ file: SubmittedCertificate, _ submission: ListingSubmission, _ source: ListingFormat,
    _ place: String
  ) throws(CommandError) {
    guard file.index != nil else { throw .usage("there is no certificate in \(place)") }
    if submission.carriesKey, !file.hasKey {
      throw .usage(
        "there is no private key in \(place), and \(source.name) needs the certificate with its key",
        help:
          "export it with its key: 'openssl pkcs12 -export -in CERTIFICATE -inkey KEY -out BUNDLE'")
    }
    if !submission.carriesKey, file.hasKey {
      throw .usage(
        "\(place) holds a private key, which \(source.name) is not to have",
        help: "hand in a file of the certificate alone")
    }
  }

  // MARK: The source

  /// Sends a submission, once.
  func send(_ submission: Submission, _ plan: SubmissionPlan) -> SubmissionOutcome {
    do throws(RequestPlanError) {
      let transport = recording(
        try transport(for: submission.request, of: submission.api), of: submission.api,
        plan.request, nil, authorization: plan.authorization, secrets: plan.secrets)
      let result: Result<HTTPResponse, HTTPError>
      do throws(HTTPError) {
        result = .success(try transport.send(plan.request, page: 1))
      } catch {
        result = .failure(error)
      }
      let judge = SubmissionJudge(
        format: submission.api.format, reader: ListingReader(formats: submission.api.formats),
        name: submission.name, plan: plan, place: "the answer of \(submission.api.format.name)")
      return judge.outcome(result)
    } catch {
      return .unsent(message: error.message)
    }
  }
}

/// The password of a file: the one that was given, or what a person answered who was asked for it.
private final class RememberedPassword: Sendable {
  private let known: Mutex<String?>
  private let ask: (@Sendable (_ place: String) -> String?)?

  init(_ given: String?, ask: (@Sendable (_ place: String) -> String?)?) {
    known = Mutex(given)
    self.ask = ask
  }

  var value: String? { known.withLock { $0 } }

  var passwords: StorePasswords {
    guard let ask else { return StorePasswords(given: value) }
    return StorePasswords(given: value) { place in
      let answer = ask(place)
      self.known.withLock { $0 = answer }
      return answer
    }
  }
}
