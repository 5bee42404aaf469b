import Simulation

/// A light that is pushed along a wall and observed in a picture: a small noncopyable environment.
///
/// Each step on the middle fifth of the wall is worth 1; leaving the wall terminates the episode. The type of `Control`
/// says how it is pushed.
public struct Spotlight<Control: SpotlightControl>: ConfigurableEnvironment, ~Copyable {
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)
  /// Where the light is, from 0 to 1.
  public private(set) var position = 0.5
  private let configuration: SpotlightConfiguration

  /// Hangs up the light.
  public init(_ configuration: SpotlightConfiguration) { self.configuration = configuration }

  /// A grey picture of the wall.
  public var observationSpace: Box<UInt8> {
    Box(low: 0, high: 255, shape: [configuration.height, configuration.width])
  }
  /// How the light is pushed.
  public var actionSpace: Control.ActionSpace { Control.actionSpace }

  /// Starts somewhere around the middle.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    position = generator.uniform(0.2, 0.8)
    show(in: &observation)
  }

  /// Pushes the light.
  public mutating func step(
    _ action: Span<Control.ActionSpace.Scalar>, into observation: inout MutableSpan<UInt8>
  ) -> StepResult {
    position += 0.08 * Control.push(action)
    show(in: &observation)
    let reward = abs(position - 0.5) < 0.1 ? 1.0 : 0.0
    return (0...1).contains(position) ? .running(reward: reward) : .terminated(reward: reward)
  }

  private func show(in observation: inout MutableSpan<UInt8>) {
    let width = Double(configuration.width)
    for pixel in observation.indices {
      let distance = abs((Double(pixel % configuration.width) + 0.5) / width - position)
      observation[pixel] = UInt8(255 * max(0, 1 - 2 * distance))
    }
  }
}

/// The picture of a ``Spotlight``, and how it is pushed.
public struct SpotlightConfiguration: EnvironmentConfiguration {
  /// The picture's size in pixels.
  public var width = 12, height = 6
  /// Whether it is pushed by numbers.
  public var continuous = false

  /// A small picture and buttons.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.continuous, "continuous", "True if it is pushed by numbers.")
    Setting(\.width, "width", "The picture's width, in pixels.", in: 1...)
    Setting(\.height, "height", "The picture's height, in pixels.", in: 1...)
  }
}

/// A way to push a light.
public protocol SpotlightControl {
  /// The space of actions.
  associatedtype ActionSpace: Space
  /// The space of actions.
  static var actionSpace: ActionSpace { get }
  /// How far an action pushes, from -1 to 1.
  static func push(_ action: Span<ActionSpace.Scalar>) -> Double
}

/// Pushes by nothing, to the left, or to the right.
public enum Buttons: SpotlightControl {
  /// Three buttons.
  public static var actionSpace: Discrete { Discrete(3) }
  /// As far as can be.
  public static func push(_ action: Span<Int>) -> Double {
    action[0] == 0 ? 0 : action[0] == 1 ? -1 : 1
  }
}

/// Pushes by a number.
public enum Slider: SpotlightControl {
  /// From left to right.
  public static var actionSpace: Box<Float> { Box(low: -1, high: 1, shape: [1]) }
  /// As far as asked for.
  public static func push(_ action: Span<Float>) -> Double { Double(action[0]) }
}

extension Spotlight {
  /// Pushes the light to the middle: away from the side of the picture that is brighter.
  ///
  /// - Parameter action: The action for a push, from -1 to 1.
  public static func heuristic(
    _ action: @escaping @Sendable (Double) -> Control.ActionSpace.Scalar
  ) -> ScriptedPolicy {
    ScriptedPolicy(observing: UInt8.self, acting: Control.ActionSpace.Scalar.self) { picture in
      let (left, right) = (Int(picture[0]), Int(picture[SpotlightConfiguration().width - 1]))
      return action(Double(left - right) / 255)
    }
  }
}
