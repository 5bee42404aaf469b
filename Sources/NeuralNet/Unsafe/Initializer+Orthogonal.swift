import COpenBLAS

extension Initializer {
  /// Draws a matrix with orthonormal rows, or columns if there are more rows, without a preferred direction.
  ///
  /// The orthogonal factor of a matrix of normal numbers, with signs that make it unique: Mezzadri (2007).
  static func orthogonal(rows: Int, columns: Int, using generator: inout some RandomNumberGenerator) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors = (0..<count * length).map { _ in generator.normal() }
    orthonormalize(&vectors, count: count, length: length)
    guard rows > columns else { return vectors }
    return (0..<rows * columns).map { vectors[$0 % columns * length + $0 / columns] }
  }

  /// Makes vectors of one length, which lie one after the other, orthogonal and of length 1.
  private static func orthonormalize(_ vectors: inout [Double], count: Int, length: Int) {
    guard MatrixProduct.isPrepared, count > 0 else { return }
    // LAPACK's matrices lie column by column: each vector is a column.
    var (m, n, workCount, error) = (Int32(length), Int32(count), Int32(64 * count), Int32(0))
    var factors = [Double](repeating: 0, count: count)
    var work = [Double](repeating: 0, count: 64 * count)
    dgeqrf_(&m, &n, &vectors, &m, &factors, &work, &workCount, &error)
    let isReversed = (0..<count).map { vectors[$0 * length + $0] < 0 }
    dorgqr_(&m, &n, &n, &vectors, &m, &factors, &work, &workCount, &error)
    for vector in 0..<count where isReversed[vector] {
      for index in vector * length..<(vector + 1) * length { vectors[index] = -vectors[index] }
    }
  }
}
