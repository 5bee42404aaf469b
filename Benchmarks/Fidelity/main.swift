// Holds what a run of `clm` imagines against the simulator, step by step from the true states: in the steps of the run
// that its world has not learned from, and in episodes that the run has never seen, played by its policy and at random.
//
//   swift run -c release fidelity RUN [episodes]

import Agents
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// Real steps, each with the imagined one in its place.
struct Comparison {
  private(set) var real: [[Float]] = []
  private(set) var made: [[Float]] = []
  private(set) var rewards: [(real: Double, made: Double)] = []
  private(set) var ends: [(real: Bool, made: Bool)] = []
  private(set) var states: [[Float]] = []

  mutating func append(
    _ state: [Float], _ successor: [Float], reward: Double, isEnd: Bool, _ dream: DreamStep
  ) {
    states.append(state)
    real.append(successor)
    made.append(dream.state)
    rewards.append((reward, Double(dream.reward)))
    ends.append((isEnd, dream.end > 0.5))
  }

  /// The deviation of a number among the states.
  private func deviation(_ index: Int) -> Double {
    let values = states.map { Double($0[index]) }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)).squareRoot()
  }

  func table() -> String {
    let size = real[0].count
    var lines = ["| | mean error / deviation | root mean square / deviation |", "|---|---|---|"]
    for index in 0..<size {
      let errors = zip(real, made).map { Double($0[index] - $1[index]) }
      let mean = errors.map(abs).reduce(0, +) / Double(errors.count)
      let square = (errors.map { $0 * $0 }.reduce(0, +) / Double(errors.count)).squareRoot()
      let deviation = max(deviation(index), 1e-9)
      lines.append(
        String(format: "| number %d | %.2f %% | %.2f %% |", index, 100 * mean / deviation, 100 * square / deviation)
      )
    }
    let reward = rewards.map { abs($0.real - $0.made) }.reduce(0, +) / Double(rewards.count)
    let right = ends.count { $0.real && $0.made }
    let all = ends.count { $0.real } + ends.count { $0.made }
    lines.append("")
    lines.append(
      String(
        format: "%d steps, %d of them ends. Mean error of rewards %.3f.", real.count, ends.count { $0.real }, reward
      ))
    lines.append(String(format: "F1 of ends %.3f.", all == 0 ? 1 : 2 * Double(right) / Double(all)))
    let fidelity = SampleFidelity(made: changes(made), real: changes(real), size: size)
    lines.append(
      String(
        format: "Changes of state: density %.2f, coverage %.2f, novelty %.2f.", fidelity.density, fidelity.coverage,
        fidelity.novelty))
    return lines.joined(separator: "\n")
  }

  /// Up to a thousand changes of state, each number in units of its real changes' size.
  private func changes(_ successors: [[Float]]) -> [Float] {
    let rows = stride(from: 0, to: states.count, by: max(1, states.count / 1000))
    let units = states[0].indices.map { index -> Float in
      let squares = zip(real, states).map { next, state -> Float in
        let change = next[index] - state[index]
        return change * change
      }
      return max((squares.reduce(0, +) / Float(squares.count)).squareRoot(), 1e-6)
    }
    return rows.flatMap { row in units.indices.map { (successors[row][$0] - states[row][$0]) / units[$0] } }
  }
}

let url = URL(filePath: CommandLine.arguments[1])
let episodes = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 40
let run = try RunFolder(opening: url)
let task = try Catalog.entry(run.configuration.environment).task(run.configuration.environmentOverrides)
guard let stage = task.makeStage() as? any Stage<Float, Int>, case .discrete(let actionCount, _) = task.actionSpace
else {
  throw ConfigurationError("\(run.configuration.environment) does not observe numbers and act with one category.")
}
let checkpoint = try SafetensorsFile(contentsOf: url.appending(path: "checkpoint.safetensors"))
let world = try DreamWorld(
  from: checkpoint, settings: run.configuration.agentConfiguration, actionCount: actionCount)
let stored = try AgentCatalog.policy(
  from: SafetensorsFile(contentsOf: url.appending(path: "policy.safetensors")),
  for: PolicyTask(
    environment: run.configuration.environment, observationSpace: task.observationSpace,
    actionSpace: task.actionSpace))
guard var policy = stored as? any Policy<Float, Int> else {
  throw ConfigurationError("The policy observes no numbers.")
}

/// Plays episodes, and imagines each of their steps.
func compare(_ seeds: Range<UInt64>, _ choose: ([Float], inout RandomGenerator) -> Int) -> Comparison {
  var (comparison, random) = (Comparison(), RandomGenerator(seed: 0))
  for seed in seeds {
    var state = stage.reset(seed: seed)
    while true {
      let action = choose(state, &random)
      let dream = world.step(state, action, using: &random)
      let step = stage.step([action])
      comparison.append(
        state, step.observation, reward: step.reward, isEnd: step.status == .terminated, dream)
      state = step.observation
      if step.status.isFinished { break }
    }
  }
  return comparison
}

/// Imagines the steps of the run that its world has not learned from.
func compareHeldOut() throws -> Comparison {
  var (comparison, random) = (Comparison(), RandomGenerator(seed: 0))
  guard let batch = try world.heldOutTransitions(in: checkpoint) else {
    throw ConfigurationError("The run has held out no steps yet; train on.")
  }
  let dreams = world.steps(batch.observations, batch.actions, using: &random)
  for (row, dream) in dreams.enumerated() {
    let numbers = row * world.stateSize..<(row + 1) * world.stateSize
    comparison.append(
      Array(batch.observations[numbers]), Array(batch.nextObservations[numbers]),
      reward: Double(batch.returns[row]), isEnd: batch.discounts[row] == 0, dream)
  }
  return comparison
}

print("Steps of the run that its world has not learned from:\n")
print(try compareHeldOut().table())
let seeds = 9_000_000..<9_000_000 + UInt64(episodes)
print("\nIts policy's actions:\n")
print(
  compare(seeds) { state, random in
    var action = [0]
    policy.act(on: state, into: &action, using: &random)
    return action[0]
  }.table())
print("\nActions of chance:\n")
print(compare(seeds) { _, random in random.integers(0..<actionCount) }.table())
