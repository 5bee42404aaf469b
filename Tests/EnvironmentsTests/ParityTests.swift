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
      let mask = Taxi.Situation(state: Int(state)).actionMask.map { $0 ? Int8(1) : 0 }
      #expect(mask == Array(masks[6 * index..<6 * index + 6]), "state \(state)")
    }
  }
}

/// Acrobot is chaotic, so each step starts from the recorded state.
@Suite("Parity of Acrobot, step by step")
struct AcrobotParityTests {
  @Test(
    "States within rounding, observations within the last place", arguments: ["Acrobot-v1", "Acrobot-v1_policy"])
  func steps(_ name: String) throws {
    let golden = try GoldenTrajectory<Float, Int64>(name)
    let states = try #require(golden.states)
    let resetStates = try #require(golden.resetStates)
    var environment = Checked(Acrobot())
    for row in golden.seeds.indices {
      var observation: [Float] = environment.reset(seed: golden.seeds[row])
      for step in -1..<golden.stepCount - 1 {
        if let reset = golden.resets[[row, step]] {
          if step >= 0 { observation = environment.reset() }
          expectLastPlace(observation, golden.resetObservations[6 * reset..<6 * reset + 6])
          #expect((0..<4).allSatisfy { environment.base.state[$0] == resetStates[4 * reset + $0] })
        } else {
          let index = 4 * (row * golden.stepCount + step)
          environment.base.state = Acrobot.State(
            states[index], states[index + 1], states[index + 2], states[index + 3])
        }
        let index = row * golden.stepCount + step + 1
        let result: Step<[Float]> = environment.step(Int(golden.actions[index]))
        expectLastPlace(result.observation, golden.observations[6 * index..<6 * index + 6])
        for number in 0..<4 {
          let (ours, theirs) = (environment.base.state[number], states[4 * index + number])
          #expect(abs(ours - theirs) <= 1e-14 * max(1, abs(theirs)), "seed row \(row), step \(step + 1)")
        }
        #expect(result.reward == golden.rewards[index])
        #expect((result.status == .terminated) == (golden.terminated[index] == 1))
      }
    }
  }

  private func expectLastPlace(_ ours: [Float], _ theirs: ArraySlice<Float>) {
    for (our, their) in zip(ours, theirs) {
      #expect(our == their || our.nextUp == their || our.nextDown == their, "\(our) is not \(their)")
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
        let action = Base.ActionSpace.Scalar(golden.actions[index].asDouble)
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
    #expect(environment.generator.bits.state == UInt128(state.state.dropFirst(2), radix: 16))
    #expect(environment.generator.bits.increment == UInt128(state.inc.dropFirst(2), radix: 16))
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
