import Testing

@Suite struct LibraryTests {
  @Test(arguments: [
    Sample("dns.covers('*.example.com', 'api.example.com')", "true"),
    Sample("dns.covers('*.Example.COM.', 'API.example.com')", "true"),
    Sample("dns.covers('*.example.com', 'example.com')", "false"),
    Sample("dns.covers('*.example.com', 'a.b.example.com')", "false"),
    Sample("dns.covers('*.example.com', '*.example.com')", "true"),
    Sample("dns.covers('*.example.com', '.example.com')", "false"),
    Sample("dns.covers('a*.example.com', 'ab.example.com')", "false"),
    Sample("dns.covers('api.*.com', 'api.example.com')", "false"),
    Sample("dns.covers('*', 'localhost')", "false"),
    Sample("dns.covers('api.example.com', 'api.example.com.')", "true"),
    Sample("dns.covers(dnsNames, 'www.example.org')", "true"),
    Sample("dns.covers(dnsNames, 'www.example.com')", "false"),
    Sample("dns.labels('www.example.com.')", #"["www", "example", "com"]"#),
    Sample("dns.labels('a..b')", #"["a", "", "b"]"#),
    Sample("dns.labels('.')", "[]"),
    Sample("['www.example.com', 'xn--p1ai.xn--p1ai'].all(n, dns.isPublic(n))", "true"),
    Sample(
      "['', 'localhost', 'db', 'db.internal', 'nas.LOCAL.', 'a..com', '10.0.0.1',"
        + " 'router.home.arpa', 'x.test'].exists(n, dns.isPublic(n))", "false"),
    Sample("dns.isPublic('1.0.0.127.in-addr.arpa')", "true"),
    Sample("oid('2.23.140.1.2.1') in certificate.policies", "true"),
    Sample(#"oid(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b")"#, #""1.2.840.113549.1.1.11""#),
    Sample(#"oid(b"\x88\x37")"#, #""2.999""#),
    Sample(
      #"oid(b"\x80\x01")"#, "^~~~~~~~~~~~~~~~ the bytes are no object identifier (X.690, 8.19)"),
    Sample("hex(fingerprints[0].bytes)", #""0102ff""#),
    Sample("base64.encode(b'certificate') + base64.encode(b'')", #""Y2VydGlmaWNhdGU=""#),
    Sample("string(base64.decode('Y2VydGlmaWNhdGU'))", #""certificate""#),
    Sample("base64.decode('a')", "^~~~~~~~~~~~~~~~~~ the text is no base64"),
  ])
  func own(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  @Test(arguments: [
    Sample("'tacocat'.indexOf('a', 3) + 'tacocat'.lastIndexOf('a')", "10"),
    Sample("'ta©o©αT'.substring(2, 6)", #""©o©α""#),
    Sample("'o©o©o'.split('©', 2)", #"["o", "o©o"]"#),
    Sample("'abc'.split('')", #"["a", "b", "c"]"#),
    Sample("'abc'.replace('', '-') + 'aXbX'.replace('X', '-', 1)", #""-a-b-c-a-bX""#),
    Sample("'\\u0085 \\u2003a b\\t'.trim()", #""a b""#),
    Sample("['a', 'b'].join('/') + [].join()", #""a/b""#),
    Sample("'Æa'.upperAscii() + 'ÆA'.lowerAscii() + 'añ'.reverse()", #""ÆAÆaña""#),
    Sample("strings.quote('a\"b\\n')", #""\"a\\\"b\\n\"""#),
    Sample(
      "'%s|%d|%.2f|%e|%x|%X|%o|%b|%%'.format(['a', 1u, 2.675, 1234, 255, 'K', 8, 5])",
      #""a|1|2.67|1.234000e+03|ff|4B|10|101|%""#),
    Sample(
      "'%s'.format([{'b': [1.0, null], 'a': duration('90m')}])", #""{a: 5400s, b: [1, null]}""#),
    Sample("'%.0f %.0f %.0f'.format([0.5, 1.5, 2.5])", #""0 2 2""#),
    Sample("'hubba'.matches('^h.*a$') && matches('a', 'A|a') && !'x'.matches('(?i)Y')", "true"),
    Sample("math.greatest(1, 2.5, 2u) == 2.5 && math.least([3, 1]) == 1", "true"),
    Sample(
      "[math.round(-1.5), math.trunc(1.9), math.ceil(0.1), math.floor(-0.1)]",
      "[-2.0, 1.0, 1.0, -1.0]"),
    Sample(
      "math.bitShiftRight(-1024, 3) + math.bitAnd(6, 3) + math.bitNot(0)",
      "2305843009213693825"),
    Sample("cidr('10.0.0.0/8').containsIP('10.1.2.3') && !ip('::1').isGlobalUnicast()", "true"),
    Sample(
      "string(ip('2001:DB8:0:0:1:0:0:1')) + ' ' + string(cidr('10.1.2.3/8').masked())",
      #""2001:db8::1:0:0:1 10.0.0.0/8""#),
    Sample(
      "[isIP('1.2.3'), isIP('1.2.3.04'), isIP('::'), isIP('1::2::3'), isIP('::1.2.3.4')]",
      "[false, false, true, false, true]"),
  ])
  func extensions(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }
}
