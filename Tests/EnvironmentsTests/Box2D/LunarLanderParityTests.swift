import Environments
import Physics2D
import Safetensors
import Simulation
import Testing

/// Gymnasium's recorded landers: the draws exactly, the motion as far as Box2D 2.4 follows 2.3.
@Suite("LunarLander beside Gymnasium")
struct LunarLanderParityTests {
  private static let switched = ["LunarLander-v3", "LunarLander-v3_policy", "LunarLander-v3_wind"]
  private static let throttled = ["LunarLanderContinuous-v3", "LunarLanderContinuous-v3_policy"]

  @Test("moves alike from every stored state, over the same ground, with the same draws", arguments: switched)
  func switchedEngines(_ name: String) throws {
    try compare(name, Lander<SwitchedEngines>.self, as: Int64.self) { Int($0) }
  }

  @Test("moves alike with throttles", arguments: throttled)
  func throttledEngines(_ name: String) throws {
    try compare(name, Lander<ThrottledEngines>.self, as: Float.self) { $0 }
  }

  @Test("follows every episode's first steps", arguments: switched)
  func firstStepsSwitched(_ name: String) throws {
    try followFirstSteps(name, Lander<SwitchedEngines>.self, as: Int64.self) { Int($0) }
  }

  @Test("follows every episode's first steps with throttles", arguments: throttled)
  func firstStepsThrottled(_ name: String) throws {
    try followFirstSteps(name, Lander<ThrottledEngines>.self, as: Float.self) { $0 }
  }
}

private func configuration(of name: String) -> LunarLanderConfiguration {
  var configuration = LunarLanderConfiguration()
  configuration.enableWind = name.hasSuffix("_wind")
  return configuration
}

/// Sets the lander to every stored state, steps once and compares.
private func compare<Controls: LanderControls, Action: SafetensorsElement>(
  _ name: String, _: Lander<Controls>.Type, as _: Action.Type,
  _ convert: (Action) -> Controls.ActionSpace.Scalar
) throws {
  let golden = try LanderGolden<Action>(name)
  var comparison = MotionComparison(name)
  for (row, seed) in golden.run.seeds.enumerated() {
    var lander = Lander<Controls>(configuration(of: name))
    for step in -1..<golden.run.stepCount {
      if step >= 0 {
        let before = lander.bodies
        let result = lander.step(golden.action(row, step).map(convert))
        // A reset forces the legs into their joints' limits, which still works in the joints' impulses a step later.
        let isFirst = golden.run.resets[[row, step - 1]] != nil
        let kind = isFirst ? .stopped : before.kind(of: golden.bodies(row, step), over: lander.terrain)
        let expected = golden.observation(row, step)
        let (position, reward) = (
          largestDifference(result.observation, expected), abs(result.reward - golden.reward(row, step))
        )
        comparison.add(kind, observation: position, reward: reward)
        lander.bodies = golden.bodies(row, step)
      }
      guard let reset = golden.run.resets[[row, step]] else { continue }
      _ = lander.reset(seed: step < 0 ? seed : nil)
      let ground = (0..<LanderTerrain.pointCount).flatMap { [lander.terrain[$0].x, lander.terrain[$0].y] }
      try #require(ground == golden.ground(reset), "the ground of seed \(seed) after step \(step)")
      lander.bodies = golden.resetBodies(reset)
    }
    try golden.expectGenerator(lander.generator, after: seed)
  }
  comparison.conclude(atLeast: 150, and: [.resting, .stopped])
}

/// Lets every episode run freely from its reset for twenty steps and compares.
private func followFirstSteps<Controls: LanderControls, Action: SafetensorsElement>(
  _ name: String, _: Lander<Controls>.Type, as _: Action.Type,
  _ convert: (Action) -> Controls.ActionSpace.Scalar
) throws {
  let golden = try LanderGolden<Action>(name)
  var comparison = MotionComparison(name)
  for (row, seed) in golden.run.seeds.enumerated() {
    var lander = Lander<Controls>(configuration(of: name))
    var (elapsed, resetDifference) = (1000, 0.0)
    for step in -1..<golden.run.stepCount {
      if step >= 0, elapsed < 20 {
        elapsed += 1
        let result = lander.step(golden.action(row, step).map(convert))
        let difference = largestDifference(result.observation, golden.observation(row, step))
        try #require(difference < 1e-3, "seed \(seed), step \(step)")
        if elapsed == 1 {
          let reward = abs(result.reward - golden.reward(row, step))
          comparison.add(.reset, observation: resetDifference, reward: reward)
        }
      } else if step >= 0 {
        // The draws of the steps in between, so that the next reset finds the stream where it was recorded.
        _ = (lander.generator.uniform(-1, 1), lander.generator.uniform(-1, 1))
      }
      guard let reset = golden.run.resets[[row, step]] else { continue }
      let observation = lander.reset(seed: step < 0 ? seed : nil)
      resetDifference = largestDifference(observation, golden.resetObservation(reset))
      elapsed = 0
    }
  }
  comparison.report()
  // The reset makes a step: what differs in it is the joints' stop, and rewards are a hundred times as far apart.
  #expect(comparison.observations[.reset]?.largest ?? .infinity < 5e-4)
  #expect(comparison.rewards[.reset]?.largest ?? .infinity < 5e-3)
}

/// A recorded run of landers.
private struct LanderGolden<Action: SafetensorsElement> {
  let run: GoldenTrajectory<Float, Action>
  private let name: String
  private let states: GoldenBodies
  private let resetStates: GoldenBodies
  private let terrain: [Double]

  init(_ name: String) throws {
    self.name = name
    run = try GoldenTrajectory(name)
    states = try GoldenBodies("bodies", count: 3, in: run.file)
    resetStates = try GoldenBodies("reset_bodies", count: 3, in: run.file)
    terrain = try run.file.array("reset_terrain", as: Double.self)
  }

  func action(_ row: Int, _ step: Int) -> ArraySlice<Action> {
    let size = run.actions.count / run.rewards.count
    let start = size * (row * run.stepCount + step)
    return run.actions[start..<start + size]
  }

  func observation(_ row: Int, _ step: Int) -> ArraySlice<Float> {
    let start = 8 * (row * run.stepCount + step)
    return run.observations[start..<start + 8]
  }

  func resetObservation(_ reset: Int) -> ArraySlice<Float> { run.resetObservations[8 * reset..<8 * reset + 8] }

  func reward(_ row: Int, _ step: Int) -> Double { run.rewards[row * run.stepCount + step] }

  func ground(_ reset: Int) -> [Double] { Array(terrain[22 * reset..<22 * reset + 22]) }

  func bodies(_ row: Int, _ step: Int) -> LanderBodies {
    LanderBodies(states[row * run.stepCount + step], touching: observation(row, step).suffix(2))
  }

  func resetBodies(_ reset: Int) -> LanderBodies {
    LanderBodies(resetStates[reset], touching: resetObservation(reset).suffix(2))
  }

  func expectGenerator(_ generator: RandomGenerator, after seed: UInt64) throws {
    let state = try #require(try GoldenIndex.load().files[name]?.generators["\(seed)"])
    #expect(generator.bits.state == UInt128(state.state.dropFirst(2), radix: 16), "the stream of seed \(seed)")
    #expect(generator.bits.increment == UInt128(state.inc.dropFirst(2), radix: 16))
  }
}

extension LanderBodies {
  fileprivate init(_ bodies: [BodyMotion], touching: ArraySlice<Float>) {
    self.init(
      hull: bodies[0], firstLeg: bodies[1], secondLeg: bodies[2], firstLegTouches: touching.first == 1,
      secondLegTouches: touching.last == 1)
  }

  /// What happens in the step from here to `next`.
  fileprivate func kind(of next: LanderBodies, over terrain: LanderTerrain) -> MotionComparison.Kind {
    if isNear(terrain) || next.isNear(terrain) { return .touching }
    let joints = jointStates + next.jointStates
    if joints.contains(where: \.isStopped) { return .stopped }
    return joints.contains(where: \.isAtLimit) ? .resting : .free
  }

  private var jointStates: [JointState] {
    [
      JointState(angle: firstLeg.angle - hull.angle + 0.05, speed: firstLeg.angularVelocity - hull.angularVelocity),
      JointState(
        angle: hull.angle - secondLeg.angle + 0.05, speed: hull.angularVelocity - secondLeg.angularVelocity),
    ]
  }

  /// Whether a foot, or the hull's middle, is near the ground, or touched it before.
  private func isNear(_ terrain: LanderTerrain) -> Bool {
    if firstLegTouches || secondLegTouches { return true }
    return [(hull, 0.6), (firstLeg, 0.35), (secondLeg, 0.35)].contains { body, margin in
      let x = min(max(Double(body.position.x), 0), 19.999)
      let left = Int(x / 2)
      let ground = terrain[left].y + (terrain[left + 1].y - terrain[left].y) * (x / 2 - Double(left))
      return Double(body.position.y) - margin < ground + 0.1
    }
  }
}

/// A leg's joint, its angle counted towards the upper limit.
private struct JointState {
  let angle: Float
  let speed: Float

  /// Whether it is at a limit, which are at 0.4 and 0.9 radians.
  var isAtLimit: Bool { angle < 0.402 || angle > 0.898 }

  /// Whether it moves within a step's way of a limit, or is far beyond one.
  var isStopped: Bool { (abs(speed) > 0.01 && (angle < 0.408 || angle > 0.892)) || angle < 0.36 || angle > 0.94 }
}
