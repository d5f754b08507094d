import Testing

@testable import Patterns

@Suite struct PatternTests {
  @Test(arguments: [
    ("edge-*", Glob.Kind.text, "EDGE-1", true),
    ("/^edge-[0-9]$/", .text, "edge-1", true),
    ("/^edge-[0-9]$/", .text, "EDGE-1", false),
    ("/^edge-[0-9]$/i", .text, "EDGE-1", true),
    ("/a.b/", .text, "a\nb", false),
    ("/a.b/s", .text, "a\nb", true),
    ("/^b$/ms", .text, "a\nb", true),
    ("/a/b/", .text, "a/b", true),
    (#"/a\/b/"#, .text, "a/b", true),
    ("/", .text, "/", true),
    ("/data/nginx", .text, "/data/nginx", true),
    (#"/data\/"#, .text, "/data/", true),
    (#"\/data/"#, .text, "/data/", true),
    (#"\/data/"#, .text, "data", false),
    ("/srv/**", .path, "/srv/a/b", true),
    ("/srv/gx", .path, "/srv/gx", true),
    ("/[.]pem$/", .path, "a/b.pem", true),
    ("*.example.com", .dnsName, "a.example.com.", true),
    (#"/\.example\.com$/"#, .dnsName, "a.EXAMPLE.com.", true),
    (#"/^[^.]+\.com$/"#, .dnsName, "a.b.com", false),
  ])
  func matching(_ pattern: String, _ kind: Glob.Kind, _ text: String, _ expected: Bool) throws {
    let pattern = try Pattern(pattern, kind: kind)
    #expect(pattern.matches(text) == expected)
  }

  @Test func caseIsForGlobs() throws {
    #expect(try !Pattern("a*", kind: .text, caseSensitive: true).matches("AB"))
    #expect(try Pattern("/a/i", kind: .text, caseSensitive: true).matches("AB"))
  }

  @Test func sourceIsAsWritten() throws {
    let pattern = try Pattern("/^a/i", kind: .text)
    #expect(pattern.source == "/^a/i")
    #expect("\(pattern)" == "/^a/i")
  }

  @Test(arguments: [
    ("/é(a/i", Glob.Kind.text, 2, 1, "missing ')'"),
    ("/(?=a)/", .dnsName, 1, 3, "look-ahead is not supported: patterns run in linear time"),
    ("//", .text, 0, 2, "empty regular expression"),
    ("/a/ig", .text, 4, 1, "unknown flag 'g'; the flags are i, s and m"),
    ("/^a", .dnsName, 0, 3, "a regular expression ends in a slash, and flags if need be"),
    ("a.**b", .dnsName, 2, 2, "'**' stands for whole labels; within a label write '*'"),
  ])
  func errors(
    _ pattern: String, _ kind: Glob.Kind, _ offset: Int, _ length: Int, _ message: String
  ) {
    #expect(throws: PatternError(message: message, offset: offset, length: length)) {
      try Pattern(pattern, kind: kind)
    }
  }
}
