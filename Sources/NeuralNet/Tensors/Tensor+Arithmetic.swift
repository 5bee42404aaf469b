// Operators of two tensors broadcast as NumPy's do: missing outer dimensions and those of size 1 are repeated.
extension Tensor {
  /// The sum, number by number.
  public static func + (left: Tensor, right: Tensor) -> Tensor { pair(.add, left, right) }
  /// The difference, number by number.
  public static func - (left: Tensor, right: Tensor) -> Tensor { pair(.subtract, left, right) }
  /// The product, number by number.
  public static func * (left: Tensor, right: Tensor) -> Tensor { pair(.multiply, left, right) }
  /// The quotient, number by number.
  public static func / (left: Tensor, right: Tensor) -> Tensor { pair(.divide, left, right) }

  /// The sum of a tensor and a number.
  public static func + (left: Tensor, right: Float) -> Tensor { Tensor(.offset(right), [left], shape: left.shape) }
  /// The sum of a tensor and a number.
  public static func + (left: Float, right: Tensor) -> Tensor { right + left }
  /// The difference of a tensor and a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left + -right }
  /// The difference of a number and a tensor.
  public static func - (left: Float, right: Tensor) -> Tensor { -right + left }
  /// The product of a tensor and a number.
  public static func * (left: Tensor, right: Float) -> Tensor { Tensor(.scale(right), [left], shape: left.shape) }
  /// The product of a tensor and a number.
  public static func * (left: Float, right: Tensor) -> Tensor { right * left }
  /// The quotient of a tensor and a number.
  public static func / (left: Tensor, right: Float) -> Tensor { left * (1 / right) }
  /// The quotient of a number and a tensor.
  public static func / (left: Float, right: Tensor) -> Tensor { right.power(-1) * left }
  /// The negated tensor.
  public static prefix func - (tensor: Tensor) -> Tensor { tensor * -1 }

  /// The larger of each pair.
  ///
  /// Where both are equal the gradient goes to the second.
  public func maximum(_ other: Tensor) -> Tensor { selecting(self, where: isGreater(than: other), else: other) }
  /// The smaller of each pair.
  ///
  /// Where both are equal the gradient goes to the first.
  public func minimum(_ other: Tensor) -> Tensor { selecting(other, where: isGreater(than: other), else: self) }

  /// The numbers clamped to a range; a NaN remains one.
  ///
  /// The gradient is zero outside the range, but not at its bounds.
  public func clamped(to range: ClosedRange<Float>) -> Tensor {
    let (low, high) = (Tensor.filled(range.lowerBound, shape: shape), Tensor.filled(range.upperBound, shape: shape))
    return low.maximum(self).minimum(high)
  }

  /// 1 where this is greater than the other, else 0; its gradient is zero.
  public func isGreater(than other: Tensor) -> Tensor { Self.pair(.isGreater, self, other) }

  /// The first's numbers where the mask is not zero, else the second's.
  public static func select(_ first: Tensor, where mask: Tensor, else second: Tensor) -> Tensor {
    precondition(
      first.shape == mask.shape && second.shape == mask.shape,
      "a choice between the shapes \(first.shape) and \(second.shape) cannot follow a mask of \(mask.shape)")
    return Tensor(.select, [mask, first, second], shape: mask.shape)
  }

  private func selecting(_ first: Tensor, where mask: Tensor, else second: Tensor) -> Tensor {
    .select(first.broadcast(to: mask.shape), where: mask, else: second.broadcast(to: mask.shape))
  }

  /// A constant tensor with the same value everywhere.
  public static func filled(_ value: Float, shape: Shape, in pool: MemoryPool? = nil) -> Tensor {
    Tensor(shape: shape, in: pool) { span in
      for index in span.indices { span[index] = value }
    }
  }

  /// Makes a constant tensor of one number.
  public init(_ value: Float) { self = .filled(value, shape: []) }

  private static func pair(_ primitive: Primitive, _ left: Tensor, _ right: Tensor) -> Tensor {
    if left.shape == right.shape { return Tensor(primitive, [left, right], shape: left.shape) }
    let shape = broadcastShape(left.shape, right.shape)
    return Tensor(primitive, [left.broadcast(to: shape), right.broadcast(to: shape)], shape: shape)
  }

  private static func broadcastShape(_ left: Shape, _ right: Shape) -> Shape {
    let rank = max(left.count, right.count)
    return Shape(
      (0..<rank).map { index in
        let (l, r) = (index - rank + left.count, index - rank + right.count)
        let sizes = (l < 0 ? 1 : left[l], r < 0 ? 1 : right[r])
        precondition(
          sizes.0 == sizes.1 || sizes.0 == 1 || sizes.1 == 1, "the shapes \(left) and \(right) do not go together")
        return sizes.0 == 1 ? sizes.1 : sizes.0
      })
  }
}
