import Testing

@testable import Documents

/// One object, member by member, and nothing else.
struct JSONMembersTests {
  /// What is lent, or the first fault.
  private func members(_ text: String) -> String {
    var members: [String] = []
    do {
      let bytes = Array(text.utf8)
      try JSONReading.forEachMember(ofObject: bytes.span) { key, value in
        let name = String(decoding: key.indices.map { key[$0] }, as: UTF8.self)
        members.append("\(name)=\(JSONReading.text(of: value, in: bytes.span))")
      }
      return members.joined(separator: " ")
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  @Test(arguments: [
    (#"{"a":1,"b":"x","a":null}"#, "a=1 b=x a=null"),
    (" {\t\"a\" : [1, {\"b\":2}] ,\r\n \"\\u0062\":\"\\u00e9\" } ", "a=[1, {\"b\":2}] \\u0062=é"),
    ("{}", ""), ("{ }\n", ""),
  ])
  func lendsMembers(text: String, expected: String) {
    #expect(members(text) == expected)
  }

  @Test(arguments: [
    ("", "1:1: the document ends here; expected '{'"),
    ("[]", "1:1: expected '{', found '['"),
    ("{} {}", "1:4: expected the end of the document, found '{'"),
    (#"{"a":1}x"#, "1:8: expected the end of the document, found 'x'"),
    (#"{"a" 1}"#, "1:6: expected ':' after the key, found '1'"),
    (#"{"a":1,}"#, "1:8: expected a key in quotation marks, found '}'"),
    (#"{"a":1 "b":2}"#, "1:8: expected ',' or '}', found '\"'"),
    (#"{a:1}"#, "1:2: expected a key in quotation marks, found 'a'"),
    (#"{"a":01}"#, "1:7: a number cannot begin with 0"),
    (#"{"a":[1,]}"#, "1:9: a comma before ']' is not allowed in JSON"),
    (#"{"a":"b"#, "1:8: the document ends inside the string that begins at 1:6"),
    (#"{"a":1"#, "1:7: the document ends here; expected ',' or '}'"),
  ])
  func refusesAllElse(text: String, expected: String) {
    #expect(members(text).hasPrefix(expected), "\(members(text))")
  }
}
