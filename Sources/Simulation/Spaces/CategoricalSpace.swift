/// A space whose elements are rows of categories, each an integer of its own range.
public protocol CategoricalSpace: Space where Scalar == Int {
  /// The range of each number in a row.
  var categories: [Discrete] { get }
}

extension CategoricalSpace {
  /// How many numbers an element has: one per category.
  public var scalarCount: Int { categories.count }

  /// How many numbers the one-hot form has: one per value of each category.
  public var flattenedCount: Int { categories.reduce(0) { $0 + $1.count } }

  /// Whether every number lies in its category's range.
  public func contains(_ element: Span<Int>) -> Bool {
    let categories = categories
    guard element.count == categories.count else { return false }
    return categories.indices.allSatisfy { categories[$0].range.contains(element[$0]) }
  }

  /// Writes each number one-hot, one category after the other.
  public func flatten(_ element: Span<Int>, into flattened: inout MutableSpan<Float>) {
    var offset = 0
    for (index, category) in categories.enumerated() {
      for value in 0..<category.count { flattened[offset + value] = 0 }
      flattened[offset + element[index] - category.start] = 1
      offset += category.count
    }
  }

  /// The number of elements in the space.
  public var elementCount: Int { categories.reduce(1) { $0 * $1.count } }

  /// The position of an element among all elements, the last number running fastest.
  ///
  /// Tables indexed by state use it: Blackjack's three numbers become one row of 704.
  public func index(of element: Span<Int>) -> Int {
    var index = 0
    let categories = categories
    for position in categories.indices {
      index = index * categories[position].count + element[position] - categories[position].start
    }
    return index
  }
}
