import Glibc
import Testing

@testable import OperatingSystem

struct TruncationWatchTests {
  @Test func aMappedFileCutShortEndsTheProcessWithASentence() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(3), observing: [\.standardErrorContent]
    ) {
      let folder = TemporaryFolder()
      let path = try folder.write("", to: "a\u{1b}[2Jé")
      _ = unsafe truncate(path, 65 << 20)
      let file = try FileBytes.contents(ofFile: path)
      _ = unsafe truncate(path, 4096)
      _ = unsafe unlink(path)
      _ = unsafe rmdir(folder.path)
      _ = file.withBytes { $0[60 << 20] }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.hasPrefix("certgate: /tmp/certgate-tests-"))
    #expect(
      message.hasSuffix(
        #"/a\u{1B}[2J\u{00E9}: the file was cut short while it was read; "#
          + "run again when it is complete\n"))
  }

  @Test func anyOtherBusErrorKeepsItsDefaultAction() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let folder = TemporaryFolder()
      let path = try folder.write("", to: "a")
      _ = unsafe truncate(path, 65 << 20)
      let file = try FileBytes.contents(ofFile: path)
      _ = unsafe unlink(path)
      _ = unsafe rmdir(folder.path)
      raise(SIGBUS)
      withExtendedLifetime(file) {}
    }
  }
}
