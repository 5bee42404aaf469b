/// A row that cannot be used, with the reason.
package struct RowFault: Equatable, Sendable {
  /// The row.
  package let row: Int
  /// The reason as the rest of a sentence: "is 7, which is not in Discrete(4)".
  package let reason: String

  /// Makes a fault of its parts.
  package init(row: Int, reason: String) {
    self.row = row
    self.reason = reason
  }
}

extension SpaceDescriptor {
  /// Returns the first row with a category or a bit that there is not; `nil` if there is none.
  ///
  /// The bounds of boxes are not held against anyone: physics does not keep them either.
  package func fault(in rows: RowBuffer) -> RowFault? {
    let strays = leaves.compactMap { leaf -> (row: Int, number: Int)? in
      if let categories = leaf.categories { return rows.first(of: leaf) { !categories[$0].contains($1) } }
      guard case .multiBinary = leaf.space else { return nil }
      return rows.first(of: leaf, as: UInt8.self) { $1 > 1 }.map { ($0.row, Int($0.number)) }
    }
    return strays.min { $0.row < $1.row }
      .map { RowFault(row: $0.row, reason: "is \($0.number), which is not in \(self)") }
  }
}

extension RowBuffer {
  /// Returns the first number of a part that is wrong, with its row; `nil` if there is none.
  package func first<Number: RowScalar>(
    of leaf: SpaceLeaf, as type: Number.Type = Number.self, where isWrong: (_ place: Int, _ number: Number) -> Bool
  ) -> (row: Int, number: Number)? {
    let (field, places) = (field(leaf.field, as: type), leaf.numbers)
    for row in 0..<count {
      let numbers = field[row]
      for place in places where isWrong(place - places.lowerBound, numbers[place]) { return (row, numbers[place]) }
    }
    return nil
  }
}
