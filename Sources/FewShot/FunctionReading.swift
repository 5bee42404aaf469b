import Foundation

/// The readings of some points: the sine of frequency 1 and the line that come closest to them.
///
/// Both have two numbers to choose, a sin x + b cos x and a x + b, by least squares.
public struct FunctionReading: Sendable, Equatable {
  /// The root mean square distance of the points from the nearest sine.
  public let sineError: Double
  /// The root mean square distance of the points from the nearest line.
  public let lineError: Double

  /// Reads points.
  ///
  /// - Precondition: There is one, and as many values as places.
  public init(_ places: some Collection<Float>, _ values: some Collection<Float>) {
    precondition(
      !places.isEmpty && places.count == values.count,
      "\(places.count) places and \(values.count) values are no points")
    let (x, y) = (places.map { Double($0) }, values.map { Double($0) })
    sineError = Self.error(of: y, by: x.map { sin($0) }, x.map { cos($0) })
    lineError = Self.error(of: y, by: x, x.map { _ in 1 })
  }

  /// True if a sine comes closer than a line.
  public var isSine: Bool { sineError < lineError }

  /// The error of the best sum of multiples of two functions, by their normal equations.
  private static func error(of y: [Double], by first: [Double], _ second: [Double]) -> Double {
    func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    let (aa, ab, bb) = (product(first, first), product(first, second), product(second, second))
    let (ay, by) = (product(first, y), product(second, y))
    let determinant = aa * bb - ab * ab
    // Points at one place determine one number only.
    let isSingular = determinant <= 1e-9 * max(aa * bb, 1e-12)
    let a = isSingular ? 0 : (ay * bb - by * ab) / determinant
    let b = isSingular ? (bb > 0 ? by / bb : 0) : (by * aa - ay * ab) / determinant
    let squares = y.indices.reduce(0.0) { sum, index in
      let rest = y[index] - a * first[index] - b * second[index]
      return sum + rest * rest
    }
    return (squares / Double(y.count)).squareRoot()
  }
}
