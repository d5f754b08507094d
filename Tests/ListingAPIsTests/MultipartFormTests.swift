import Testing

@testable import ListingAPIs

struct MultipartFormTests {
  private func form(_ content: String, name: String = "f", file: String? = nil) -> MultipartForm {
    MultipartForm(
      [.init(name: name, fileName: file, type: nil, content: Array(content.utf8))], seed: "x")
  }

  /// What stands between the fields stands in none of them.
  @Test(arguments: [
    ("", "certgate-x"), ("certgate-x", "certgate-x"), ("a--certgate-x", "certgate-x-1"),
    ("--certgate-x", "certgate-x-1"), ("--certgate-x--certgate-x-1!", "certgate-x-2"),
    ("----certgate-", "certgate-x"),
  ])
  func findsABoundary(content: String, boundary: String) {
    let form = form(content)
    #expect(form.boundary == boundary)
    #expect(
      String(decoding: form.body, as: UTF8.self)
        == "--\(boundary)\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\(content)\r\n"
        + "--\(boundary)--\r\n")
  }

  @Test func namesEndNoHeader() {
    let body = String(
      decoding: form("", name: "a\"b", file: "c\r\nX: y\"\n.p12").body, as: UTF8.self)
    #expect(
      body.hasPrefix(
        "--certgate-x\r\nContent-Disposition: form-data; name=\"a%22b\"; "
          + "filename=\"c%0D%0AX: y%22%0A.p12\"\r\n\r\n"))
  }
}
