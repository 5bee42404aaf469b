extension Tensor {
  /// The product of two matrices, or of as many pairs as equal outer dimensions hold.
  ///
  /// - Parameters:
  ///   - other: The right factor.
  ///   - transposingLeft: True if the last two dimensions of this are exchanged first.
  ///   - transposingRight: True if those of the other are exchanged first.
  public func product(
    _ other: Tensor, transposingLeft: Bool = false, transposingRight: Bool = false
  ) -> Tensor {
    precondition(
      shape.count >= 2 && other.shape.count >= 2 && shape.dropLast(2).elementsEqual(other.shape.dropLast(2)),
      "the shapes \(shape) and \(other.shape) are not matrices to be multiplied")
    let last = shape.count - 1
    let (rows, depth) = transposingLeft ? (shape[last], shape[last - 1]) : (shape[last - 1], shape[last])
    let (width, columns) =
      transposingRight ? (other.shape[last], other.shape[last - 1]) : (other.shape[last - 1], other.shape[last])
    precondition(
      depth == width,
      "\(shape)\(transposingLeft ? " transposed" : "") times \(other.shape)\(transposingRight ? " transposed" : "") "
        + "does not fit")
    return Tensor(
      .product(transposingLeft: transposingLeft, transposingRight: transposingRight), [self, other],
      shape: Shape(Array(shape.dropLast(2)) + [rows, columns]))
  }

  /// Each row times the transposed weights, plus the bias: the output of a linear layer, or of as many layers of one size as
  /// equal outer dimensions hold.
  ///
  /// - Parameters:
  ///   - weights: Outputs × inputs, PyTorch's order.
  ///   - bias: One number per output.
  public func affine(_ weights: Tensor, _ bias: Tensor) -> Tensor {
    let outer = shape.dropLast(2)
    precondition(
      shape.count >= 2 && weights.shape.count == shape.count && shape.last == weights.shape.last
        && weights.shape.dropLast(2).elementsEqual(outer) && bias.shape.elementsEqual(weights.shape.dropLast()),
      "rows of the shape \(shape) do not fit weights of \(weights.shape) and a bias of \(bias.shape)")
    let outputs = weights.shape[shape.count - 2]
    return Tensor(
      .affine, [self, weights, bias], shape: shape.replacing(shape.count - 1, with: outputs))
  }

  /// The windows that a kernel sees as it is moved over images, one row each.
  func windows(_ geometry: WindowGeometry) -> Tensor { Tensor(.windows(geometry), [self], shape: geometry.windows) }

  /// The images whose windows these rows are, where windows overlap their sum.
  func overlapped(_ geometry: WindowGeometry) -> Tensor {
    Tensor(.overlap(geometry), [self], shape: geometry.images)
  }
}
