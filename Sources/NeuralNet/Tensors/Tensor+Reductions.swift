extension Tensor {
  /// The sum of all numbers.
  public func sum() -> Tensor { sum(along: Array(shape.indices)) }
  /// The mean of all numbers.
  public func mean() -> Tensor { sum() / Float(count) }

  /// The sums along some dimensions, which disappear or, if kept, have the size 1.
  public func sum(along dimensions: [Int], keepingDimensions: Bool = false) -> Tensor {
    let dimensions = dimensions.map(shape.dimension).sorted()
    var result = self
    for run in Self.runs(of: dimensions) {
      var reduced = Array(result.shape)
      for dimension in run { reduced[dimension] = 1 }
      result = Tensor(.sum(result.shape.extent(of: run)), [result], shape: Shape(reduced))
    }
    guard !keepingDimensions else { return result }
    return result.reshaped(to: Shape(shape.indices.filter { !dimensions.contains($0) }.map { shape[$0] }))
  }

  /// The means along some dimensions, which disappear or, if kept, have the size 1.
  public func mean(along dimensions: [Int], keepingDimensions: Bool = false) -> Tensor {
    let size = dimensions.reduce(1) { $0 * shape[shape.dimension($1)] }
    return sum(along: dimensions, keepingDimensions: keepingDimensions) / Float(size)
  }

  /// The position of the largest number in the last dimension, which disappears.
  ///
  /// The first of several; a NaN counts as the largest. The gradient is zero.
  public func argmax() -> Tensor {
    precondition(shape.last.map { $0 > 0 } ?? false, "a tensor of the shape \(shape) has no largest numbers")
    return Tensor(.argmax, [self], shape: Shape(shape.dropLast()))
  }

  /// The largest number of the last dimension, which disappears; its gradient goes to the first of several.
  public func maximum() -> Tensor { picking(argmax()) }

  /// The logarithm of the sum of the exponentials of the last dimension, which disappears, without overflow.
  public func logSumExp() -> Tensor {
    let peak = maximum().detached
    let rest = self - peak.reshaped(to: Shape(Array(peak.shape) + [1]))
    return rest.exponential().sum(along: [-1]).logarithm() + peak
  }

  /// The logarithms of the softmax of the last dimension.
  public func logSoftmax() -> Tensor {
    let total = logSumExp()
    return self - total.reshaped(to: Shape(Array(total.shape) + [1]))
  }

  /// The exponentials of the last dimension, divided by their sum.
  public func softmax() -> Tensor {
    precondition(!shape.isEmpty, "a single number has no dimension to take the softmax of")
    return Tensor(.softmax(isCausal: false), [self], shape: shape)
  }

  /// The softmax of the first *i* + 1 numbers of row *i*, and zeros behind them.
  ///
  /// The last two dimensions are squares: row *i* says how much *i* looks at each of the others, none of them later.
  public func causalSoftmax() -> Tensor {
    precondition(
      shape.count >= 2 && shape[shape.count - 2] == shape[shape.count - 1],
      "the shape \(shape) has no squares whose rows could look back")
    return Tensor(.softmax(isCausal: true), [self], shape: shape)
  }
}
