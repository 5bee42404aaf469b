import Environments
import Physics2D
import Safetensors
import Testing

/// Drives recorded from Gymnasium, one row per seed: actions, rewards, motion and some pictures.
struct CarGolden {
  let seeds: [UInt64] = [0, 1, 3]
  let stepCount: Int
  /// All tracks one after another, four numbers a point.
  let tracks: [[Double]]
  private let actions: [Float]
  private let rewards: [Double]
  private let visited: [Int64]
  private let bodies: GoldenBodies
  private let resetBodies: GoldenBodies
  private let wheels: [Double]
  private let resetWheels: [Double]
  private let frames: [UInt8]
  private let frameIndices: [[Int]: Int]

  init() throws {
    let file = try SafetensorsFile(contentsOf: Golden.url("Parity/CarRacing-v3.safetensors"))
    actions = try file.array("actions", as: Float.self)
    rewards = try file.array("reward", as: Double.self)
    visited = try file.array("tiles_visited", as: Int64.self)
    stepCount = rewards.count / 3
    bodies = try GoldenBodies("bodies", count: 5, in: file)
    resetBodies = try GoldenBodies("reset_bodies", count: 5, in: file)
    wheels = try file.array("wheels", as: Double.self)
    resetWheels = try file.array("reset_wheels", as: Double.self)
    frames = try file.array("frames", as: UInt8.self)
    let places = try file.array("frame_at", as: Int64.self).map { Int($0) }
    frameIndices = Dictionary(
      uniqueKeysWithValues: (0..<places.count / 2).map { ([places[2 * $0], places[2 * $0 + 1]], $0) })
    let points = try file.array("track", as: Double.self)
    var start = 0
    tracks = try file.array("track_length", as: Int64.self).map { length in
      defer { start += 4 * Int(length) }
      return Array(points[start..<start + 4 * Int(length)])
    }
  }

  func action(_ row: Int, _ step: Int) -> [Float] {
    let start = 3 * (row * stepCount + step)
    return Array(actions[start..<start + 3])
  }

  func reward(_ row: Int, _ step: Int) -> Double { rewards[row * stepCount + step] }

  func visited(_ row: Int, _ step: Int) -> Int { Int(visited[row * stepCount + step]) }

  /// The car after a step; step -1 is the reset.
  func car(_ row: Int, _ step: Int) -> CarState {
    let index = step < 0 ? row : row * stepCount + step
    let motions = step < 0 ? resetBodies[index] : bodies[index]
    let wheels = step < 0 ? resetWheels : wheels
    var car = CarState()
    car.hull = motions[0]
    for wheel in 0..<4 {
      let start = 24 * index + 6 * wheel
      car.wheels[wheel].motion = motions[wheel + 1]
      car.wheels[wheel].spin = wheels[start]
      car.wheels[wheel].phase = wheels[start + 1]
      car.wheels[wheel].gas = wheels[start + 2]
      car.wheels[wheel].brake = wheels[start + 3]
      car.wheels[wheel].steeringTarget = wheels[start + 4]
      car.wheels[wheel].steeringAngle = Float(wheels[start + 5])
    }
    return car
  }

  /// What was observed after a step, if that was recorded.
  func frame(_ row: Int, _ step: Int) -> [UInt8]? {
    let size = 96 * 96 * 3
    return frameIndices[[row, step]].map { Array(frames[size * $0..<size * ($0 + 1)]) }
  }

  /// Drives all rows, each step from the state that was recorded before it.
  func replay(
    _ visit: (_ row: Int, _ step: Int, _ race: borrowing CarRacing<ContinuousDriving>, Outcome) throws -> Void
  ) throws {
    for (row, seed) in seeds.enumerated() {
      var race = CarRacing<ContinuousDriving>()
      let first: [UInt8] = race.reset(seed: seed)
      try visit(row, -1, race, Outcome(observation: first, reward: 0))
      for step in 0..<stepCount {
        race.car = car(row, step - 1)
        let result = race.step(action(row, step))
        try visit(row, step, race, Outcome(observation: result.observation, reward: result.reward))
      }
    }
  }

  /// What a step gave.
  struct Outcome {
    let observation: [UInt8]
    let reward: Double
  }
}

extension CarState {
  /// The numbers that motion is compared by: of all bodies, the steering angles and the wheels' spins.
  var numbers: [Float] {
    let motions = [hull] + wheels.indices.map { wheels[$0].motion }
    return motions.flatMap {
      [
        $0.position.x, $0.position.y, $0.angle, $0.linearVelocity.x, $0.linearVelocity.y, $0.angularVelocity,
      ]
    } + wheels.indices.flatMap { [wheels[$0].steeringAngle, Float(wheels[$0].spin)] }
  }
}
