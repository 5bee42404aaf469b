/// The sizes of a tensor's dimensions, from the outermost to the innermost.
///
/// Written as an array: `[128, 256]`. The empty shape is that of a single number.
public struct Shape: Sendable, Hashable, RandomAccessCollection, ExpressibleByArrayLiteral {
  /// The largest number of dimensions that a tensor may have.
  public static let rankLimit = 8

  // Kept in place: a tensor is made thousands of times a second, and an array would be an allocation each time.
  private var sizes = SIMD8<Int32>(repeating: 1)
  /// The number of dimensions.
  public let count: Int

  /// Makes a shape of sizes that are not negative.
  public init(_ sizes: some Collection<Int>) {
    precondition(
      sizes.count <= Self.rankLimit && sizes.allSatisfy { (0...Int(Int32.max)).contains($0) },
      "\(Array(sizes)) is no shape: at most \(Self.rankLimit) sizes from 0 to \(Int32.max)")
    count = sizes.count
    for (index, size) in sizes.enumerated() { self.sizes[index] = Int32(size) }
  }

  /// Makes a shape from its sizes.
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// The index of the first dimension.
  public var startIndex: Int { 0 }
  /// The index one beyond the last dimension.
  public var endIndex: Int { count }

  /// The size of a dimension.
  public subscript(position: Int) -> Int {
    precondition(position >= 0 && position < count, "the shape \(self) has no dimension \(position)")
    return Int(sizes[position])
  }

  /// The number of elements of a tensor of this shape.
  public var elementCount: Int {
    var product = 1
    for index in 0..<count { product *= Int(sizes[index]) }
    return product
  }

  /// Returns the shape with another size for one dimension.
  public func replacing(_ dimension: Int, with size: Int) -> Shape {
    var result = Array(self)
    result[dimension] = size
    return Shape(result)
  }

  /// Returns the index of a dimension that may be counted from the end: −1 is the last.
  func dimension(_ index: Int) -> Int {
    let dimension = index < 0 ? index + count : index
    precondition(dimension >= 0 && dimension < count, "the shape \(self) has no dimension \(index)")
    return dimension
  }

  /// Returns the extent of some neighbouring dimensions: the sizes around, along and within them.
  func extent(of dimensions: Range<Int>) -> Extent {
    var (outer, length, inner) = (1, 1, 1)
    for index in 0..<count {
      if index < dimensions.lowerBound {
        outer *= self[index]
      } else if index < dimensions.upperBound {
        length *= self[index]
      } else {
        inner *= self[index]
      }
    }
    return Extent(outer: outer, count: length, inner: inner)
  }
}

extension Shape: CustomStringConvertible {
  /// The sizes in the notation of an array.
  public var description: String { "\(Array(self))" }
}

/// A tensor seen as `outer` blocks of `count` runs of `inner` numbers, which is all that an operation along one
/// dimension needs to know.
struct Extent: Sendable, Hashable {
  let outer: Int
  let count: Int
  let inner: Int
}
