import Physics2D
import Simulation

/// A drive around a random track, which both driving tasks share, whatever they observe.
///
/// At a reset the world is emptied and built anew, so that an episode depends on the random stream alone.
struct CarRace {
  private(set) var track: RaceTrack
  private(set) var colors = RaceColors()
  /// The car, and its wheels' traces.
  private(set) var car: Car
  private(set) var marks = SkidMarks()
  /// The tiles that lost their shade because some part of a car came upon or left them.
  private(set) var isWorn: [Bool]
  private(set) var visitedCount = 0
  /// The sum of all rewards, but for the hundred points that leaving the field costs.
  private(set) var score = 0.0
  /// The time since the start, in seconds.
  private(set) var time = 0.0
  /// True if the episode ended with a whole lap, false if outside the field; `nil` while it goes on.
  private(set) var lapFinished: Bool?

  private var world: PhysicsWorld
  private var isVisited: [Bool]
  private var hasComeAround = false
  /// The part of the score that was given as rewards; tiles that the reset comes upon are paid at the first step.
  private var paidScore = 0.0
  private let lapPart: Double
  private let grip: Grip
  private let timeStep = 1.0 / 50

  /// Lays the track of seed 0 and puts a car on it.
  init(_ configuration: DrivingConfiguration) {
    configuration.requireValid()
    lapPart = configuration.lapCompletePercent
    grip = configuration.grip
    var generator = RandomGenerator(seed: 0)
    if configuration.domainRandomize { colors = RaceColors(using: &generator) }
    let track = RaceTrack(using: &generator)
    var world = PhysicsWorld(gravity: .zero)
    car = Self.build(track, in: &world)
    self.world = world
    self.track = track
    isWorn = [Bool](repeating: false, count: track.tileCount)
    isVisited = isWorn
  }

  /// Starts an episode: draws the colours if they are random, then the track unless one is given, and lets one step
  /// pass.
  mutating func begin(drawsColors: Bool, on fixedTrack: RaceTrack? = nil, using generator: inout RandomGenerator) {
    if drawsColors { colors = RaceColors(using: &generator) }
    if let fixedTrack { track = fixedTrack } else { track.lay(using: &generator) }
    world.removeAll()
    car = Self.build(track, in: &world)
    marks.removeAll()
    Self.clear(&isWorn, count: track.tileCount)
    Self.clear(&isVisited, count: track.tileCount)
    (visitedCount, score, paidScore, time) = (0, 0, 0, 0)
    (lapFinished, hasComeAround) = (nil, false)
    advance()
  }

  /// Lets the car drive for one step; without a command, driver and pedals stay as they are.
  mutating func advance(_ command: DrivingCommand? = nil) {
    if let command { car.take(command) }
    car.push(timeStep, grip, in: &world, marks: &marks)
    world.step(timeStep, velocityIterations: 6 * 30, positionIterations: 2 * 30)
    car.read(from: world)
    time += timeStep
    for index in world.contacts.indices { note(world.contacts[index]) }
  }

  /// Gives the reward of the step that has passed, and says whether it was the last one.
  ///
  /// Apart from ``advance(_:)``, since Gymnasium's picture shows the score in between.
  mutating func settle() -> StepResult {
    score -= 0.1
    let reward = score - paidScore
    paidScore = score
    let place = car.state.hull.position
    if Double(max(abs(place.x), abs(place.y))) > RaceTrack.fieldExtent {
      lapFinished = false
      return .terminated(reward: -100)
    }
    guard visitedCount == track.tileCount || hasComeAround else { return .running(reward: reward) }
    lapFinished = true
    return .terminated(reward: reward)
  }

  /// Puts the car somewhere and gives it a motion.
  mutating func set(_ state: CarState) { car.set(state, in: &world) }
}

extension CarRace {
  /// Lays the road's tiles, which are felt but not bumped into, and puts a car on the first one.
  private static func build(_ track: RaceTrack, in world: inout PhysicsWorld) -> Car {
    let road = world.addBody(.static, tag: Car.Tag.road)
    for index in 0..<track.tileCount {
      let corners = track.corners(ofTile: index)
      let vertices = [4 of Vector2] { Vector2(corners[$0]) }
      world.addPolygon(vertices.span, on: road, isSensor: true, tag: index)
    }
    let start = track.points[0]
    return Car(at: SIMD2(start.x, start.y), heading: start.heading, in: &world)
  }

  private static func clear(_ flags: inout [Bool], count: Int) {
    flags.removeAll(keepingCapacity: true)
    for _ in 0..<count { flags.append(false) }
  }

  private mutating func note(_ contact: ContactEvent) {
    let (tile, part) = contact.a.bodyTag == Car.Tag.road ? (contact.a, contact.b) : (contact.b, contact.a)
    guard tile.bodyTag == Car.Tag.road else { return }
    isWorn[tile.fixtureTag] = true
    guard part.bodyTag >= Car.Tag.firstWheel else { return }
    car.count(contact.phase == .began ? 1 : -1, onWheel: part.bodyTag - Car.Tag.firstWheel)
    if contact.phase == .began { visit(tile.fixtureTag) }
  }

  private mutating func visit(_ tile: Int) {
    guard !isVisited[tile] else { return }
    isVisited[tile] = true
    visitedCount += 1
    score += 1000 / Double(track.tileCount)
    if tile == 0, Double(visitedCount) / Double(track.tileCount) > lapPart { hasComeAround = true }
  }
}
