import COpenBLAS
import Foundation

/// The product of two matrices, by OpenBLAS.
struct MatrixProduct {
  let rows: Int
  let columns: Int
  let depth: Int
  private let transposingLeft: Bool
  private let transposingRight: Bool

  /// True once OpenBLAS is limited to one thread, unless the user asks for others: our matrices are small, and our
  /// threads are our own.
  static let isPrepared: Bool = {
    if getenv("OPENBLAS_NUM_THREADS") == nil { openblas_set_num_threads(1) }
    return true
  }()

  /// Describes the product of the last two dimensions of two shapes, which must fit.
  init(left: Shape, right: Shape, transposingLeft: Bool, transposingRight: Bool) {
    let (m, k) = (left[left.count - 2], left[left.count - 1])
    let (l, n) = (right[right.count - 2], right[right.count - 1])
    rows = transposingLeft ? k : m
    depth = transposingLeft ? m : k
    columns = transposingRight ? l : n
    self.transposingLeft = transposingLeft
    self.transposingRight = transposingRight
  }

  /// Computes `output = left × right + kept × output`.
  func add(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>,
    keeping kept: Float
  ) {
    guard Self.isPrepared, rows > 0, columns > 0 else { return }
    guard depth > 0 else {
      if kept == 0 { output.update(repeating: 0, count: rows * columns) }
      return
    }
    if rows == 1, transposingRight {
      // One row, as for acting in one environment: the general product costs several times as much.
      return cblas_sgemv(
        CblasRowMajor, CblasNoTrans, Int32(columns), Int32(depth), 1, right, Int32(depth), left, 1, kept, output, 1)
    }
    cblas_sgemm(
      CblasRowMajor, transposingLeft ? CblasTrans : CblasNoTrans, transposingRight ? CblasTrans : CblasNoTrans,
      Int32(rows), Int32(columns), Int32(depth), 1, left, Int32(transposingLeft ? rows : depth), right,
      Int32(transposingRight ? depth : columns), kept, output, Int32(columns))
  }
}
