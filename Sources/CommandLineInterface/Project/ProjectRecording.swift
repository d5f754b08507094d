import ListingAPIs
import Listings
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// What listing APIs answer, kept in a folder and read from one.
extension Project {
  static let recordOption = OptionSpecification(
    long: "record", valueName: "DIR",
    help: "Keep what listing APIs answer in this new folder, secrets gone; name the folder as an"
      + " INPUT to repeat the run without the network",
    section: "network")

  /// Sees that there is room for a recording, before anything is asked.
  func checkRecording(of sources: [String]) throws(CommandError) {
    guard let folder = arguments.value(Self.recordOption.long) else { return }
    guard sources.contains(where: Self.isListingAPI), !arguments.has("offline") else {
      throw .usage(
        "--record keeps what listing APIs answer, and none is asked",
        help: "name one, such as listing:cloudflare-access-mtls")
    }
    guard !PrivateFolder.isTaken(recordingPath(folder)) else {
      throw .usage(
        "\(Escaping.terminal(folder)) is there already, and a recording takes the place of nothing",
        help: "name a folder that is not there yet")
    }
  }

  private func recordingPath(_ folder: String) -> String {
    Paths.absolute(folder, relativeTo: session.workingDirectory)
  }

  /// A transport that keeps what it brings, if that is asked for.
  func recording(
    _ transport: any ListingTransport, of api: ListingAPI, _ request: HTTPRequest,
    _ details: DetailPlan?, authorization: String?, secrets: [String]
  ) -> any ListingTransport {
    guard arguments.has(Self.recordOption.long) else { return transport }
    return state.recorder.recording(
      transport, of: api.place, api.format, request, details, authorization: authorization,
      secrets: secrets)
  }

  /// Writes what was kept, if anything is to be; false if it could not be.
  private func writeRecording() -> Bool {
    guard let folder = arguments.value(Self.recordOption.long), !state.recorder.isEmpty else {
      return true
    }
    do throws(SystemError) {
      let written = try PrivateFolder(path: recordingPath(folder))
      for (name, bytes) in state.recorder.files(now: session.now) {
        try written.write(bytes, to: name)
      }
      try written.commit()
    } catch {
      session.complain(
        "certgate: error: the recording \(Escaping.terminal(folder)) was not written: "
          + Escaping.terminal("\(error)"))
      return false
    }
    return true
  }

  /// Ends a run: what was asked for can be asked for as late as in its reports. The status is not as
  /// it should be where the recording could not be written.
  func recorded(_ status: ExitStatus) -> ExitStatus {
    writeRecording() ? status : .incomplete
  }

  // MARK: Reading

  /// Whether a source is a folder with a recording in it.
  func isRecording(_ source: String) -> Bool {
    kind(ofFile: manifestPath(source)) == .regular
  }

  private func manifestPath(_ source: String) -> String {
    Paths.join(
      Paths.absolute(source, relativeTo: session.workingDirectory), ListingRecorder.manifest)
  }

  /// The listings of a recording, as they were when it was made.
  func inputs(ofRecording source: String, formats: ListingFormats) throws(CommandError) -> [Input] {
    let name = Paths.join(source, ListingRecorder.manifest)
    let bytes = try Self.bytes(manifestPath(source), named: name)
    let recording: ListingRecording
    do throws(RecordingErrors) {
      recording = try ListingRecording(bytes, path: name)
    } catch {
      throw .diagnostics(
        error.diagnostics, in: Escaping.terminal(name),
        colour: session.colours(session.error, arguments))
    }
    return recording.listings.map { input(of: $0, in: source, formats) }
  }

  private func input(
    of listing: ListingRecording.Listing, in folder: String, _ formats: ListingFormats
  ) -> Input {
    guard let format = formats[listing.format] else {
      return Input(
        place: listing.source,
        failure: Diagnostic(
          "it was recorded by the format '\(listing.format)', which is not known",
          notes: ["help: pass its file with --formats"]))
    }
    let root = Paths.absolute(folder, relativeTo: session.workingDirectory)
    let transport = ListingRecording.transport(for: listing) {
      (name) throws(RecordingFileError) in
      do throws(SystemError) {
        let contents = try FileBytes.contents(ofFile: Paths.join(root, name))
        return contents.bytes(in: 0..<contents.count)
      } catch {
        throw RecordingFileError("cannot read \(Paths.join(folder, name)): \(error.reason)")
      }
    }
    return ListingWalk(
      format: format, plan: listing.plan, details: listing.detailPlan,
      reader: ListingReader(formats: formats),
      transport: transport, place: listing.source
    ).input()
  }
}
