/// Rows of cells in columns that line up.
struct Table {
  private let rows: [[String]]
  private let rightAligned: Set<Int>

  /// Makes a table with a row of names.
  init(_ names: [String], _ rows: [[String]], rightAligned: Set<Int>) {
    self.rows = [names] + rows
    self.rightAligned = rightAligned
  }

  /// Writes the table to standard output.
  func print() throws {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = row.indices.map { column in
        let width = widths[column]
        return rightAligned.contains(column)
          ? row[column].leftPadded(to: width)
          : column == row.count - 1 ? row[column] : row[column].rightPadded(to: width)
      }
      try Terminal.print(cells.joined(separator: "  "))
    }
  }
}
