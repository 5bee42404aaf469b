import Agents
import ArgumentParser
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// A comparison of what a run of `clm` imagines with the simulator, step by step from the true states.
struct Fidelity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fidelity",
    abstract: "Holds what a run of clm imagines against the simulator, step by step from the true states.",
    discussion: """
      Compared are the steps of the run that its world has not learned from, and episodes that the run has never seen, \
      played by its policy and at random.
      """)

  @Argument(help: "The run's folder.") var folder: String
  @Argument(help: "How many episodes.") var episodes: UInt64 = 40

  func run() throws {
    let dreamer = try Dreamer(opening: URL(filePath: folder))
    show("Steps of the run that its world has not learned from:\n")
    show(try dreamer.compareHeldOut().table())
    let seeds = 9_000_000..<9_000_000 + episodes
    var policy = dreamer.policy
    show("\nIts policy's actions:\n")
    show(
      dreamer.compare(seeds) { state, random in
        var action = RowBuffer([0])
        policy.act(on: RowBuffer(state, rowShape: [state.count]), into: &action, using: &random)
        return action[0]
      }.table())
    show("\nActions of chance:\n")
    show(dreamer.compare(seeds) { _, random in random.integers(0..<dreamer.actionCount) }.table())
  }
}

/// A run's world and policy beside the simulator.
private struct Dreamer {
  let policy: any Policy
  let actionCount: Int
  private let stage: any Stage
  private let world: DreamWorld
  private let checkpoint: SafetensorsFile

  init(opening folder: URL) throws {
    let configuration = try RunFolder(opening: folder).configuration
    let task = try Catalog.standard.entry(configuration.environment).task(configuration.environmentOverrides)
    guard task.observationSpace.layout.kind == .float32, case .discrete(let count, _) = task.actionSpace else {
      throw ConfigurationError("\(configuration.environment) does not observe numbers and act with one category.")
    }
    checkpoint = try SafetensorsFile(contentsOf: folder.appending(path: "checkpoint.safetensors"))
    world = try DreamWorld(from: checkpoint, settings: configuration.agentConfiguration, actionCount: count)
    let stored = try AgentCatalog.standard.policy(
      from: SafetensorsFile(contentsOf: folder.appending(path: "policy.safetensors")),
      for: task.specification)
    (policy, stage, actionCount) = (stored, task.makeStage(), count)
  }

  /// Plays episodes, and imagines each of their steps.
  func compare(_ seeds: Range<UInt64>, _ choose: ([Float], inout RandomGenerator) -> Int) -> Comparison {
    var (comparison, random) = (Comparison(), RandomGenerator(seed: 0))
    var observation = RowBuffer(stage.specification.observationLayout, count: 1)
    var action = RowBuffer(stage.specification.actionLayout, count: 1)
    for seed in seeds {
      stage.reset(seed: seed, into: &observation)
      var status = EpisodeStatus.running
      while !status.isFinished {
        let state: [Float] = observation.array()
        action[0] = choose(state, &random)
        let dream = world.step(state, action[0], using: &random)
        let step = stage.step(action, into: &observation)
        comparison.append(
          state, observation.array(), reward: step.reward, isEnd: step.status == .terminated, dream)
        status = step.status
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
    let dreams = world.steps(batch.observations.array(), batch.actions.array(), using: &random)
    for (row, dream) in dreams.enumerated() {
      comparison.append(
        batch.observations.array(ofRow: row), batch.nextObservations.array(ofRow: row),
        reward: Double(batch.returns[row]), isEnd: batch.discounts[row] == 0, dream)
    }
    return comparison
  }
}
