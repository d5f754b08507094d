import Testing

@Suite struct ValueTests {
  @Test(arguments: [
    // Literals.
    Sample("-9223372036854775808", "-9223372036854775808"),
    Sample("0xFFu", "255u"),
    Sample(".5e1", "5.0"),
    Sample("1e21", "1e+21"),
    Sample("0.0000001", "0.0000001"),
    Sample(#"'\x41\u00e9\U0001F600\101'"#, #""Aé😀A""#),
    Sample(#"r'\d' + '''it's'''"#, #""\\dit's""#),
    Sample(#"b"\xff\000ÿ""#, #"b"\xff\x00\xc3\xbf""#),
    Sample("[1, 'a', null, true]", #"[1, "a", null, true]"#),
    Sample("{'a': 1, 2u: [], true: {}}", #"{"a": 1, 2u: [], true: {}}"#),
    Sample("1 // a comment\n + 1", "2"),
    // Operators.
    Sample("-7 / 2", "-3"),
    Sample("-7 % 3", "-1"),
    Sample("1.0 / 0.0", "Infinity"),
    Sample("'ab' < 'b' && b'a' <= b'a' && false < true", "true"),
    Sample("1 < 2.5 && 2u < 3 && !(1.0 > 1u)", "true"),
    Sample("dyn(1) == 1.0 && dyn(1u) == 1 && dyn('1') != 1", "true"),
    Sample("double('NaN') == double('NaN')", "false"),
    Sample("[1, [2.0]] == [1.0, [2]]", "true"),
    Sample("{1: 'a', 2u: 'b'} == {2: 'b', 1u: 'a'}", "true"),
    Sample("'Am\\u00E9lie' == 'Ame\\u0301lie'", "false"),
    Sample("--1 - -1", "2"),
    Sample("!!true ? 1 : 2", "1"),
    Sample("2 in [1, 2] && 'a' in {'a': 1} && !('b' in {'a': 1})", "true"),
    Sample("name in ['a', 'b', 'c', 'd', 'e', 'api']", "true"),
    Sample("{'a': {'b': [1, 2]}}.a.b[1]", "2"),
    Sample("[7, 8][dyn(1.0)]", "8"),
    Sample("[1] + [2] + []", "[1, 2]"),
    // Absorbed faults.
    Sample("1 / 0 > 0 || true", "true"),
    Sample("false && 1 / 0 > 0", "false"),
    Sample("1 / 0 > 0 && false", "false"),
    Sample("true ? 1 : 1 / 0", "1"),
    // Macros.
    Sample("[1, 2, 3].all(x, x > 0)", "true"),
    Sample("[1, 2, 0].exists(x, 2 / x == 2)", "true"),
    Sample("[0, 1].all(x, 2 / x == 1)", "false"),
    Sample("[1, 2, 2].exists_one(x, x == 2)", "false"),
    Sample("[1, 2, 3].filter(x, x % 2 == 1).map(x, x * x)", "[1, 9]"),
    Sample("[1, 2, 3].map(x, x > 1, x + 1)", "[3, 4]"),
    Sample("{'a': 1}.map(k, k)", #"["a"]"#),
    Sample("['a', 'b'].exists(i, v, i == 1 && v == 'b')", "true"),
    Sample("{'a': 1, 'b': 2}.all(k, v, k < 'c' && v < 3)", "true"),
    Sample("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", #"{"b": 20}"#),
    Sample("{'a': 1, 'b': 2}.transformMapEntry(k, v, {v: k})", #"{1: "a", 2: "b"}"#),
    Sample("['a'].transformList(i, v, v + string(i))", #"["a0"]"#),
    Sample("cel.bind(x, 2, cel.bind(y, x + 1, x * y))", "6"),
    Sample("cel.bind(x, 1 / 0, true)", "true"),
    // What a macro declares hides all else of that name, and a leading dot looks past it.
    Sample("[1].exists(name, name == 1) && name == 'api'", "true"),
    Sample("[1].exists(x, [2].exists(x, x == 2) && x == 1)", "true"),
    Sample("['x'].exists(name, .name == 'api')", "true"),
    Sample("cel.bind(f, [1, 2].map(x, x), [3].map(y, f.size() + y))", "[5]"),
    // Optionals.
    Sample("{'a': 1}.?a.orValue(0) + {'a': 1}.?b.orValue(5)", "6"),
    Sample("[1, 2][?5].hasValue()", "false"),
    Sample("optional.of(1).or(optional.of(1 / 0))", "optional.of(1)"),
    Sample("optional.none().orValue(3)", "3"),
    Sample("optional.of(2).optMap(x, x * 2).value()", "4"),
    Sample("optional.ofNonZeroValue('').optFlatMap(x, optional.of(x))", "optional.none()"),
    Sample("[1, ?optional.none(), ?optional.of(2)]", "[1, 2]"),
    Sample("{?'a': {'x': 1}.?y, 'b': 2}", #"{"b": 2}"#),
    // Conversions.
    Sample("int('-12') + int(3.99) + int(4u) + int(timestamp('1970-01-01T00:00:05Z'))", "0"),
    Sample("[uint('3'), uint(3.9), uint(7)]", "[3u, 3u, 7u]"),
    Sample("[double('1e3'), double(2), double('-Infinity')]", "[1000.0, 2.0, -Infinity]"),
    Sample("string(1.5) + string(2u) + string(b'\\303\\251') + string(true)", #""1.52étrue""#),
    Sample("bool('T') && !bool('false')", "true"),
    Sample("bytes('é')", #"b"\xc3\xa9""#),
    Sample(
      "[type(1), type(type(1)), type([]), type(optional.none())]",
      "[int, type, list, optional_type]"),
    // Facts.
    Sample("notAfter - notBefore <= duration('2400h')", "true"),
    Sample("'lives ' + string((notAfter - notBefore).getHours()) + ' h'", #""lives 2160 h""#),
    Sample("certificate.policies.exists(p, p == '2.23.140.1.2.1')", "true"),
    Sample("fingerprints.exists(f, f.algorithm == 'sha256' && f.bytes.size() == 3)", "true"),
    Sample("has(fingerprints[0].algorithm)", "true"),
    Sample("anything.number == 2 && anything.?missing.orValue('none') == 'none'", "true"),
  ])
  func value(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }
}
