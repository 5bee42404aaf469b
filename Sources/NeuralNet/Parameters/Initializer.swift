import Foundation

/// How parameters begin.
public enum Initializer: Sendable, Equatable {
  /// The same number everywhere.
  case constant(Float)
  /// Uniform between −bound and bound.
  case uniform(bound: Float)
  /// Normal around zero.
  case normal(deviation: Float)
  /// Rows, or columns if there are more rows, orthogonal and of length `gain`: Saxe et al. (2014).
  case orthogonal(gain: Float)

  /// Writes the first values of a tensor.
  func fill(
    _ values: inout MutableSpan<Float>, shape: Shape, using generator: inout some RandomNumberGenerator
  ) {
    switch self {
    case .constant(let value):
      for index in values.indices { values[index] = value }
    case .uniform(let bound):
      for index in values.indices { values[index] = bound * (2 * generator.unit() - 1) }
    case .normal(let deviation):
      for index in values.indices { values[index] = deviation * Float(generator.normal()) }
    case .orthogonal(let gain):
      let rows = shape.first ?? 1
      let matrix = Self.orthogonal(rows: rows, columns: values.count / max(rows, 1), using: &generator)
      for index in values.indices { values[index] = gain * Float(matrix[index]) }
    }
  }

  /// A random matrix with orthonormal rows, or columns if there are more rows: Gram and Schmidt's procedure, twice for
  /// accuracy, on normal vectors.
  private static func orthogonal(
    rows: Int, columns: Int, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors = [[Double]]()
    for _ in 0..<count {
      var vector = (0..<length).map { _ in generator.normal() }
      for _ in 0..<2 {
        for other in vectors {
          let overlap = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for index in 0..<length { vector[index] -= overlap * other[index] }
        }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vectors.append(vector.map { $0 / norm })
    }
    return (0..<rows * columns).map { index in
      let (row, column) = (index / columns, index % columns)
      return rows <= columns ? vectors[row][column] : vectors[column][row]
    }
  }
}

extension RandomNumberGenerator {
  /// A number from 0 to below 1, of 24 bits.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A normal number: Box and Muller (1958).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - Double(next() >> 11) * 0x1p-53)).squareRoot()
    return radius * cos(2 * .pi * Double(next() >> 11) * 0x1p-53)
  }
}
