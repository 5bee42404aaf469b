/// The names of a board's squares, such as `c4`: a letter for the column, and a number for the row from below.
enum SquareNames {
  /// The letter of a column, counted from 0.
  static func letter(ofColumn column: Int) -> String { String(UnicodeScalar(UInt8(97 + column))) }

  /// The name of a square, counted row by row from the upper left.
  static func name(ofSquare square: Int, rows: Int, columns: Int) -> String {
    letter(ofColumn: square % columns) + "\(rows - square / columns)"
  }

  /// The square of a column's letter and a row's number; `nil` if there is none.
  static func square(_ letter: String, _ number: String, rows: Int, columns: Int) -> Int? {
    guard let column = (0..<columns).first(where: { self.letter(ofColumn: $0) == letter }), let row = Int(number),
      (1...rows).contains(row)
    else { return nil }
    return (rows - row) * columns + column
  }
}
