import Testing

@testable import OperatingSystem

struct PathsTests {
  @Test(arguments: [
    ("./a//b/../c", "a/c"),
    ("a", "a"),
    ("a/", "a"),
    ("", "."),
    (".", "."),
    ("/srv/user", "."),
    ("/srv/user/", "."),
    ("/srv/user/a/b", "a/b"),
    ("/srv/./user//a", "a"),
    ("../user/a", "a"),
    ("..", "/srv"),
    ("../other/a", "/srv/other/a"),
    ("../user2", "/srv/user2"),
    ("../../../../a", "/a"),
    ("/", "/"),
    ("/etc/../etc/ssl", "/etc/ssl"),
    ("...", "..."),
    ("a/\u{301}b", "a/\u{301}b"),
  ])
  func normalises(path: String, expected: String) {
    #expect(Paths.normalised(path, relativeTo: "/srv/user") == expected)
  }

  @Test func normalisesFromTheRoot() {
    #expect(Paths.normalised("/a/b", relativeTo: "/") == "a/b")
    #expect(Paths.normalised("/", relativeTo: "/") == ".")
  }

  @Test(arguments: [
    ("a/../b", "/srv/user/b"), ("/a/./b/", "/a/b"), ("../..", "/"), ("", "/srv/user"),
  ])
  func makesAbsolute(path: String, expected: String) {
    #expect(Paths.absolute(path, relativeTo: "/srv/user") == expected)
  }

  @Test(arguments: [
    ("a/b", "a"), ("a", "."), ("", "."), ("/a", "/"), ("/", "/"), ("//", "/"), ("a/b/", "a"),
    ("a//b", "a"), ("a/..", "a"), ("/a/b/c", "/a/b"),
  ])
  func findsTheFolder(path: String, expected: String) {
    #expect(Paths.directory(of: path) == expected)
  }

  @Test(arguments: [
    ("a", "b", "a/b"), ("a/", "b", "a/b"), ("a", "/b", "/b"), (".", "b", "b"), ("", "b", "b"),
    ("/", "b", "/b"),
  ])
  func joins(folder: String, path: String, expected: String) {
    #expect(Paths.join(folder, path) == expected)
  }

  @Test(
    arguments: [
      ("/dev/stdin", 0), ("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/63", 63),
      ("/proc/self/fd/4", 4), ("/dev/fd/", nil), ("/dev/fd/-1", nil), ("/dev/fd/1x", nil),
      ("/dev/fd/99999999999", nil), ("/dev/null", nil), ("stdout", nil),
    ] as [(String, Int32?)])
  func namesDescriptors(path: String, expected: Int32?) {
    #expect(Paths.descriptor(named: path) == expected)
  }
}
