extension Tensor {
  /// Returns the same numbers in another shape of as many.
  public func reshaped(to shape: Shape) -> Tensor {
    precondition(
      shape.elementCount == count, "a tensor of the shape \(self.shape) cannot be given the shape \(shape)")
    return shape == self.shape ? self : Tensor(.reshape, [self], shape: shape)
  }

  /// Returns the tensor with its dimensions reordered: dimension *i* of the result is dimension `order[i]` of this.
  public func permuted(_ order: [Int]) -> Tensor {
    precondition(
      order.sorted() == Array(shape.indices), "\(order) is no order of the dimensions of the shape \(shape)")
    if order == order.sorted() { return self }
    return Tensor(.permute(Shape(order)), [self], shape: Shape(order.map { shape[$0] }))
  }

  /// Returns the tensor with its last two dimensions exchanged.
  public func transposed() -> Tensor {
    precondition(shape.count >= 2, "a tensor of the shape \(shape) has no two dimensions to exchange")
    var order = Array(shape.indices)
    order.swapAt(order.count - 1, order.count - 2)
    return permuted(order)
  }

  /// Returns the numbers repeated along missing outer dimensions and along those of size 1, as NumPy broadcasts.
  public func broadcast(to target: Shape) -> Tensor {
    if target == shape { return self }
    let missing = target.count - shape.count
    precondition(missing >= 0, "a tensor of the shape \(shape) cannot be broadcast to \(target)")
    var result = reshaped(to: Shape(Array(repeating: 1, count: missing) + Array(shape)))
    for run in Self.runs(of: (0..<target.count).filter { result.shape[$0] != target[$0] }) {
      precondition(
        run.allSatisfy { result.shape[$0] == 1 }, "a tensor of the shape \(shape) cannot be broadcast to \(target)")
      var grown = Array(result.shape)
      for dimension in run { grown[dimension] = target[dimension] }
      let shape = Shape(grown)
      result = Tensor(.broadcast(shape.extent(of: run)), [result], shape: shape)
    }
    return result
  }

  /// Returns the slice of a dimension that a range names.
  public func slice(_ range: Range<Int>, along dimension: Int = 0) -> Tensor {
    let dimension = shape.dimension(dimension)
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[dimension],
      "\(range) is no part of dimension \(dimension) of the shape \(shape)")
    let extent = shape.extent(of: dimension..<dimension + 1)
    return Tensor(.slice(extent, range), [self], shape: shape.replacing(dimension, with: range.count))
  }

  /// Returns this tensor padded with zeros along a dimension, in which it begins at `start`.
  func padded(to size: Int, at start: Int, along dimension: Int) -> Tensor {
    let target = shape.replacing(dimension, with: size)
    return Tensor(.pad(target.extent(of: dimension..<dimension + 1), at: start), [self], shape: target)
  }

  /// Returns tensors concatenated along a dimension; their other sizes must be equal.
  public static func concatenate(_ tensors: [Tensor], along dimension: Int = 0) -> Tensor {
    guard let first = tensors.first else { preconditionFailure("there are no tensors to put together") }
    if tensors.count == 1 { return first }
    let dimension = first.shape.dimension(dimension)
    let total = tensors.reduce(0) { sum, tensor in
      precondition(
        tensor.shape.count == first.shape.count
          && tensor.shape.replacing(dimension, with: 1) == first.shape.replacing(dimension, with: 1),
        "the shapes \(first.shape) and \(tensor.shape) cannot be put together along dimension \(dimension)")
      return sum + tensor.shape[dimension]
    }
    let extent = first.shape.extent(of: dimension..<dimension + 1)
    return Tensor(
      .concatenate(outer: extent.outer, inner: extent.inner), tensors,
      shape: first.shape.replacing(dimension, with: total))
  }

  /// Returns the runs of neighbouring dimensions as ranges.
  static func runs(of dimensions: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for dimension in dimensions {
      if let last = runs.last, last.upperBound == dimension {
        runs[runs.count - 1] = last.lowerBound..<dimension + 1
      } else {
        runs.append(dimension..<dimension + 1)
      }
    }
    return runs
  }
}
