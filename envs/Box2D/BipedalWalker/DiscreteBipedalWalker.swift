import Raster
import Simulation

/// A ``BipedalWalker`` whose motors know some strengths only, so that an action is one category.
///
/// Each of the four motors' range is divided into as many equal parts as the configuration's
/// ``BipedalWalker/Configuration/actionBins`` says; a choice is a combination of their middles, the last motor's
/// running fastest. All else is the walker's.
public struct DiscreteBipedalWalker: ConfigurableEnvironment {
  /// The walker's configuration.
  public typealias Configuration = BipedalWalker.Configuration

  /// The walker with its choices.
  private(set) var walker: DiscretizeAction<BipedalWalker>

  /// Makes a walker; where `actionBins` is 0, with three strengths a motor.
  public init(_ configuration: Configuration = Configuration()) {
    var configuration = configuration
    if configuration.continuous { configuration.actionBins = 3 }
    let bins = Array(repeating: configuration.actionBins, count: 4)
    walker = DiscretizeAction(BipedalWalker(configuration), bins: bins)
  }

  /// The parameters.
  public var configuration: Configuration { walker.base.configuration }

  /// The walker's random stream.
  public var generator: RandomGenerator {
    get { walker.base.generator }
    set { walker.base.generator = newValue }
  }

  /// The space of the hull's and joints' motions, the contacts and the lidar.
  public var observationSpace: Box<Float> { walker.observationSpace }

  /// The combinations of four motors' strengths.
  public var actionSpace: Discrete { walker.actionSpace }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    walker.reset(seed: seed, into: &observation)
  }

  /// Drives the motors for a fiftieth of a second.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    walker.step(action, into: &observation)
  }
}

extension DiscreteBipedalWalker: Watchable {
  /// The walker's outcome.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? { walker.base.ending(after: status) }

  /// The walker's frame size.
  public var frameSize: Size { walker.base.frameSize }

  /// Draws the walker.
  public func draw(on canvas: inout Canvas) { walker.base.draw(on: &canvas) }
}

extension DiscreteBipedalWalker: LevelledEnvironment {
  /// The length of the walker's levels.
  public static var levelSize: Int { BipedalWalker.levelSize }

  /// Draws the walker's terrain, as a level.
  public static func drawLevel(_ configuration: Configuration, using generator: inout RandomGenerator) -> [Float] {
    BipedalWalker.drawLevel(configuration, using: &generator)
  }

  /// Builds the terrain of all episodes to come.
  public mutating func setLevel(_ level: [Float]?) throws(ConfigurationError) { try walker.base.setLevel(level) }
}

extension BipedalWalker.Configuration {
  /// True if actions are four numbers rather than one category.
  public var continuous: Bool { actionBins == 0 }
}
