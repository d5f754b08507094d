import OperatingSystem
import Testing

/// What CONTRIBUTING says of the rooms of the house.
struct RoomTests {
  @Test func onlyWhereTheMachineBeginsIsCodeUnsafe() throws {
    let sources = Paths.join(Tool.repository, "Sources")
    let rooms = ["Cryptography", "Documents", "OperatingSystem"].map { "\(sources)/\($0)/" }
    let found = DirectoryWalk.files(below: sources)
    #expect(found.failures.isEmpty)
    let files = found.paths.filter { $0.hasSuffix(".swift") }
    #expect(files.count > 300)
    for file in files where !rooms.contains(where: { file.hasPrefix($0) }) {
      let words = try text(ofFile: file).split { !$0.isLetter }
      #expect(!words.contains("unsafe"), "\(file)")
    }
  }
}
