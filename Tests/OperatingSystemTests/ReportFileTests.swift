import Glibc
import Testing

@testable import OperatingSystem

struct ReportFileTests {
  private let folder = TemporaryFolder()

  /// Both ways of writing beside the place: without and with a name.
  @Test(arguments: [true, false])
  func appearsWholeOnCommit(isNamelessAtFirst: Bool) throws {
    let path = folder.path("report")
    let report = try ReportFile(path: path, isNamelessAtFirst: isNamelessAtFirst)
    try report.write("one ".utf8.span)
    try report.write("".utf8.span)
    try report.write("two".utf8.span)
    #expect(kind(ofFile: path) == .missing)
    #expect(folder.names.count == (isNamelessAtFirst ? 0 : 1))
    try report.commit()
    #expect(try text(of: path) == "one two")
    #expect(folder.names == ["report"])
  }

  @Test(arguments: [true, false])
  func leavesNothingWithoutCommit(isNamelessAtFirst: Bool) throws {
    try folder.write("old", to: "report")
    do {
      let report = try ReportFile(
        path: folder.path("report"), isNamelessAtFirst: isNamelessAtFirst)
      try report.write("new".utf8.span)
    }
    #expect(folder.names == ["report"])
    #expect(try text(of: folder.path("report")) == "old")
  }

  @Test(arguments: [true, false])
  func keepsTheMode(isNamelessAtFirst: Bool) throws {
    let path = try folder.write("a long old text", to: "report")
    #expect(unsafe chmod(path, 0o646) == 0)
    let report = try ReportFile(path: path, isNamelessAtFirst: isNamelessAtFirst)
    try report.write("new".utf8.span)
    try report.commit()
    #expect(try text(of: path) == "new")
    #expect(try status(ofFile: path, to: "stat").st_mode & 0o777 == 0o646)
  }

  @Test(arguments: [true, false])
  func aNewFileHasTheUsualMode(isNamelessAtFirst: Bool) throws {
    let usual = try FileDescriptor(
      opening: folder.path("usual"), O_WRONLY | O_CREAT, mode: 0o666)
    try usual.close(named: "usual")
    let path = folder.path("report")
    try ReportFile(path: path, isNamelessAtFirst: isNamelessAtFirst).commit()
    #expect(
      try status(ofFile: path, to: "stat").st_mode
        == status(ofFile: folder.path("usual"), to: "stat").st_mode)
  }

  @Test func makesTheFoldersAbove() throws {
    let path = folder.path("a/b/../c/report")
    let report = try ReportFile(path: path)
    try report.write("new".utf8.span)
    try report.commit()
    #expect(try text(of: folder.path("a/c/report")) == "new")
  }

  @Test func followsALinkToItsTarget() throws {
    try folder.write("old", to: "deep/target")
    let link = folder.link("link", to: "deep/next")
    folder.link("deep/next", to: "../deep/target")
    let report = try ReportFile(path: link)
    try report.write("new".utf8.span)
    try report.commit()
    #expect(try status(ofLink: link, to: "stat").format == S_IFLNK)
    #expect(try status(ofLink: folder.path("deep/target"), to: "stat").format == S_IFREG)
    #expect(try text(of: folder.path("deep/target")) == "new")
  }

  @Test func followsALinkToNothing() throws {
    let link = folder.link("link", to: "made/target")
    let report = try ReportFile(path: link)
    try report.write("new".utf8.span)
    try report.commit()
    #expect(try text(of: folder.path("made/target")) == "new")
  }

  @Test func aFullDeviceIsAnError() throws {
    let report = try ReportFile(path: "/dev/full")
    let full = SystemError("write", path: "/dev/full", code: ENOSPC)
    #expect(full.description == "cannot write /dev/full: no space left on device")
    #expect(throws: full) { try report.write("1".utf8.span) }
    #expect(throws: full) { try report.commit() }
  }

  @Test func writesADeviceDirectly() throws {
    let report = try ReportFile(path: folder.link("link", to: "/dev/null"))
    try report.write("1".utf8.span)
    try report.commit()
    #expect(try status(ofFile: "/dev/null", to: "stat").format == S_IFCHR)
  }

  @Test func writesAPipeDirectly() throws {
    let path = folder.pipe("pipe")
    let reader = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
    let report = try ReportFile(path: path)
    try report.write("new".utf8.span)
    try report.commit()
    let bytes = try FileBytes.contents(ofDescriptor: reader.number, named: "pipe", limit: 9)
    #expect(bytes.bytes(in: 0..<9) == Array("new".utf8))
  }

  /// As with `-f json:/dev/stdout >>log`.
  @Test func continuesTheFileBehindADescriptor() throws {
    let path = try folder.write("old ", to: "log")
    let log = try FileDescriptor(opening: path, O_WRONLY | O_APPEND)
    let report = try ReportFile(path: folder.link("link", to: "/dev/fd/\(log.number)"))
    try report.write("new".utf8.span)
    try report.commit()
    #expect(try text(of: path) == "old new")
  }

  @Test func saysWhyItCannotBeOpened() throws {
    let below = try folder.write("", to: "file") + "/report"
    let loop = folder.link("loop", to: "loop")
    let deep = try folder.write("", to: "file") + "/deep/report"
    let new = folder.path("new/")
    for (path, message) in [
      (folder.path, "cannot write \(folder.path): is a directory"),
      (new, "cannot write \(new): is a directory"),
      (below, "cannot write \(below): not a directory"),
      (deep, "cannot write \(deep): not a directory"),
      (loop, "cannot write \(loop): too many levels of symbolic links"),
      ("", "cannot write : no such file or directory"),
      ("a\0b", "cannot write a\0b: invalid argument"),
      ("/dev/fd/987", "cannot write /dev/fd/987: bad file descriptor"),
      ("/proc/certgate/report", "cannot create /proc/certgate: no such file or directory"),
    ] {
      let error = #expect(throws: SystemError.self) { try ReportFile(path: path) }
      #expect(error?.description == message)
    }
  }

  @Test func isCommittedOnce() throws {
    let path = folder.path("report")
    let report = try ReportFile(path: path)
    try report.commit()
    let closed = SystemError("write", path: path, code: EBADF)
    #expect(throws: closed) { try report.commit() }
    #expect(throws: closed) { try report.write("1".utf8.span) }
    #expect(folder.names == ["report"])
  }
}
