import Testing

@testable import CommandLineInterface

/// Saved pages of one listing are one input, exactly where they are all of it.
struct SavedPagesTests {
  private let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(workingDirectory: folder.path)
  }

  private static func page(_ number: Int, of pages: Int, total: Int) -> String {
    """
    {"success": true, "result": [{"id": "\(number)", "name": "n\(number)",
    "expires_on": "2028-01-01T00:00:00Z"}],
    "result_info": {"page": \(number), "total_pages": \(pages), "total_count": \(total)}}
    """
  }

  private func summary(_ arguments: String) -> String {
    let lines = tool.run("lint -p certgate:baseline \(arguments)").output.split(separator: "\n")
    return String(lines.last ?? "")
  }

  @Test func allPagesAreOneInput() throws {
    for number in 1...3 {
      try folder.write("p\(number).json", Self.page(number, of: 3, total: 3))
    }
    #expect(summary("p3.json p1.json p2.json").contains("3 certificates in 1 input; exit 0"))
  }

  /// What does not add up stays what each page is by itself: incomplete.
  @Test(arguments: [
    // One page is missing, one is there twice, or they are pages of different listings.
    [(1, 3, 3), (3, 3, 3)],
    [(1, 2, 2), (1, 2, 2)],
    [(1, 2, 2), (2, 3, 3)],
    // There are fewer certificates than the pages say.
    [(1, 2, 9), (2, 2, 9)],
    [(2, 2, 2), (3, 2, 2)],
  ])
  func otherPagesStayIncomplete(pages: [(Int, Int, Int)]) throws {
    for (index, (number, pages, total)) in pages.enumerated() {
      try folder.write("p\(index).json", Self.page(number, of: pages, total: total))
    }
    #expect(summary("p0.json p1.json").contains("2 certificates in 2 inputs, 2 failures; exit 3"))
  }

  @Test func pagesInDifferentFoldersAreOfDifferentListings() throws {
    try folder.write("a/p.json", Self.page(1, of: 2, total: 2))
    try folder.write("b/p.json", Self.page(2, of: 2, total: 2))
    #expect(summary("a b").contains("2 certificates in 2 inputs, 2 failures; exit 3"))
  }

  /// The organization's pages are numbered by their addresses.
  @Test func pagesAreToldApartByTheirAddresses() throws {
    for number in 1...2 {
      let next = number == 1 ? #", "next": "/c?page=2""# : ""
      try folder.write(
        "p\(number).json",
        """
        {"totalItems": 2, "view": {"@id": "/c?itemsPerPage=1&page=\(number)#x"\(next)},
        "member": [{"domainName": "n\(number).example", "status": "active",
        "expiresAt": "2028-01-01T00:00:00Z"}]}
        """)
    }
    #expect(summary("p1.json p2.json").contains("2 certificates in 1 input; exit 0"))
  }
}
