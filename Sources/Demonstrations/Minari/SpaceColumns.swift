import Simulation

/// One array of a dataset that holds a space's elements, or a part of each.
struct SpaceColumn: Equatable {
  /// The suffix of the array's name, after the name of the whole, such as `/_index_0`.
  let suffix: String
  /// The shape of one row; empty for one number.
  let shape: [Int]
  /// The offset of the part in an element.
  let offset: Int

  /// The number of numbers of each element that it holds.
  var width: Int { shape.reduce(1, *) }
}

extension SpaceDescriptor {
  /// The arrays that hold elements: one, or one for each part of a tuple.
  var columns: [SpaceColumn] { columns(suffix: "", offset: 0) }

  private func columns(suffix: String, offset: Int) -> [SpaceColumn] {
    switch self {
    case .box(_, let shape, _, _): return [SpaceColumn(suffix: suffix, shape: shape, offset: offset)]
    case .discrete: return [SpaceColumn(suffix: suffix, shape: [], offset: offset)]
    case .multiDiscrete(let counts, _): return [SpaceColumn(suffix: suffix, shape: [counts.count], offset: offset)]
    case .multiBinary(let count): return [SpaceColumn(suffix: suffix, shape: [count], offset: offset)]
    case .tuple(let parts):
      var offset = offset
      return parts.enumerated().flatMap { index, part in
        defer { offset += part.scalarCount }
        return part.columns(suffix: "\(suffix)/_index_\(index)", offset: offset)
      }
    }
  }

  /// The kind of the numbers that elements are read as; `nil` if environments exchange nothing of the kind.
  var readKind: ScalarKind? {
    switch self {
    case .box(let scalar, let shape, _, _):
      shape.count >= 7 ? nil : [.float32: .float32, .float64: .float32, .uint8: .uint8][scalar]
    case .discrete, .multiDiscrete: .int64
    case .multiBinary: .uint8
    case .tuple(let parts): !parts.isEmpty && parts.allSatisfy { $0.readKind == .int64 } ? .int64 : nil
    }
  }

  /// True if elements are stored as float64, which is read as float32.
  var isDouble: Bool {
    guard case .box(.float64, _, _, _) = self else { return false }
    return true
  }

  /// The space of the elements as they are in memory, where all floats are float32.
  var asRead: SpaceDescriptor {
    guard case .box(.float64, let shape, let low, let high) = self else { return self }
    return .box(scalar: .float32, shape: shape, low: low, high: high)
  }

  /// True if Minari takes a box for pictures, which it stores as JPEG unless it is told not to.
  var isPicture: Bool {
    guard case .box(.uint8, let shape, let low, let high) = self else { return false }
    return (2...3).contains(shape.count) && shape[0] >= 32 && shape[1] >= 32 && low.allSatisfy { $0 == 0 }
      && high.allSatisfy { $0 == 255 }
  }

  /// The range of each number of an element, if they are categories.
  var ranges: [Range<Int>]? {
    switch self {
    case .box, .multiBinary: nil
    case .discrete(let count, let start): [start..<start + count]
    case .multiDiscrete(let counts, let start): zip(counts, start).map { $1..<$1 + $0 }
    case .tuple(let parts): parts.allSatisfy { $0.ranges != nil } ? parts.flatMap { $0.ranges ?? [] } : nil
    }
  }

  /// Returns the fault of the numbers of an element, as the rest of a sentence; `nil` if they can be learned from.
  ///
  /// Numbers must be finite, and categories in range. The bounds of boxes are not held against anyone: physics does not
  /// keep them either.
  func problem<Scalar: SpaceScalar>(in element: ArraySlice<Scalar>) -> String? {
    if Scalar.self == Float.self {
      guard let wrong = element.first(where: { !$0.floatValue.isFinite }) else { return nil }
      return "holds \(wrong)"
    }
    guard let ranges, let numbers = Array(element) as? [Int] else { return nil }
    guard let wrong = zip(numbers, ranges).first(where: { !$1.contains($0) }) else { return nil }
    return "is \(wrong.0), which is not in \(self)"
  }
}
