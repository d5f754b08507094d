import Testing

@testable import Expressions

@Suite struct DiagnosticsTests {
  @Test(arguments: [
    Sample(
      "1 +",
      "   ^ a value must stand here, not the end"),
    Sample(
      "(1 + 2",
      "^ missing ')' for '('"),
    Sample(
      "[1, 2",
      "^ missing ']' for '['"),
    Sample(
      "f(1",
      " ^ missing ')' for '('"),
    Sample(
      "{'a' 1}",
      "     ^ ':' must stand here, not a number"),
    Sample(
      "1 2",
      "  ^ an operator or the end must stand here, not a number"),
    Sample(
      "'abc",
      "^~~~ the string has no closing quote"),
    Sample(
      "'''a",
      "^~~~ the string has no closing quotes"),
    Sample(
      #"'é\q'"#,
      #"  ^~ unknown escape '\q'"#),
    Sample(
      #"'\ud800'"#,
      " ^~~~~~ the escape names no Unicode character"),
    Sample(
      #"b'\u00e9'"#,
      #"  ^~ '\u' has no meaning in bytes"#),
    Sample(
      "name = 'x'",
      "     ^ unexpected '='; equality is '=='"),
    Sample(
      "true & false",
      "     ^ unexpected '&'; the conjunction is '&&'"),
    Sample(
      "9223372036854775808",
      "^~~~~~~~~~~~~~~~~~~ the number is out of the range of an int"),
    Sample(
      "1 + 18446744073709551616u",
      "    ^~~~~~~~~~~~~~~~~~~~~ the number is out of the range of a uint"),
    Sample(
      "30d",
      "^~~ '30d' is no number"),
    Sample(
      "if",
      "^~ 'if' is a reserved word"),
    Sample(
      "name ? 1 : 2 : 3",
      "             ^ an operator or the end must stand here, not ':'"),
  ])
  func syntax(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test(arguments: [
    Sample(
      "nam == 'x'",
      "^~~ unknown name 'nam'; did you mean 'name'?"),
    Sample(
      "certificate.policis.size() > 0",
      "^~~~~~~~~~~~~~~~~~~ unknown name 'certificate.policis'; did you mean 'certificate.policies'?"
    ),
    Sample(
      "has(renewal.atempts)",
      "    ^~~~~~~~~~~~~~~ unknown name 'renewal.atempts'; did you mean 'renewal.attempts'?"),
    Sample(
      "certificate == 1",
      "^~~~~~~~~~~ 'certificate' is no value: 'certificate.policies' and others begin so"),
    Sample(
      "[1].map(element, elment)",
      "                 ^~~~~~ unknown name 'elment'; did you mean 'element'?"),
    Sample(
      "x.y.z",
      "^ unknown name 'x'"),
    Sample(
      "fingerprints[0].algoritm",
      "                ^~~~~~~~ fingerprint has no field 'algoritm'; did you mean 'algorithm'?"),
    Sample(
      "name.size",
      "     ^~~~ string has no fields"),
    Sample(
      "{1: 2}.a",
      "       ^ the map's keys are int, so it has no fields"),
    Sample(
      "size",
      "^~~~ 'size' is a function, used as 'size(string)'"),
    Sample(
      "math",
      "^~~~ 'math' is no value: 'math.abs' and others begin so"),
    Sample(
      "google.protobuf.Int32Value{value: 1}",
      "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown type 'google.protobuf.Int32Value':"
        + " there are no messages to make"),
  ])
  func names(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test(arguments: [
    Sample(
      "name.startWith('a')",
      "     ^~~~~~~~~ unknown function 'startWith'; did you mean 'startsWith'?"),
    Sample(
      "math.abslute(1)",
      "     ^~~~~~~ unknown function 'math.abslute'; did you mean 'math.abs'?"),
    Sample(
      "startsWith(name, 'a')",
      "^~~~~~~~~~~~~~~~~~~~~ 'startsWith' is used as 'string.startsWith(string)'"),
    Sample(
      "size(1)",
      "^~~~~~~ there is no 'size(int)', only 'size(string)', 'size(bytes)', 'size(list(dyn))'"),
    Sample(
      "name.substring('a')",
      "^~~~~~~~~~~~~~~~~~~ there is no 'string.substring(string)', only 'string.substring(int)'"),
    Sample(
      "name.substring()",
      "^~~~~~~~~~~~~~~~ 'substring' is used as 'string.substring(int)' or"
        + " 'string.substring(int, int)'"),
    Sample(
      "1 + 'a'",
      "^~~~~~~ '+' does not take int and string; a string is made int by int(…)"),
    Sample(
      "notAfter < '2027-01-01'",
      "^~~~~~~~~~~~~~~~~~~~~~~ '<' does not take timestamp and string;"
        + " a string is made timestamp by timestamp(…)"),
    Sample(
      "1 == 1.0",
      "^~~~~~~~ '==' does not take int and double; an int is made double by double(…)"),
    Sample(
      "name && true",
      "^~~~ '&&' takes bool, not string"),
    Sample(
      "true ? 1 : 'x'",
      "^~~~~~~~~~~~~~ the branches of '?:' must be of one type, not int and string"),
    Sample(
      "{1.5: 2}",
      " ^~~ a map's key is a bool, int, uint or string, not double"),
    Sample(
      "[?1]",
      "  ^ what follows '?' must be an optional, not int"),
    Sample(
      "math.greatest('a', 1)",
      "              ^~~ 'math.greatest' takes numbers, not string"),
    Sample(
      "name + 1 > 2 || size(true) == 0",
      """
      ^~~~~~~~ '+' does not take string and int; a string is made int by int(…)
                      ^~~~~~~~~~ there is no 'size(bool)', only 'size(string)', 'size(bytes)',\
       'size(list(dyn))'
      """),
  ])
  func types(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test(arguments: [
    Sample(
      "name.all(c, true)",
      "^~~~ 'all' goes through a list or map, not string"),
    Sample(
      "[1].all(x)",
      "^~~~~~~~~~ 'all' is used as 'list.all(x, condition)' or 'map.all(key, value, condition)'"),
    Sample(
      "[1].all(x, x)",
      "           ^ the condition must be bool, not int"),
    Sample(
      "[1].map(x.y, 1)",
      "        ^~~ 'map' declares a variable here, so this must be a simple name"),
    Sample(
      "{}.all(a, a, true)",
      "          ^ 'a' is declared twice"),
    Sample(
      "has(name + 'x')",
      "    ^~~~~~~~~~ 'has' asks for a fact or a field: has(x.y)"),
    Sample(
      "cel.bind(x, 1)",
      "^~~~~~~~~~~~~~ 'bind' is used as 'cel.bind(x, value, expression)'"),
    Sample(
      "all([1], x, x > 0)",
      "^~~~~~~~~~~~~~~~~~ 'all' is used as 'list.all(x, condition)' or"
        + " 'map.all(key, value, condition)'"),
    Sample(
      "name.optMap(x, x)",
      "^~~~ 'optMap' is for optionals, not for string"),
  ])
  func macros(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test(arguments: [
    Sample(
      "duration('24 h')",
      #"         ^~~~~~ "24 h" is no duration such as "2400h", "1h30m" or "1.5s""#),
    Sample(
      "timestamp('2026')",
      #"          ^~~~~~ "2026" is no timestamp such as "2026-11-21T06:30:00Z" (RFC 3339)"#),
    Sample(
      "timestamp('2026-02-29T00:00:00Z')",
      #"          ^~~~~~~~~~~~~~~~~~~~~~ "2026-02-29T00:00:00Z" is no timestamp such as"#
        + #" "2026-11-21T06:30:00Z" (RFC 3339)"#),
    Sample(
      "name.matches('(a')",
      #"             ^~~~ "(a" is no regular expression: missing ')'"#),
    Sample(
      "ip('192.168.0.256')",
      #"   ^~~~~~~~~~~~~~~ "192.168.0.256" is no IP address"#),
    Sample(
      "oid('3.1') in certificate.policies",
      #"    ^~~~~ "3.1" is no object identifier such as "2.5.29.17""#),
    Sample(
      "notAfter.getHours('Mars')",
      #"                  ^~~~~~ unknown time zone "Mars"; write UTC, or an offset such as "+01:00""#
    ),
  ])
  func constants(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test func theValueMustBeWhatIsExpected() {
    #expect(
      throws: InvalidExpression(
        problems: [ExpressionProblem("the expression must be bool, not string", at: 0..<4)])
    ) {
      try Expressions.Expression("name", schema: Sample.schema, expecting: .bool)
    }
    #expect(throws: Never.self) {
      try Expressions.Expression("anything.flag", schema: Sample.schema, expecting: .bool)
    }
  }
}
