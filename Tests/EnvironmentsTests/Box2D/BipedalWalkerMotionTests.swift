import Environments
import Foundation
import Physics2D
import Simulation
import Testing

/// Gymnasium's walkers, followed step by step: from each recorded state one step must lead to the next one.
///
/// Gymnasium has Box2D 2.3, whose joints at their limits and contacts differ from those of 2.4.1; in between the two
/// agree. Set `PALAESTRA_PARITY_TABLE` to a file to have the differences written there.
@Suite("The walker's motion")
struct BipedalWalkerMotionTests {
  @Test(
    "A reset gives what Gymnasium's gives, and in free flight a step leads where Gymnasium's does",
    arguments: [
      ("BipedalWalker-v3", false), ("BipedalWalker-v3_policy", false), ("BipedalWalkerHardcore-v3", true),
    ])
  func freeFlight(name: String, hardcore: Bool) throws {
    let differences = try followed(name, hardcore: hardcore)
    let flight = try #require(differences[.flight])
    #expect(flight.count > 50 && flight.observation.greatest < 2e-4 && flight.reward.greatest < 2e-4)
    if let path = ProcessInfo.processInfo.environment["PALAESTRA_PARITY_TABLE"] {
      try append(differences.map { "| \(name) | \($0.key.rawValue) | \($0.value) |" }.sorted(), to: path)
    }
  }

  /// What a step passes through.
  private enum Phase: String {
    case flight = "free flight"
    case limit = "free, a joint near its limit"
    case contact = "in contact"
  }

  private func followed(_ name: String, hardcore: Bool) throws -> [Phase: StepDifferences] {
    let golden = try GoldenTrajectory<Float, Float>(name)
    let bodies = try BodyRecord(golden.file.array("bodies", as: Float.self))
    let resetBodies = try BodyRecord(golden.file.array("reset_bodies", as: Float.self))
    var walker = BipedalWalker(BipedalWalker.Configuration(hardcore: hardcore))
    var differences: [Phase: StepDifferences] = [:]
    for (row, seed) in golden.seeds.enumerated() {
      var before: [Float] = []
      for step in -1..<golden.stepCount {
        let index = row * golden.stepCount + step
        if step >= 0 {
          let action = Array(golden.actions[4 * index..<4 * index + 4])
          let after = Array(golden.observations[24 * index..<24 * index + 24])
          let result: Step<[Float]> = walker.step(action)
          let phase = phase([before, after, result.observation], golden.terminated[index] == 1)
          differences[phase, default: StepDifferences()].add(
            result.observation, after, result.reward, golden.rewards[index])
          before = after
          walker.motions = bodies.motions(at: index)
        }
        if let reset = golden.resets[[row, step]] {
          let observation = walker.reset(seed: step < 0 ? seed : nil)
          before = Array(golden.resetObservations[24 * reset..<24 * reset + 24])
          #expect(zip(observation, before).allSatisfy { abs($0 - $1) < 1e-5 }, "reset of seed \(seed)")
          walker.motions = resetBodies.motions(at: reset)
        }
      }
    }
    return differences
  }

  private func phase(_ observations: [[Float]], _ hasEnded: Bool) -> Phase {
    if hasEnded || observations.contains(where: { $0[8] == 1 || $0[13] == 1 }) { return .contact }
    let isAtLimit = observations.contains { observation in
      [4, 9].contains { !(-0.75...1.05).contains(observation[$0]) }
        || [6, 11].contains { !(-0.55...0.85).contains(observation[$0]) }
    }
    return isAtLimit ? .limit : .flight
  }

  private func append(_ lines: [String], to path: String) throws {
    let url = URL(fileURLWithPath: path)
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    try (text + lines.joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
  }
}

/// Recorded bodies: position, angle, velocity and angular velocity of five in a row.
private struct BodyRecord {
  let numbers: [Float]

  init(_ numbers: [Float]) { self.numbers = numbers }

  func motions(at index: Int) -> [BodyMotion] {
    (0..<5).map { body in
      let start = (index * 5 + body) * 6
      return BodyMotion(
        position: Vector2(numbers[start], numbers[start + 1]), angle: numbers[start + 2],
        linearVelocity: Vector2(numbers[start + 3], numbers[start + 4]), angularVelocity: numbers[start + 5])
    }
  }
}

/// How far steps led apart.
private struct StepDifferences: CustomStringConvertible {
  struct Spread {
    var greatest = 0.0
    var sum = 0.0

    mutating func add(_ difference: Double) {
      greatest = max(greatest, difference)
      sum += difference
    }
  }

  var count = 0
  var observation = Spread()
  var reward = Spread()

  mutating func add(_ ours: [Float], _ theirs: [Float], _ ourReward: Double, _ theirReward: Double) {
    count += 1
    observation.add(zip(ours, theirs).map { Double(abs($0 - $1)) }.max() ?? .nan)
    reward.add(abs(ourReward - theirReward))
  }

  var description: String {
    let numbers = [
      observation.greatest, observation.sum / Double(count), reward.greatest, reward.sum / Double(count),
    ]
    return ([String(count)] + numbers.map { String(format: "%.1e", $0) }).joined(separator: " | ")
  }
}
