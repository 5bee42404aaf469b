import Simulation

/// A head whose targets are normal numbers: means, and deviations times standard normal numbers.
public protocol NormalHead: ActionHead {
  /// Returns the target that a standard normal number stands for; 0 stands for the mean.
  ///
  /// - Parameters:
  ///   - index: The place among the targets of all rows.
  ///   - outputs: The network's outputs, one row after the other.
  ///   - noise: The standard normal number.
  func target(_ index: Int, from outputs: Span<Float>, noise: Float) -> Float
}

extension NormalHead {
  /// Writes the targets that given standard normal numbers stand for, one number for each.
  func write(_ noise: Span<Float>, from outputs: Span<Float>, into targets: inout MutableSpan<Float>) {
    precondition(
      noise.count == targets.count, "\(noise.count) normal numbers are not those of \(targets.count) targets")
    for index in targets.indices { targets[index] = target(index, from: outputs, noise: noise[index]) }
  }

  /// Draws around the means.
  public func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>,
    using generator: inout RandomGenerator
  ) {
    for index in targets.indices {
      targets[index] = target(index, from: outputs, noise: Float(generator.standardNormal()))
    }
  }
}
