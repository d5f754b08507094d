import Glibc
import Testing

@testable import OperatingSystem

struct DirectoryWalkTests {
  private let folder = TemporaryFolder()

  private func walk(_ name: String = "tree") -> (files: [String], failures: [String]) {
    let root = folder.path(name)
    let result = DirectoryWalk.files(below: root)
    return (
      result.paths.map { String($0.dropFirst(root.count + 1)) },
      result.failures.map { $0.description.replacing(root + "/", with: "") }
    )
  }

  @Test func findsRegularFilesInTheOrderOfTheirBytes() throws {
    for name in ["b", "a/z", "a/b/c", "a.json", "B", "é", ".hidden/x", ".gitignore"] {
      try folder.write("", to: "tree/" + name)
    }
    try folder.write("", to: "tree/.git/config")
    try folder.write("", to: "tree/a/.git")
    folder.pipe("tree/pipe")
    folder.link("tree/device", to: "/dev/null")
    let (files, failures) = walk()
    #expect(
      files == [".gitignore", ".hidden/x", "B", "a.json", "a/b/c", "a/z", "b", "é"])
    #expect(failures == [])
    #expect(
      DirectoryWalk.files(below: folder.path("tree")).others
        == [folder.path("tree/device"), folder.path("tree/pipe")])
  }

  @Test func followsLinksButEntersNoFolderTwice() throws {
    try folder.write("", to: "tree/real/file")
    try folder.write("", to: "outside/file")
    folder.link("tree/a-link", to: "real")
    folder.link("tree/file-link", to: "real/file")
    folder.link("tree/out", to: "../outside")
    folder.link("tree/out-again", to: "../outside")
    folder.link("tree/real/up", to: "..")
    folder.link("outside/back", to: "../tree")
    let (files, failures) = walk()
    #expect(files == ["file-link", "out/file", "real/file"])
    #expect(failures == [])
  }

  @Test func theRootMayBeALink() throws {
    try folder.write("", to: "real/file")
    folder.link("tree", to: "real")
    #expect(walk().files == ["file"])
  }

  @Test func reportsWhatCannotBeLookedAt() throws {
    try folder.write("", to: "tree/file")
    folder.link("tree/nowhere", to: "missing")
    folder.link("tree/loop", to: "loop")
    #expect(walk().files == ["file"])
    #expect(
      walk().failures == [
        "cannot read loop: too many levels of symbolic links",
        "cannot read nowhere: no such file or directory",
      ])
  }

  @Test func reportsANameThatIsNoText() throws {
    try folder.write("", to: "tree/file")
    let name = Array(folder.path("tree/x").utf8CString.dropLast() + [-1, 0])
    let file = FileDescriptor(adopting: unsafe creat(name, 0o600))
    defer { _ = unsafe unlink(name) }
    #expect(file.number >= 0)
    #expect(walk().files == ["file"])
    #expect(walk().failures == ["cannot read x\u{FFFD}: the name is not UTF-8"])
  }

  @Test func reportsARootThatIsNoFolder() throws {
    let file = try folder.write("", to: "file")
    #expect(
      DirectoryWalk.files(below: file).failures.map(\.description)
        == ["cannot read \(file): not a directory"])
    let missing = folder.path("missing")
    #expect(
      DirectoryWalk.files(below: missing).failures
        == [SystemError("read", path: missing, code: ENOENT)])
  }

  @Test func tellsKindsApart() throws {
    #expect(kind(ofFile: folder.path) == .directory)
    #expect(kind(ofFile: try folder.write("", to: "file")) == .regular)
    #expect(kind(ofFile: folder.link("link", to: "file")) == .regular)
    #expect(kind(ofFile: folder.pipe("pipe")) == .other)
    #expect(kind(ofFile: folder.link("loop", to: "loop")) == .other)
    #expect(kind(ofFile: folder.path("file/below")) == .missing)
    #expect(kind(ofFile: folder.link("nowhere", to: "missing")) == .missing)
  }
}
