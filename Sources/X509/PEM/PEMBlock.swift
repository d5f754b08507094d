/// One block of PEM (RFC 7468): where it lies, what it says it is, and what is wrong with it.
package struct PEMBlock: Hashable, Sendable {
  package let label: PEMLabel
  /// The label as written, without the white space around it.
  package let labelRange: Range<Int>
  /// From the first dash of BEGIN to the last of END, or as far as the block goes.
  package let range: Range<Int>
  /// The headers of RFC 1421 (`Proc-Type`, `DEK-Info`) as far as the base64; empty in most blocks.
  package let headers: Range<Int>
  /// The base64 and what is around it, up to the first dash of END.
  package let body: Range<Int>
  package let fault: PEMFault?

  /// The same block with a fault of the text that it stands in, if it has none of its own.
  package func marked(_ reason: PEMFault.Reason) -> PEMBlock {
    PEMBlock(
      label: label, labelRange: labelRange, range: range, headers: headers, body: body,
      fault: fault ?? PEMFault(reason: reason, offset: range.lowerBound))
  }

  /// Decodes the body in place of what the buffer held before.
  ///
  /// - Throws: at the first byte that cannot be base64.
  package func decode(
    _ bytes: Span<UInt8>, into buffer: inout Base64Buffer
  ) throws(Base64Error) {
    try buffer.decode(bytes, in: body)
  }
}

/// What is wrong with the lines around a block, and where.
package struct PEMFault: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable, CaseIterable {
    case malformedBegin, malformedEnd, mismatchedEnd, missingBegin, missingEnd, wideCharacters

    /// What is wrong, without the place.
    package var sentence: String {
      switch self {
      case .malformedBegin: "the BEGIN line does not end with five dashes"
      case .malformedEnd: "the END line does not end with five dashes"
      case .mismatchedEnd: "the END line has another label than the BEGIN line"
      case .missingBegin: "there is no BEGIN line before this END line"
      case .missingEnd: "the END line is missing"
      case .wideCharacters: "the text is UTF-16, which few programs read; save it as UTF-8"
      }
    }
  }

  package let reason: Reason
  package let offset: Int

  package var description: String { reason.sentence }
}
