import CMath
import Raster
import Simulation

/// Drive a car around a random track, observed in numbers rather than pixels.
///
/// The race is that of ``CarRacing``: the same tracks, forces, actions and rewards for the same seed. What is observed
/// is what a driver would read off instruments and road; a unit is one of the physics, in which the road is 13.3 wide.
///
/// | index | observation | unit | minimum | maximum |
/// |---|---|---|---|---|
/// | 0 | speed forward | 50 units per second | -4 | 4 |
/// | 1 | speed to the right | 50 units per second | -4 | 4 |
/// | 2 | yaw rate, positive to the left | 5 radians per second | -4 | 4 |
/// | 3 | steering angle, positive to the left | 0.4 radians | -1 | 1 |
/// | 4–7 | slip of the wheels: front left, front right, rear left, rear right; how much faster the tread runs than the car | 50 units per second | -4 | 4 |
/// | 8 | part of the wheels that are on the road | | 0 | 1 |
/// | 9 | distance from the centre line, positive to the right | half the road's width | -5 | 5 |
/// | 10, 11 | sine and cosine of the angle against the road, positive to the left | | -1 | 1 |
/// | 12–21 | curvature at the next ten points of the road, 3.5 units apart, positive to the left | 0.31 radians from point to point | -1 | 1 |
/// | 22–32 | distance to the road's edge in eleven directions, from left over ahead to right | 50 units | 0 | 1 |
///
/// Numbers beyond their bounds are set to the bound.
public struct CarRacingFeatures<Control: DrivingControl>: ConfigurableEnvironment {
  /// The rules and the forces; the colours are seen in the window only.
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
  private(set) var position: RoadPosition

  /// Makes a race, which stands at the start of seed 0's track until it is reset.
  public init(_ configuration: DrivingConfiguration = DrivingConfiguration()) {
    var configuration = configuration
    configuration.continuous = Control.isContinuous
    self.configuration = configuration
    let race = CarRace(configuration)
    position = RoadPosition(of: race.car.state, on: race.track)
    self.race = race
  }

  /// The space of instruments, place on the road, curvatures and distances; see the table above.
  public var observationSpace: Box<Float> { DrivingFeatures.space }

  /// The control's space of actions.
  public var actionSpace: Control.ActionSpace { Control.actionSpace }

  /// Starts an episode on a new track.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    race.begin(
      drawsColors: configuration.domainRandomize && configuration.randomize, on: fixedTrack, using: &generator)
    position = RoadPosition(of: race.car.state, on: race.track)
    DrivingFeatures.write(race.car.state, position, race.track, into: &observation)
  }

  /// Drives for a fiftieth of a second.
  public mutating func step(
    _ action: Span<Control.ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    race.advance(Control.command(for: action))
    position.follow(race.car.state, on: race.track)
    DrivingFeatures.write(race.car.state, position, race.track, into: &observation)
    return race.settle()
  }
}

extension CarRacingFeatures {
  /// The track of the episode.
  public var track: RaceTrack { race.track }

  /// The state of the car and its wheels; setting it moves the bodies of the simulation.
  public var car: CarState {
    get { race.car.state }
    set {
      race.set(newValue)
      position = RoadPosition(of: race.car.state, on: race.track)
    }
  }

  /// The number of the track's tiles that a wheel has touched.
  public var visitedTileCount: Int { race.visitedCount }

  /// True if the episode ended with a whole lap, false if outside the field; `nil` while it goes on.
  public var lapFinished: Bool? { race.lapFinished }
}
