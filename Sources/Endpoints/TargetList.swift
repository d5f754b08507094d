import SourceText

/// A file of endpoints, one a line, with or without `tls://`; what stands behind a `#` at the start
/// of a word, and lines without anything else, are passed over.
package enum TargetList {
  /// The addresses in a file, or all that is wrong with it.
  ///
  /// - Parameter path: the file, as the user calls it.
  package static func read(
    _ bytes: [UInt8], path: String
  ) -> (addresses: [EndpointAddress], diagnostics: [Diagnostic]) {
    var addresses: [EndpointAddress] = []
    var diagnostics: [Diagnostic] = []
    let index = LineIndex(bytes)
    for number in 1...index.lineCount {
      let line = index.line(number, in: bytes)
      let (indent, target) = word(line)
      guard !target.isEmpty else { continue }
      let hasScheme = target.contains("://")
      do throws(EndpointAddressError) {
        addresses.append(
          try EndpointAddress(hasScheme ? target : EndpointAddress.scheme + target))
      } catch {
        let offset = error.offset - (hasScheme ? 0 : EndpointAddress.scheme.unicodeScalars.count)
        diagnostics.append(
          Diagnostic(
            error.message,
            at: SourceLocation(path: path, line: number, column: 1 + indent + max(0, offset)),
            length: error.length, excerpt: line, notes: error.help.map { ["help: \($0)"] } ?? []))
      }
    }
    if addresses.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          "there is no endpoint in it", at: SourceLocation(path: path, line: 1, column: 1)))
    }
    return (diagnostics.isEmpty ? addresses : [], diagnostics)
  }

  /// The line without comment and the white space around, and how much of it was before.
  private static func word(_ line: String) -> (indent: Int, text: String) {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    var scalars = Array(line.unicodeScalars)
    let comment = scalars.indices.first {
      scalars[$0] == "#" && ($0 == 0 || isSpace(scalars[$0 - 1]))
    }
    if let comment { scalars.removeSubrange(comment...) }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    let indent = scalars.prefix(while: isSpace).count
    return (indent, String(String.UnicodeScalarView(scalars.dropFirst(indent))))
  }
}
