import Foundation

/// The distribution of a parameter's initial values.
public enum Initializer: Sendable, Equatable {
  /// A constant everywhere.
  case constant(Float)
  /// Uniform between −bound and bound.
  case uniform(bound: Float)
  /// Normal around zero.
  case normal(deviation: Float)
  /// Rows, or columns if there are more rows, orthogonal and of length `gain`: Saxe et al. (2014).
  case orthogonal(gain: Float)

  /// Writes the initial values of a tensor.
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
