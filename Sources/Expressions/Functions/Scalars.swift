/// A string whose characters are counted: Unicode scalars in an array.
struct Scalars {
  private let scalars: [Unicode.Scalar]

  init(_ text: String, _ context: inout Context) throws(Failure) {
    try context.effort.spend(text.utf8.count >> 2)
    scalars = Array(text.unicodeScalars)
  }

  var count: Int { scalars.count }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// The place that an index tells, from 0 up to the string's length.
  func place(_ index: Int64) throws(Failure) -> Int {
    guard index >= 0, index <= scalars.count else {
      throw .other("index \(index) is out of the range 0 to \(scalars.count)")
    }
    return Int(index)
  }

  /// Whether the other string stands at a place.
  func has(_ other: Scalars, at place: Int) -> Bool {
    guard place + other.count <= count else { return false }
    for index in 0..<other.count where scalars[place + index] != other.scalars[index] {
      return false
    }
    return true
  }

  /// Where the other string stands, from the front and without overlaps, up to so many times; a
  /// negative limit is none.
  func places(
    of other: Scalars, limit: Int64, _ context: inout Context
  ) throws(Failure) -> [Int] {
    try context.effort.spend(searchIn: count, for: other.count)
    var places: [Int] = []
    var place = 0
    while place + other.count <= count, limit < 0 || places.count < limit {
      if has(other, at: place) {
        places.append(place)
        place += max(1, other.count)
      } else {
        place += 1
      }
    }
    return places
  }
}
