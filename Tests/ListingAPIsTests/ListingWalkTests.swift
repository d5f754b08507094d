import Listings
import LoopbackServers
import Network
import RuleEngine
import SourceText
import Synchronization
import Testing

@testable import ListingAPIs

/// Paging against sources that keep to their documents, and against those that do not.
struct ListingWalkTests {
  private static func items(_ range: Range<Int>) -> String {
    range.map { #"{"id":"\#($0)","name":"n\#($0)","expires_on":"2028-01-01T00:00:00Z"}"# }
      .joined(separator: ",")
  }

  /// Cloudflare's envelope around some of so many items.
  private static func page(
    _ number: Int, of total: Int, size: Int, info: Bool = true, pages: Bool = true
  ) -> HTTPResponse {
    let range = min(total, (number - 1) * size)..<min(total, number * size)
    let count = pages ? #","total_pages":\#((total + size - 1) / size)"# : ""
    let envelope = #","result_info":{"page":\#(number),"total_count":\#(total)\#(count)}"#
    return .json(#"{"success":true,"result":[\#(items(range))]\#(info ? envelope : "")}"#)
  }

  @Test(arguments: [true, false])
  func asksForEveryPageAlthoughTheServerCapsTheirSize(saysPages: Bool) throws {
    let source = FakeSource {
      Self.page($0.number("page") ?? 1, of: 250, size: 50, pages: saysPages)
    }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.records.count == 250)
    #expect(input.completeness == .complete)
    #expect(
      source.targets.sorted()
        == (1...5).map { number in
          "/client/v4/accounts/acc%201/access/certificates?per_page=50"
            + (number == 1 ? "" : "&page=\(number)")
        })
    #expect(source.requests.allSatisfy { $0.headers["Authorization"] == "Bearer secret-token" })
  }

  @Test func placesNameThePage() throws {
    let source = FakeSource { Self.page($0.number("page") ?? 1, of: 3, size: 2) }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.place == "listing:cloudflare-access-mtls")
    #expect(input.records.location(of: 0).path == "listing:cloudflare-access-mtls")
    #expect(input.records.location(of: 2).path == "listing:cloudflare-access-mtls#2")
  }

  @Test func whatShowsNeitherTotalNorEndIsUnknown() throws {
    let source = FakeSource { _ in Self.page(1, of: 1, size: 50, info: false) }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.records.count == 1)
    #expect(input.completeness == .unknown("the source ignores which page it is asked for"))
    #expect(
      input.notices.map(\.kind) == ["the source gave the same page again, and was asked no further"]
    )
  }

  @Test func aSourceThatIgnoresThePageIsAskedNoFurther() throws {
    let source = FakeSource { _ in Self.page(1, of: 450, size: 50) }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.records.count == 50)
    #expect(input.completeness == .incomplete(expected: 450, got: 50))
    #expect(source.targets.count <= 9)
  }

  @Test func aTotalThatLiesIsNotBelieved() throws {
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      return .json(
        """
        {"success":true,"result":[\(number > 2 ? "" : Self.items(number..<number + 1))],
        "result_info":{"page":\(number),"total_count":9}}
        """)
    }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.records.count == 2)
    #expect(input.completeness == .incomplete(expected: 9, got: 2))
  }

  @Test func aFailureMidwayLeavesAnIncompleteListing() throws {
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      return number == 2
        ? .json(
          #"{"success":false,"errors":[{"code":1,"message":"oh"}],"result":null}"#, status: 500)
        : Self.page(number, of: 6, size: 2)
    }
    let input = try source.walk("cloudflare-access-mtls")
    #expect(input.failure == nil)
    #expect(input.completeness == .incomplete(expected: 6, got: 2))
    #expect(
      input.notices.map(\.kind) == ["page 2: the source answers 500 (internal error): oh"])
  }

  private static let refusals: [(HTTPResponse, String?, String?)] = [
    (
      HTTPResponse.json(
        #"{"result":null,"success":false,"errors":[{"message":"no"}]}"#, status: 401),
      "the source answers 401 (not authenticated): no",
      "help: it was sent a bearer token: check that it is current and meant for this source"
    ),
    (
      .json("", status: 403), "the source answers 403 (not allowed)",
      "help: it was sent a bearer token, which may not read this listing: check what it grants"
    ),
    (
      .json("", status: 429, headers: [("retry-after", "300\u{1B}[2J")]),
      "the source answers 429 (too many requests)",
      #"help: it asks to come back after 300\x1B[2J"#
    ),
    (
      .json("\n<!DOCTYPE html><title>Sign in</title>"),
      "the source answers with an HTML page instead of JSON",
      "help: a login page or a proxy may stand in front of it; check the address and the access"
    ),
    (
      .json(#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}"#),
      "the listing says that it failed: 10000 Authentication error", nil
    ),
    (
      .json(#"{"success":false,"errors":[{"code":1,"message":"not secret-token"}]}"#),
      "the listing says that it failed: 1 not xxxxxxxxxxxx", nil
    ),
    (.json(#"{"result":[{]}"#), nil, nil),
  ]

  @Test(arguments: refusals)
  func saysWhyThereIsNoListing(_ answer: HTTPResponse, message: String?, help: String?) throws {
    let input = try FakeSource { _ in answer }.walk("cloudflare-access-mtls")
    let failure = try #require(input.failure)
    if let message { #expect(failure.message == message) }
    #expect(failure.notes == (help.map { [$0] } ?? []))
    #expect(!failure.rendered().contains("secret-token"))
  }

  // MARK: Links

  /// The organization's collection; the link to the next page is what the test says.
  private static func collection(
    _ range: Range<Int>, total: Int?, next: String?
  ) -> HTTPResponse {
    let items = range.map { #"{"id":"\#($0)","domainName":"n\#($0).example"}"# }
    let count = total.map { #""totalItems":\#($0),"# } ?? ""
    let view = next.map { #","next":"\#($0)""# } ?? ""
    return .json(
      #"{\#(count)"view":{"@id":"/x"\#(view)},"member":[\#(items.joined(separator: ","))]}"#)
  }

  @Test func followsLinksThatAreRelative() throws {
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      let next = number < 3 ? "/api/organizations/42/certificates?page=\(number + 1)" : nil
      return Self.collection((number - 1) * 30..<min(70, number * 30), total: 70, next: next)
    }
    let input = try source.walk("organization-certificates")
    #expect(input.records.count == 70)
    #expect(input.completeness == .complete)
    #expect(source.requests[0].headers["Accept"] == "application/ld+json")
    #expect(source.requests[0].headers["X-API-TOKEN"] == "secret-token")
  }

  @Test func aLinkToItselfIsFollowedOnce() throws {
    let source = FakeSource { address in
      Self.collection(0..<30, total: 70, next: "/api/organizations/42/certificates?page=2")
    }
    let input = try source.walk("organization-certificates")
    #expect(input.completeness == .incomplete(expected: 70, got: 30))
    #expect(source.targets.count == 2)
  }

  @Test func aChainOfLinksInACircleEnds() throws {
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      return Self.collection(
        number..<number + 1, total: nil,
        next: "/api/organizations/42/certificates?page=\(number % 3 + 1)")
    }
    let input = try source.walk("organization-certificates")
    #expect(source.targets.count < 6)
    guard case .incomplete = input.completeness else {
      Issue.record("\(input.completeness)")
      return
    }
  }

  @Test(arguments: [
    "https://evil.example/steal", "http://api.example.com/x", "//evil.example/x",
    "https://api.example.com:8443/x", "https://api.example.com@evil.example/",
  ])
  func aLinkToAnotherPlaceIsNotFollowed(link: String) throws {
    let source = FakeSource { _ in Self.collection(0..<1, total: 2, next: link) }
    let input = try source.walk("organization-certificates")
    #expect(source.targets.count == 1)
    #expect(input.completeness == .incomplete(expected: 2, got: 1))
    #expect(input.notices.count == 1)
  }

  @Test func anEndlessChainEndsAtTheLimit() throws {
    var limits = ListingWalk.Limits()
    limits.pages = 20
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      return Self.collection(
        number..<number + 1, total: nil,
        next: "/api/organizations/42/certificates?page=\(number + 1)")
    }
    let input = try source.walk("organization-certificates", limits: limits)
    #expect(source.targets.count == 21)
    #expect(
      input.notices.map(\.kind).last
        == "page 22: the listing has more than 20 pages, and was asked no further")
  }

  /// As the vendor documents it: links to the next page are whole addresses.
  @Test func readsDigitalOceansPages() throws {
    let source = FakeSource { address in
      let number = address.number("page") ?? 1
      let next =
        number == 1
        ? #""pages": {"next": "https://api.digitalocean.com/v2/certificates?page=2&per_page=1"}"#
        : ""
      return .json(
        """
        {"certificates": [{"id": "892071a0-bb95-49bc-8021-3afd67a210b\(number)",
        "name": "web-cert-0\(number)", "not_after": "2027-02-22T00:23:00Z",
        "sha1_fingerprint": "dfcc9f57d86bf58e321c2c6c31c7a971be244ac7",
        "created_at": "2026-02-08T16:02:37Z", "dns_names": [""], "state": "verified",
        "type": "custom"}], "links": {\(next)}, "meta": {"total": 2}}
        """)
    }
    let input = try source.walk(
      "digitalocean-certificates", environment: ["DIGITALOCEAN_ACCESS_TOKEN": "t"])
    #expect(input.completeness == .complete)
    #expect(
      source.targets == ["/v2/certificates?per_page=200", "/v2/certificates?page=2&per_page=1"])
    #expect(source.requests.allSatisfy { $0.headers["Authorization"] == "Bearer t" })
    let reader = input.records.makeReader()
    reader.move(to: 1)
    #expect(reader.text(.name).value == "web-cert-02")
    #expect(reader.status().value?.class == .ok)
    #expect(reader.text(.origin).value == "uploaded")
    #expect(reader.fingerprints().value?.first?.algorithm == .sha1)
    #expect(reader.texts(.dnsNames).value == [])
  }

  // MARK: Other ways to page

  private static func own(_ paging: String) -> String {
    """
    own:
      request: { url: "https://own.example/list" }
      paging: \(paging)
      recognise: [data]
      items: data
      fields: { id: id }
    """
  }

  private static func data(
    _ range: Range<Int>, _ more: String = "", headers: [(String, String)] = []
  ) -> HTTPResponse {
    .json(
      #"{"data":[\#(range.map { #"{"id":\#($0)}"# }.joined(separator: ","))]\#(more)}"#,
      headers: headers)
  }

  @Test func countsOffsets() throws {
    let source = FakeSource { address in
      let start = address.number("skip") ?? 0
      return Self.data(start..<min(5, start + 2), #","total":5"#)
    }
    let input = try source.walk(
      "own", own: Self.own("{ offset: skip, size: { top: 2 }, total: total }"))
    #expect(input.records.count == 5)
    #expect(input.completeness == .complete)
    #expect(
      source.targets.sorted() == ["/list?top=2", "/list?top=2&skip=2", "/list?top=2&skip=4"])
  }

  /// Pages that are asked for ahead lie elsewhere once one before them has another size.
  @Test func offsetsAreCountedAgainAfterAPageOfAnotherSize() throws {
    let source = FakeSource { address in
      let start = address.number("skip") ?? 0
      return Self.data(start..<min(9, start + (start == 2 ? 1 : 2)), #","total":9"#)
    }
    let input = try source.walk(
      "own", own: Self.own("{ offset: skip, size: { top: 2 }, total: total }"))
    let reader = input.records.makeReader()
    let ids = (0..<input.records.count).map { index in
      reader.move(to: index)
      return reader.text(.id).value
    }
    #expect(ids == (0..<9).map { "\($0)" })
    #expect(input.completeness == .complete)
  }

  /// The source waits for several questions before it answers one.
  @Test(arguments: ["{ page: p, size: { n: 1 }, total: total }", "{ page: p, pages: pages }"])
  func pagesAreAskedForAhead(paging: String) throws {
    let gate = Gate()
    let asked = Mutex(0)
    let source = FakeSource { address in
      let number = address.number("p") ?? 1
      if number > 1 {
        if asked.withLock({
          $0 += 1
          return $0
        }) == 8 {
          gate.open()
        }
        gate.wait()
      }
      return Self.data(number..<number + 1, #","total":9,"pages":9"#)
    }
    let input = try source.walk("own", own: Self.own(paging))
    #expect(input.records.count == 9)
    #expect(input.completeness == .complete)
    #expect(input.records.location(of: 8).path == "listing:own#9")
  }

  @Test func aPageThatFailsEndsTheListingWhereItIs() throws {
    let source = FakeSource { address in
      let number = address.number("p") ?? 1
      return number == 3
        ? .json("{}", status: 500) : Self.data(number..<number + 1, #","pages":9"#)
    }
    let input = try source.walk("own", own: Self.own("{ page: p, pages: pages }"))
    #expect(input.records.count == 2)
    #expect(
      input.notices.map(\.kind) == ["page 3: the source answers 500 (internal error)"])
    #expect(source.targets.count < 11)
  }

  @Test func followsLinkHeaders() throws {
    let source = FakeSource { address in
      let number = address.number("p") ?? 1
      let link = #"</list?p=9>; rel="last", </list?p=\#(number + 1)>; title="a, b"; rel="next""#
      return Self.data(number..<number + 1, headers: number < 3 ? [("Link", link)] : [])
    }
    let input = try source.walk("own", own: Self.own("{ link: next }"))
    #expect(input.records.count == 3)
    #expect(input.completeness == .complete)
  }

  @Test func sendsCursorsBack() throws {
    let source = FakeSource { address in
      switch address.target {
      case "/list": Self.data(0..<1, #","token":"a b&c""#)
      case "/list?after=a%20b%26c": Self.data(1..<2, #","token":"""#)
      default: .json("", status: 400)
      }
    }
    let input = try source.walk(
      "own", own: Self.own("{ cursor: token, send: { query: after } }"))
    #expect(input.records.count == 2)
    #expect(input.completeness == .complete)
  }

  @Test func sendsCursorsOfHeadersBack() throws {
    let source = FakeSource { _ in Self.data(0..<1, headers: [("Next-Range", "id x..")]) }
    let own = Self.own("{ cursor: { header: Next-Range }, send: { header: Range } }")
    let input = try source.walk("own", own: own)
    #expect(source.requests[1].headers["Range"] == "id x..")
    #expect(input.records.count == 1)
  }
}
