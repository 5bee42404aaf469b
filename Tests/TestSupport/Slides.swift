import Simulation

/// Pictures made by a rule, another one each step.
public struct Slides: Environment {
  /// Pictures of the shape that the environment was made with.
  public let observationSpace: Box<UInt8>
  /// True if one choice is not allowed with some of the pictures.
  public let masksActions: Bool
  private var count = 0

  /// Makes an environment that shows pictures of a shape.
  public init(shape: [Int], masksActions: Bool = false) {
    observationSpace = Box(low: 0, high: 255, shape: shape)
    self.masksActions = masksActions
  }

  /// Two choices without effect.
  public var actionSpace: Discrete { Discrete(2) }

  /// Shows the first picture.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    count = 0
    show(in: &observation)
  }

  /// Shows the next picture.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    count += 1
    show(in: &observation)
    return .running(reward: 0)
  }

  /// Allows the first choice with two of three pictures, the second with one of two.
  public func writeActionMask(into mask: inout MutableSpan<Bool>) {
    mask[0] = count % 3 > 0
    mask[1] = count % 2 > 0
  }

  private func show(in observation: inout MutableSpan<UInt8>) {
    for pixel in observation.indices {
      observation[pixel] = UInt8((pixel * pixel * 31 + pixel * 17 + count * 101) % 256)
    }
  }
}
