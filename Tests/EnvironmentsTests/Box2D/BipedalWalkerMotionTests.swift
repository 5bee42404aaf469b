import Environments
import Simulation
import Testing

/// Gymnasium's walkers, followed step by step: from each recorded state one step must lead to the next one.
///
/// Gymnasium has Box2D 2.3, whose joints at their limits and contacts differ from those of 2.4.1; in between the two
/// agree.
@Suite("The walker's motion")
struct BipedalWalkerMotionTests {
  @Test(
    "A reset gives what Gymnasium's gives, and in free flight a step leads where Gymnasium's does",
    arguments: [
      ("BipedalWalker-v3", false), ("BipedalWalker-v3_policy", false), ("BipedalWalkerHardcore-v3", true),
    ])
  func freeFlight(name: String, hardcore: Bool) throws {
    try followed(name, hardcore: hardcore).conclude(atLeast: 50)
  }

  private func followed(_ name: String, hardcore: Bool) throws -> MotionComparison {
    let golden = try GoldenTrajectory<Float, Float>(name)
    let bodies = try GoldenBodies("bodies", count: 5, in: golden.file)
    let resetBodies = try GoldenBodies("reset_bodies", count: 5, in: golden.file)
    var walker = BipedalWalker(BipedalWalker.Configuration(hardcore: hardcore))
    var comparison = MotionComparison(name)
    for (row, seed) in golden.seeds.enumerated() {
      var before: [Float] = []
      for step in -1..<golden.stepCount {
        let index = row * golden.stepCount + step
        if step >= 0 {
          let action = Array(golden.actions[4 * index..<4 * index + 4])
          let after = Array(golden.observations[24 * index..<24 * index + 24])
          let result: Step<[Float]> = walker.step(action)
          comparison.add(
            kind([before, after, result.observation], golden.terminated[index] == 1),
            observation: largestDifference(result.observation, after),
            reward: abs(result.reward - golden.rewards[index]))
          before = after
          walker.motions = bodies[index]
        }
        if let reset = golden.resets[[row, step]] {
          let observation = walker.reset(seed: step < 0 ? seed : nil)
          before = Array(golden.resetObservations[24 * reset..<24 * reset + 24])
          #expect(zip(observation, before).allSatisfy { abs($0 - $1) < 1e-5 }, "reset of seed \(seed)")
          walker.motions = resetBodies[reset]
        }
      }
    }
    return comparison
  }

  private func kind(_ observations: [[Float]], _ hasEnded: Bool) -> MotionComparison.Kind {
    if hasEnded || observations.contains(where: { $0[8] == 1 || $0[13] == 1 }) { return .touching }
    let isAtLimit = observations.contains { observation in
      [4, 9].contains { !(-0.75...1.05).contains(observation[$0]) }
        || [6, 11].contains { !(-0.55...0.85).contains(observation[$0]) }
    }
    return isAtLimit ? .stopped : .free
  }
}
