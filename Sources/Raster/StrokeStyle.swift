/// The style of a line: its width, ends, corners and dashes.
public struct StrokeStyle: Hashable, Sendable {
  /// The cap: the shape of a line's ends.
  public enum Cap: Hashable, Sendable {
    /// Straight, at the last point.
    case butt
    /// In a half circle around the last point.
    case round
    /// Straight, half a width beyond the last point.
    case square
  }

  /// The join: the shape of a line's corners.
  public enum Join: Hashable, Sendable {
    /// Pointed, as long as the point is no longer than four half widths; otherwise flattened.
    case miter
    /// In an arc around the corner.
    case round
    /// Flattened.
    case bevel
  }

  /// The width in logical units.
  public var width: Double
  /// The shape of open ends, and of the ends of dashes.
  public var cap: Cap
  /// The shape of corners.
  public var join: Join
  /// The lengths in logical units that are drawn and left out by turns; empty for a solid line.
  public var dashes: [Double]

  /// A style; what is not given makes a solid line with round ends and corners.
  public init(width: Double, cap: Cap = .round, join: Join = .round, dashes: [Double] = []) {
    precondition(width >= 0 && width.isFinite, "A line's width is 0 or more, not \(width)")
    precondition(
      dashes.isEmpty || (dashes.allSatisfy { $0 >= 0 } && dashes.contains { $0 > 0 }),
      "Dashes are lengths of 0 or more, not all 0: \(dashes)")
    self.width = width
    self.cap = cap
    self.join = join
    self.dashes = dashes
  }
}
