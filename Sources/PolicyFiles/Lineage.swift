import SourceText

/// A policy and all that it extends: each file once, parents before those that extend them.
///
/// A file that several parents extend lies below them all, so that what one parent says is not
/// undone by another that merely inherits it.
struct Lineage {
  /// How many policies may extend one another in a chain.
  static let depthLimit = 32

  private let packs: [(name: String, bytes: [UInt8])]
  private let readFile: (String) throws -> [UInt8]
  private(set) var files: [PolicyFile] = []
  /// Whether every policy that is extended could be read.
  private(set) var isWhole = true
  private var visited: Set<PolicyReference> = []

  init(
    of reference: PolicyReference, packs: [(name: String, bytes: [UInt8])],
    readFile: @escaping (String) throws -> [UInt8], _ diagnostics: inout DiagnosticList
  ) {
    self.packs = packs
    self.readFile = readFile
    add(reference, namedBy: nil, chain: [], &diagnostics)
  }

  private mutating func add(
    _ reference: PolicyReference, namedBy name: PlacedText?, chain: [PolicyReference],
    _ diagnostics: inout DiagnosticList
  ) {
    if let start = chain.firstIndex(of: reference) {
      let members = (chain[start...] + [reference]).map(\.description)
      diagnostics.add(
        Self.error("the policy extends itself: \(members.joined(separator: " -> "))", at: name))
      isWhole = false
      return
    }
    guard chain.count < Self.depthLimit else {
      diagnostics.add(
        Self.error("more than \(Self.depthLimit) policies extend one another here", at: name))
      isWhole = false
      return
    }
    guard visited.insert(reference).inserted else { return }
    guard let bytes = read(reference, namedBy: name, &diagnostics),
      let file = PolicyFile(bytes, reference: reference, &diagnostics)
    else {
      isWhole = false
      return
    }
    for parent in file.parents {
      add(
        PolicyReference(parent.text, in: reference), namedBy: parent, chain: chain + [reference],
        &diagnostics)
    }
    files.append(file)
  }

  private func read(
    _ reference: PolicyReference, namedBy name: PlacedText?, _ diagnostics: inout DiagnosticList
  ) -> [UInt8]? {
    let known = packs.map { PolicyReference.pack($0.name).description }
    switch reference {
    case .pack(let pack):
      if let bytes = packs.first(where: { $0.name == pack })?.bytes { return bytes }
      let suggestion = Suggestion.closest(to: reference.description, in: known)
      let help = "help: certgate brings \(known.joined(separator: ", "))"
      diagnostics.add(
        Self.error(
          "unknown policy \(quoted(reference.description))", at: name, suggestion: suggestion,
          notes: suggestion == nil && !known.isEmpty ? [help] : []))
    case .file(let path):
      do {
        return try readFile(path)
      } catch {
        // A pack's bare name is most likely meant as the pack.
        let written = name?.text ?? path
        let pack = Suggestion.closest(to: written, in: packs.map(\.name))
        diagnostics.add(
          Self.error(
            "\(error)", at: name, suggestion: pack.map { PolicyReference.pack($0).description }))
      }
    }
    return nil
  }

  /// An error at the name that led here, or about the policy that was asked for.
  private static func error(
    _ message: String, at name: PlacedText?, suggestion: String? = nil, notes: [String] = []
  ) -> Diagnostic {
    if let name { return name.node.error(message, suggestion: suggestion, notes: notes) }
    let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return Diagnostic(message + hint, notes: notes)
  }
}
