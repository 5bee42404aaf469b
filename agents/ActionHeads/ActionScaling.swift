import Simulation

/// The bounds of actions, and the way between them and −1 and 1.
///
/// Numbers without two finite bounds stay as they are.
public struct ActionScaling: Codable, Hashable, Sendable {
  /// The smallest number at each position; the least float there is stands for none.
  public let low: [Float]
  /// The largest number at each position; the greatest float there is stands for none.
  public let high: [Float]

  /// Takes the bounds of a box of floats; `nil` for another space.
  public init?(_ space: SpaceDescriptor) {
    guard case .box(let kind, _, let low, let high) = space, kind == .float32 || kind == .float64 else {
      return nil
    }
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
  func scale(_ actions: borrowing RowBuffer, _ rows: Range<Int>, into scaled: inout MutableSpan<Float>) {
    actions.writeFloats(0..<count, ofField: 0, of: rows, into: &scaled, every: count)
    var position = 0
    for index in 0..<rows.count * count {
      scaled[index] = self.scaled(scaled[index], at: position)
      position = position + 1 == count ? 0 : position + 1
    }
  }
}

extension ActionScaling {
  /// Fills rows of actions with the numbers that numbers on the scale stand for, made for each place among all.
  func unscale(into actions: inout RowBuffer, _ number: (Int) -> Float) {
    var position = 0
    actions.fill { index in
      defer { position = position + 1 == count ? 0 : position + 1 }
      return unscaled(number(index), at: position)
    }
  }

  /// Returns the mean absolute difference of actions, in the units of the environment.
  func meanDifference(of actions: borrowing RowBuffer, to others: borrowing RowBuffer) -> Double {
    func mean<Number: RowScalar & BinaryFloatingPoint>(_: Number.Type) -> Double {
      let (numbers, targets) = (actions.numbers(as: Number.self), others.numbers(as: Number.self))
      var sum = 0.0
      for index in numbers.indices { sum += Double(abs(Float(numbers[index]) - Float(targets[index]))) }
      return sum / Double(numbers.count)
    }
    return actions.layout.kind == .float64 ? mean(Double.self) : mean(Float.self)
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
