/// The difference of two pictures of the same size, in steps of a component (0...255).
public struct PictureDifference: Hashable, Sendable {
  /// The mean absolute difference over all pixels and the components red, green and blue.
  public var mean: Double
  /// The largest difference of any component of any pixel.
  public var maximum: Int
}

extension Canvas {
  /// Returns the difference of this picture and `other`, or `nil` when their sizes differ.
  public func difference(to other: Canvas) -> PictureDifference? {
    guard width == other.width, height == other.height else { return nil }
    var sum = 0
    var maximum = 0
    for (mine, theirs) in zip(pixels, other.pixels) where mine != theirs {
      for (a, b) in [(mine.red, theirs.red), (mine.green, theirs.green), (mine.blue, theirs.blue)] {
        let difference = abs(Int(a) - Int(b))
        sum += difference
        maximum = max(maximum, difference)
      }
    }
    return PictureDifference(mean: Double(sum) / Double(3 * pixels.count), maximum: maximum)
  }

  /// Returns true if this picture and `other` have equal sizes and look alike.
  ///
  /// - Parameters:
  ///   - other: The other picture.
  ///   - meanTolerance: The greatest mean difference, in steps of a component.
  ///   - maximumTolerance: The greatest difference of any component of any pixel.
  public func looksLike(_ other: Canvas, meanTolerance: Double = 0.5, maximumTolerance: Int = 64) -> Bool {
    guard let difference = difference(to: other) else { return false }
    return difference.mean <= meanTolerance && difference.maximum <= maximumTolerance
  }
}
