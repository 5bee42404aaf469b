extension Tensor {
  /// The rows of some numbers: row *i* of the result is row `rows[i]` of this.
  ///
  /// - Parameter rows: Whole numbers from 0 to below the size of the first dimension, stored as floats; any shape.
  /// - Returns: The shape of `rows`, followed by this shape without its first dimension.
  public func gathering(_ rows: Tensor) -> Tensor {
    precondition(!shape.isEmpty, "a single number has no rows")
    return Tensor(.gather, [self, rows], shape: Shape(Array(rows.shape) + Array(shape.dropFirst())))
  }

  /// The transposed ``gathering(_:)``: row *j* of the result is the sum of those rows *i* of this whose `rows[i]` is *j*.
  public func scattering(to rows: Tensor, count: Int) -> Tensor {
    precondition(
      shape.starts(with: rows.shape), "rows of the shape \(shape) cannot be scattered to places of \(rows.shape)")
    return Tensor(.scatterAdd, [self, rows], shape: Shape([count] + Array(shape.dropFirst(rows.shape.count))))
  }

  /// One number of each row of the last dimension, which disappears: the values of the actions taken, say.
  ///
  /// - Parameter positions: One whole number for each row, stored as floats.
  public func picking(_ positions: Tensor) -> Tensor {
    let rows = Shape(shape.dropLast())
    precondition(
      positions.shape == rows,
      "the shape \(shape) has rows of the shape \(rows), not \(positions.shape) to pick from")
    let width = shape[shape.count - 1]
    positions.checkRows(below: width)
    let starts = Tensor(shape: rows, in: storage.pool) { span in
      for row in span.indices { span[row] = Float(row * width) }
    }
    return reshaped(to: [count]).gathering(positions.detached + starts)
  }
}
