import Listings
import Network
import RuleEngine
import Testing

@testable import ListingAPIs

/// Listings that give little, and the details that are asked for one by one.
struct RecordDetailsTests {
  private static let own = """
    own:
      vars: { host: "h.example" }
      request:
        url: https://{host}/list
        auth: [{ bearer: "t0ken" }]
      paging: none
      items: $
      skip-if: { gone: true }
      fields: { id: id, name: name }
      detail:
        url: https://{host}/items/{id}
        item: data
        secret: [key]
        fields: { notAfter: until, name: title }

    """

  /// - Parameter detail: the answer for an id.
  private func source(
    _ count: Int, _ detail: @escaping @Sendable (String) -> HTTPResponse
  ) -> FakeSource {
    FakeSource { url in
      if url.target == "/list" {
        let items = (0..<count).map {
          #"{"id": "i/\#($0)", "name": "n\#($0)", "gone": \#($0 == 2)}"#
        }
        return .json("[\(items.joined(separator: ","))]")
      }
      return detail(String(url.target.dropFirst("/items/i%2F".count)))
    }
  }

  private static func until(_ id: String) -> HTTPResponse {
    .json(#"{"data": {"until": "2027-01-0\#(id)T00:00:00Z", "title": "t", "key": null}}"#)
  }

  private func reader(_ input: Input, at index: Int) -> any RecordReader {
    let reader = input.records.makeReader()
    reader.move(to: index)
    return reader
  }

  @Test func areAskedForWhenOnlyTheyKnow() throws {
    let source = source(5, Self.until)
    let input = try source.walk("own", own: Self.own)
    let reader = reader(input, at: 1)
    // What the listing says is not asked for, although the details say it too.
    #expect(reader.text(.name).value == "n1")
    #expect(reader.spokenFacts.contains(.notAfter))
    #expect(source.targets == ["/list"])
    #expect(reader.time(.notAfter).value?.description == "2027-01-01T00:00:00Z")
    // With some that follow, but none that was deleted.
    #expect(
      source.targets.dropFirst().sorted() == ["/items/i%2F1", "/items/i%2F3", "/items/i%2F4"])
    #expect(source.requests.allSatisfy { $0.headers["Authorization"] == "Bearer t0ken" })
    reader.move(to: 3)
    #expect(reader.time(.notAfter).value?.description == "2027-01-03T00:00:00Z")
    let place = reader.place(of: .notAfter)
    #expect(place.location.description == "listing:own#detail-4:1:20")
    #expect(place.field == "data.until")
    #expect(source.targets.count == 4)
    #expect(input.allDefects == [])
  }

  @Test func oneThatFailsIsUnknownAndNamed() throws {
    let source = source(12) { id in
      switch id {
      case "1", "3": .json(#"{"message": "not t0ken"}"#, status: 403)
      case "4": .json("[]")
      case "5": .json(#"{"data": {"until": "soon"}}"#)
      default: Self.until("1")
      }
    }
    let input = try source.walk("own", own: Self.own)
    func reading(_ index: Int) -> String {
      switch reader(input, at: index).time(.notAfter) {
      case .stated(let time): time.description
      case .unreadable(let reason): reason
      case .missing: "missing"
      case .unspoken: "unspoken"
      }
    }
    #expect(reading(0) == "2027-01-01T00:00:00Z")
    #expect(
      reading(1)
        == "its details could not be read: the source answers 403 (not allowed): not t0ken")
    #expect(
      reading(4) == "its details could not be read: they hold 0 certificates instead of one")
    #expect(reading(5) == "not a date or time")
    #expect(reading(11) == "2027-01-01T00:00:00Z")
    let defects = input.allDefects
    #expect(defects.count == 2)
    #expect(
      defects[0].rendered() == """
        listing:own:1:45: error: the details of 2 certificates could not be read: the source answers \
        403 (not allowed): not t0ken
            = help: it was sent a bearer token, which may not read this listing: check what it grants
        """)
    #expect(
      defects[1].message.hasPrefix("the details of a certificate could not be read: they"))
  }

  /// A source that answers nothing is not asked for everything.
  @Test func whereManyFailNoMoreAreAskedFor() throws {
    let source = source(200) { _ in .json("", status: 500) }
    let input = try source.walk("own", own: Self.own)
    let reader = reader(input, at: 0)
    for index in 0..<200 where index != 2 {
      reader.move(to: index)
      guard case .unreadable = reader.time(.notAfter) else {
        Issue.record("\(index)")
        return
      }
    }
    #expect(source.targets.count < 30)
    #expect(
      input.allDefects.map(\.message) == [
        "the details of 199 certificates could not be read: the source answers 500 (internal error)"
      ])
  }

  @Test func aKeyInTheDetailsIsFound() throws {
    let input = try source(1) { _ in
      .json(#"{"data": {"until": null, "key": "-----BEGIN PRIVATE KEY-----\nM"}}"#)
    }.walk("own", own: Self.own)
    #expect(reader(input, at: 0).flag(.exposesPrivateKey).value == true)
  }

  /// What only ids lead to: Vault's list is of serial numbers.
  @Test func readsCertificatesByTheirSerialNumbers() throws {
    let source = FakeSource { url in
      url.target.hasPrefix("/v1/pki/certs")
        ? .json(#"{"request_id": "r", "lease_id": "", "data": {"keys": ["17:67:16", "2a"]}}"#)
        : .json(
          #"{"request_id": "r", "data": {"certificate": "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"}}"#
        )
    }
    let input = try source.walk(
      "vault-pki", environment: ["VAULT_HOST": "vault.example.com:8200", "VAULT_TOKEN": "t"])
    #expect(input.completeness == .complete)
    #expect(source.targets == ["/v1/pki/certs?list=true"])
    let reader = reader(input, at: 0)
    #expect(reader.text(.id).value == "17:67:16")
    guard case .unreadable = reader.certificate() else {
      Issue.record("that is no certificate")
      return
    }
    #expect(source.targets.sorted().first == "/v1/pki/cert/17%3A67%3A16")
    #expect(source.requests.allSatisfy { $0.headers["X-Vault-Token"] == "t" })
  }

  @Test func detailsElsewhereAreNotAskedFor() throws {
    let own = Self.own.replacing("https://{host}/items", with: "https://evil.example/items")
    let error = #expect(throws: RequestPlanError.self) {
      try source(1, Self.until).walk("own", own: own)
    }
    #expect(
      error?.message == "the details of own lie elsewhere than its listing, and are not asked for")
    #expect(error?.help == "credentials are sent to https://h.example alone")
  }
}
