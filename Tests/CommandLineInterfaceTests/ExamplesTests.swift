import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Every folder of Examples tells a story, or several: its inputs, and in `transcript.txt` what the
/// tool makes of them. `RECORD_GOLDENS=1 swift test` writes the transcripts anew.
struct ExamplesTests {
  static let folders: [String] = {
    let examples = Paths.join(Tool.repository, "Examples")
    let files = DirectoryWalk.files(below: examples).paths
    return files.filter { $0.hasSuffix("/transcript.txt") }.map {
      String(Paths.directory(of: $0).dropFirst(examples.utf8.count + 1))
    }
  }()

  @Test(arguments: folders)
  func doesWhatItsTranscriptSays(folder: String) throws {
    let path = Paths.join(Tool.repository, "Examples/\(folder)/transcript.txt")
    let expected = Transcript(try text(ofFile: path))
    try #require(!expected.steps.isEmpty, "the transcript has no commands")
    guard expected.canBePlayed else { return }
    let played = expected.played()
    if ProcessEnvironment.variables()["RECORD_GOLDENS"] == "1" {
      let file = try ReportFile(path: path)
      try file.write(played.text.utf8.span)
      try file.commit()
    } else {
      for (step, expected) in zip(played.steps, expected.steps) { #expect(step == expected) }
    }
  }

  @Test func everyExampleHasATranscript() {
    let examples = Paths.join(Tool.repository, "Examples")
    let names = DirectoryWalk.files(below: examples).paths.map {
      $0.dropFirst(examples.utf8.count + 1).prefix { $0 != "/" }
    }
    #expect(Set(names) == Set(Self.folders.map { $0.prefix { $0 != "/" } }))
    #expect(Set(names).count >= 8)
  }
}

func text(ofFile path: String) throws -> String {
  let bytes = try FileBytes.contents(ofFile: path)
  return bytes.text(in: 0..<bytes.count)
}
