import Simulation

/// The bounds of actions, and the way between them and −1 and 1.
///
/// Numbers without two finite bounds stay as they are.
public struct ActionScaling: Codable, Equatable, Sendable {
  /// The smallest number at each position; the least float there is stands for none.
  public let low: [Float]
  /// The largest number at each position; the greatest float there is stands for none.
  public let high: [Float]

  /// Takes the bounds of a box of floats; `nil` for another space.
  public init?(_ space: SpaceDescriptor) {
    guard case .box(.float32, _, let low, let high) = space else { return nil }
    let most = Float.greatestFiniteMagnitude
    self.low = low.map { max(Float($0), -most) }
    self.high = high.map { min(Float($0), most) }
  }

  /// The number of components of an action.
  public var count: Int { low.count }

  /// Returns true if a position has both bounds.
  public func isBounded(_ position: Int) -> Bool {
    low[position] > -.greatestFiniteMagnitude && high[position] < .greatestFiniteMagnitude
  }

  /// A number on the scale from −1 to 1; not beyond it where there are bounds.
  public func scaled(_ number: Float, at position: Int) -> Float {
    guard isBounded(position) else { return number }
    let width = high[position] - low[position]
    guard width > 0 else { return 0 }
    return min(max((2 * number - low[position] - high[position]) / width, -1), 1)
  }

  /// The number that a number on the scale stands for; not beyond the bounds.
  public func unscaled(_ number: Float, at position: Int) -> Float {
    guard isBounded(position) else { return number }
    let (low, high) = (low[position], high[position])
    return min(max(low + (number + 1) / 2 * (high - low), low), high)
  }

  /// Writes rows on the scale.
  func scale(_ actions: Span<Float>, into scaled: inout MutableSpan<Float>) {
    var position = 0
    for index in actions.indices {
      scaled[index] = self.scaled(actions[index], at: position)
      position = position + 1 == count ? 0 : position + 1
    }
  }
}

extension ActionScaling {
  private enum Key: String, CodingKey { case low, high }

  /// Reads bounds; the file they come from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    low = try container.decode([Float].self, forKey: .low)
    high = try container.decode([Float].self, forKey: .high)
    guard !low.isEmpty, low.count == high.count else {
      throw FeatureCount.refusal(of: [low.count, high.count], in: decoder)
    }
  }
}
