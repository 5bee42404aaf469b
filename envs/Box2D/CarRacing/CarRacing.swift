import Raster
import Simulation

/// Drive a car around a random track, seen from above in pixels.
///
/// Counterpart of Gymnasium's `CarRacing-v3`, with its draws, its forces in its order of operations, and its picture;
/// the car's dynamics follow Chris Campbell's tutorial "Top-down car physics". The observation is 96 rows of 96
/// pixels, each red, green and blue from 0 to 255: the road around the car, which always points up, and below it the
/// score, the speed, the spin of the four wheels, the steering and the yaw rate as bars. In the first second the
/// camera comes down from high above.
///
/// | action of ``ContinuousDriving`` | minimum | maximum |
/// |---|---|---|
/// | steering, left to right | -1 | 1 |
/// | gas | 0 | 1 |
/// | brake | 0 | 1 |
///
/// Actions of ``DiscreteDriving``: 0 nothing, 1 steer right, 2 steer left, 3 gas, 4 brake.
///
/// The reward is -0.1 a step and 1000/N for each of the track's N tiles when a wheel first touches it. An episode
/// terminates when all tiles were touched, and with a reward of -100 when the car leaves the field.
public struct CarRacing<Control: DrivingControl>: ConfigurableEnvironment {
  /// The rules, the forces and the colours.
  public typealias Configuration = DrivingConfiguration
  /// The space of actions.
  public typealias ActionSpace = Control.ActionSpace

  /// The parameters.
  public let configuration: DrivingConfiguration
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)
  /// The track of all episodes to come; `nil` draws another one for each.
  public var fixedTrack: RaceTrack?

  var race: CarRace
  private var canvas = Canvas(width: CarRacingPicture.side, height: CarRacingPicture.side)

  /// Makes a race, which stands at the start of seed 0's track until it is reset.
  public init(_ configuration: DrivingConfiguration = DrivingConfiguration()) {
    var configuration = configuration
    configuration.continuous = Control.isContinuous
    self.configuration = configuration
    race = CarRace(configuration)
  }

  /// The space of pictures: 96 by 96 pixels of three bytes.
  public var observationSpace: Box<UInt8> { CarRacingPicture.space }

  /// The control's space of actions.
  public var actionSpace: Control.ActionSpace { Control.actionSpace }

  /// Starts an episode on a new track.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    race.begin(
      drawsColors: configuration.domainRandomize && configuration.randomize, on: fixedTrack, using: &generator)
    observe(into: &observation)
  }

  /// Drives for a fiftieth of a second.
  public mutating func step(
    _ action: Span<Control.ActionSpace.Scalar>, into observation: inout MutableSpan<UInt8>
  ) -> StepResult {
    race.advance(Control.command(for: action))
    observe(into: &observation)
    return race.settle()
  }

  /// Drives for a fiftieth of a second, and draws the picture only if the episode ends.
  public mutating func skip(
    _ action: Span<Control.ActionSpace.Scalar>, into observation: inout MutableSpan<UInt8>
  ) -> StepResult {
    race.advance(Control.command(for: action))
    let score = race.score
    let result = race.settle()
    if result.status.isFinished { observe(showing: score, into: &observation) }
    return result
  }

  /// Draws the picture, with the race's score or one of before.
  private mutating func observe(showing score: Double? = nil, into observation: inout MutableSpan<UInt8>) {
    let scene = RaceScene(race, zoomsIn: configuration.zoomsIn, score: score)
    let (layout, side) = (RaceScene.layout, Double(CarRacingPicture.side))
    canvas.withTransform(.scale(side / layout.width, side / layout.height)) { scene.drawObservation(on: &$0) }
    canvas.copyRGB(into: &observation)
    CarRacingPicture.dim(&observation)
  }
}

/// The parts of ``CarRacing`` that do not depend on the control.
enum CarRacingPicture {
  /// The width and height of an observation.
  static let side = 96
  /// The space of observations, made once: its bounds alone are as large as a picture.
  static let space = Box<UInt8>(low: 0, high: 255, shape: [side, side, 3])

  /// Takes from every byte the 2 that Gymnasium's scaling down to this size takes off in rounding.
  static func dim(_ picture: inout MutableSpan<UInt8>) {
    for index in picture.indices { picture[index] = max(picture[index], 2) &- 2 }
  }
}

extension CarRacing {
  /// The track of the episode.
  public var track: RaceTrack { race.track }

  /// The state of the car and its wheels; setting it moves the bodies of the simulation.
  public var car: CarState {
    get { race.car.state }
    set { race.set(newValue) }
  }

  /// The number of the track's tiles that a wheel has touched.
  public var visitedTileCount: Int { race.visitedCount }

  /// True if the episode ended with a whole lap, false if outside the field; `nil` while it goes on.
  ///
  /// Gymnasium's `info["lap_finished"]`.
  public var lapFinished: Bool? { race.lapFinished }
}
