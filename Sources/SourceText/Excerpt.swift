/// A source line as a diagnostic shows it: the part around the caret, and what goes under it.
struct Excerpt {
  /// The most columns that are shown, dots included.
  private static let width = 120
  /// How much of a long line is shown before the caret.
  private static let lead = 40
  private static let tabStop = 8

  let text: String
  /// How many columns stand before the underline.
  let indent: Int
  let underline: String

  /// - Parameters:
  ///   - column: the first underlined scalar, counted from 1; one past the end of the line is
  ///     where something is missing.
  ///   - length: how many scalars are underlined, at least 1; the end of the line ends it.
  init(of line: String, column: Int, length: Int) {
    // A line may be megabytes long: only what can be in the window is looked at.
    let scalars = line.unicodeScalars
    let count = scalars.count
    let place = min(max(1, column) - 1, count)
    let skipped = max(0, place - Self.width)
    let cells = Self.cells(scalars.dropFirst(skipped).prefix(2 * Self.width))
    let continues = skipped + cells.count < count

    let caret = place - skipped
    let caretStart = caret < cells.count ? cells[caret].start : cells.last?.end ?? 0
    let total = cells.last?.end ?? 0
    let isWhole = skipped == 0 && !continues && total <= Self.width
    let room = isWhole ? Self.width : Self.width - 2
    let left = isWhole ? 0 : min(max(0, caretStart - Self.lead), max(0, total - room))

    let shown = cells.indices.filter { left <= cells[$0].start && cells[$0].end <= left + room }
    let first = shown.first ?? 0
    let end = shown.last.map { $0 + 1 } ?? 0
    let before = skipped > 0 || first > 0 ? "…" : ""
    let after = continues || end < cells.count ? "…" : ""
    text = before + cells[first..<end].map(\.text).joined() + after

    let origin = first < cells.count ? cells[first].start : 0
    indent = before.unicodeScalars.count + max(0, caretStart - origin)
    let underlined = cells[caret..<max(caret, end)].prefix(max(1, length))
    let columns = (underlined.last?.end ?? caretStart + 1) - caretStart
    underline = "^" + String(repeating: "~", count: max(0, columns - 1))
  }

  /// One scalar as it is shown, and the columns it takes.
  private struct Cell {
    let text: String
    let start: Int
    let end: Int
  }

  private static func cells(_ scalars: some Sequence<Unicode.Scalar>) -> [Cell] {
    var start = 0
    return scalars.map { scalar in
      let text =
        scalar == "\t"
        ? String(repeating: " ", count: tabStop - start % tabStop) : Escaping.visible(scalar)
      defer { start += text.unicodeScalars.count }
      return Cell(text: text, start: start, end: start + text.unicodeScalars.count)
    }
  }
}
