import Foundation

extension RowBuffer {
  /// Copies rows of another buffer of the same layout over rows of this one.
  public mutating func copyRows(_ source: Range<Int>, of other: RowBuffer, to row: Int) {
    precondition(
      fits(other.layout) && source.lowerBound >= 0 && source.upperBound <= other.count && row >= 0
        && source.count <= count - row,
      "rows \(source) of \(other.count) of \(other.layout) do not fit at \(row) of \(count) of \(layout)")
    (mutableStart() + row * stride).copyMemory(
      from: other.memory.start + source.lowerBound * stride, byteCount: source.count * stride)
  }

  /// Copies rows of another buffer over rows of this one, or right behind its last one.
  public mutating func put(_ source: Range<Int>, of other: RowBuffer, at row: Int) {
    precondition(row <= count, "rows at \(row) would leave a gap behind \(count)")
    if row + source.count > count { resize(to: row + source.count) }
    copyRows(source, of: other, to: row)
  }

  /// Adds rows of another buffer behind the last one.
  public mutating func append(_ source: Range<Int>, of other: RowBuffer) { put(source, of: other, at: count) }

  /// Copies a row of another buffer into a part of one of this buffer's rows, such as a frame into a stack of frames.
  public mutating func copyRow(_ source: Int, of other: RowBuffer, to row: Int, atByte offset: Int) {
    require(row)
    other.require(source)
    precondition(
      offset >= 0 && offset + other.stride <= stride, "\(other.stride) bytes do not fit at \(offset) of \(stride)")
    (mutableStart() + row * stride + offset).copyMemory(
      from: other.memory.start + source * other.stride, byteCount: other.stride)
  }

  /// Copies a part of rows of another buffer over the same rows of this one, such as the newest of stacked frames.
  public mutating func copyRows(_ rows: Range<Int>, of other: RowBuffer, fromByte offset: Int) {
    precondition(
      offset >= 0 && offset + stride <= other.stride && rows.lowerBound >= 0
        && rows.upperBound <= min(count, other.count),
      "\(stride) bytes from \(offset) on of rows \(rows) are not in \(other.count) of \(other.layout)")
    let start = mutableStart()
    for row in rows {
      (start + row * stride).copyMemory(
        from: other.memory.start + row * other.stride + offset, byteCount: stride)
    }
  }

  /// Moves the bytes of a row towards its beginning; the last `distance` bytes stay as they are.
  public mutating func shiftRow(_ row: Int, byBytes distance: Int) {
    require(row)
    precondition((0...stride).contains(distance), "a row of \(stride) bytes cannot be shifted by \(distance)")
    let start = mutableStart() + row * stride
    memmove(start, start + distance, stride - distance)
  }

  /// Moves rows to another place in the buffer, which may overlap the first.
  public mutating func moveRows(_ source: Range<Int>, to row: Int) {
    precondition(
      source.lowerBound >= 0 && source.upperBound <= count && row >= 0 && source.count <= count - row,
      "rows \(source) do not fit at \(row) of \(count)")
    let start = mutableStart()
    memmove(start + row * stride, start + source.lowerBound * stride, source.count * stride)
  }

  /// Fills all rows with those at some indices of another buffer; a negative index `~i` is row `i` of `others`.
  ///
  /// - Parameters:
  ///   - indices: The indices.
  ///   - group: The number of indices of which only the last counts, as of stacked frames only the newest has a mask.
  ///   - rows: The other buffer.
  ///   - others: The buffer of negative indices; `nil` for the same one.
  /// - Precondition: They fill the rows: one by one or, as with stacked frames, as many together as a row is longer.
  public mutating func gather(
    _ indices: [Int], lastOfEvery group: Int = 1, from rows: RowBuffer, or others: RowBuffer? = nil
  ) {
    let size = rows.stride
    precondition(
      indices.count * size == count * stride * group && rows.kind == kind && others?.fits(rows.layout) ?? true,
      "\(indices.count / group) rows of \(rows.layout) do not fill \(count) of \(layout)")
    var target = mutableStart()
    // By index: without optimization, an iterator allocates for each element.
    for position in 0..<indices.count / group {
      let index = indices[(position + 1) * group - 1]
      let source = index < 0 ? others ?? rows : rows
      let row = index < 0 ? ~index : index
      source.require(row)
      target.copyMemory(from: source.memory.start + row * size, byteCount: size)
      target += size
    }
  }

  /// Returns true if rows have the same bytes as rows of another buffer; bytes, since a NaN differs from itself.
  public func matches(_ other: RowBuffer, _ source: Range<Int>, at row: Int) -> Bool {
    precondition(
      stride == other.stride && source.lowerBound >= 0 && source.upperBound <= other.count && row >= 0
        && source.count <= count - row,
      "rows \(source) of \(other.count) cannot be compared with \(count) from \(row) on")
    return memcmp(
      memory.start + row * stride, other.memory.start + source.lowerBound * stride, source.count * stride) == 0
  }
}
