import Environments
import Safetensors
import Simulation
import Testing

/// Gymnasium's recorded trajectories, reproduced: observations, rewards, flags, resets and random streams.
@Suite("Parity with Gymnasium")
struct ParityTests {
  @Test("CartPole", arguments: ["CartPole-v1", "CartPole-v1_policy"])
  func cartPole(_ name: String) throws {
    try replay(name, TimeLimit(CartPole(), steps: 500), as: Float.self, Int64.self)
  }

  @Test("MountainCar", arguments: ["MountainCar-v0", "MountainCar-v0_policy"])
  func mountainCar(_ name: String) throws {
    try replay(name, TimeLimit(MountainCar(), steps: 200), as: Float.self, Int64.self)
  }

  @Test("MountainCarContinuous", arguments: ["MountainCarContinuous-v0", "MountainCarContinuous-v0_policy"])
  func mountainCarContinuous(_ name: String) throws {
    try replay(name, TimeLimit(MountainCarContinuous(), steps: 999), as: Float.self, Float.self)
  }

  /// Acrobot is chaotic: one bit lost anywhere would soon be another trajectory.
  @Test("Acrobot", arguments: ["Acrobot-v1", "Acrobot-v1_policy"])
  func acrobot(_ name: String) throws {
    try replay(name, TimeLimit(Acrobot(), steps: 500), as: Float.self, Int64.self)
  }

  @Test("Pendulum")
  func pendulum() throws {
    try replay("Pendulum-v1", TimeLimit(Pendulum(), steps: 200), as: Float.self, Float.self)
  }

  @Test("FrozenLake")
  func frozenLake() throws {
    try replay("FrozenLake-v1", TimeLimit(FrozenLake(), steps: 100), as: Int64.self, Int64.self)
  }

  @Test("FrozenLake on firm ice")
  func firmFrozenLake() throws {
    var configuration = FrozenLake.Configuration()
    configuration.isSlippery = false
    try replay(
      "FrozenLake-v1_not_slippery", TimeLimit(FrozenLake(configuration), steps: 100), as: Int64.self, Int64.self)
  }

  @Test("FrozenLake 8x8")
  func largeFrozenLake() throws {
    try replay(
      "FrozenLake8x8-v1", TimeLimit(FrozenLake(.init(map: .eightByEight)), steps: 200), as: Int64.self, Int64.self)
  }

  @Test("Taxi")
  func taxi() throws {
    try replay("Taxi-v4", TimeLimit(Taxi(), steps: 200), as: Int64.self, Int64.self)
  }

  @Test("CliffWalking", arguments: [("CliffWalking-v1", false), ("CliffWalkingSlippery-v1", true)])
  func cliffWalking(_ name: String, isSlippery: Bool) throws {
    let cliff = CliffWalking(.init(isSlippery: isSlippery))
    try replay(name, TimeLimit(cliff, steps: .max), as: Int64.self, Int64.self)
  }

  @Test("Blackjack")
  func blackjack() throws {
    try replay("Blackjack-v1", TimeLimit(Blackjack(), steps: .max), as: Int64.self, Int64.self)
  }

  @Test("Taxi's action mask")
  func taxiActionMask() throws {
    let golden = try GoldenTrajectory<Int64, Int64>("Taxi-v4")
    let masks = try golden.file.array("action_mask", as: Int8.self)
    for (index, state) in golden.observations.enumerated() {
      let mask = (0..<6).map { Taxi.Situation(state: Int(state)).changes(by: $0) ? Int8(1) : 0 }
      #expect(mask == Array(masks[6 * index..<6 * index + 6]), "state \(state)")
    }
  }
}

/// Plays a recorded run again and compares everything exactly.
private func replay<Base: RandomizedEnvironment, Observation: SafetensorsElement, Action: SafetensorsElement>(
  _ name: String, _ limited: TimeLimit<Base>, as _: Observation.Type, _: Action.Type
) throws where Observation: BinaryConvertible, Action: BinaryConvertible {
  let golden = try GoldenTrajectory<Observation, Action>(name)
  let generators = try #require(try GoldenIndex.load().files[name]).generators
  let size = limited.observationSpace.scalarCount
  for (row, seed) in golden.seeds.enumerated() {
    var environment = Checked(limited)
    var elapsed = 0
    for step in -1..<golden.stepCount {
      if step >= 0 {
        let index = row * golden.stepCount + step
        let action = Base.ActionSpace.Scalar(clamping: golden.actions[index].asDouble)
        let result: Step<[Base.ObservationSpace.Scalar]> = environment.step([action])
        elapsed += 1
        let expected = golden.observations[size * index..<size * (index + 1)].map(\.asDouble)
        try #require(result.observation.map(\.asDouble) == expected, "observation of seed \(seed), step \(step)")
        try #require(result.reward == golden.rewards[index], "reward of seed \(seed), step \(step)")
        try #require((result.status == .terminated) == (golden.terminated[index] == 1))
        // Gymnasium's time limit raises its flag also on a last step that terminates.
        let truncated = result.status == .truncated || elapsed == limited.steps
        try #require(truncated == (golden.truncated[index] == 1))
      }
      if let reset = golden.resets[[row, step]] {
        let observation: [Base.ObservationSpace.Scalar] = environment.reset(seed: step < 0 ? seed : nil)
        elapsed = 0
        let expected = golden.resetObservations[size * reset..<size * (reset + 1)].map(\.asDouble)
        try #require(observation.map(\.asDouble) == expected, "reset of seed \(seed) after step \(step)")
      }
    }
    let state = try #require(generators["\(seed)"])
    #expect(environment.stream?.bits.state == UInt128(state.state.dropFirst(2), radix: 16))
    #expect(environment.stream?.bits.increment == UInt128(state.inc.dropFirst(2), radix: 16))
  }
}

/// Numbers that a double holds exactly, so that recorded and played ones can be compared.
protocol BinaryConvertible {
  var asDouble: Double { get }
}

extension Float: BinaryConvertible { var asDouble: Double { Double(self) } }
extension Int64: BinaryConvertible { var asDouble: Double { Double(self) } }

extension SpaceScalar {
  fileprivate var asDouble: Double { Double(floatValue) }
}
