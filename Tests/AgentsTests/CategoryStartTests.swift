import Demonstrations
import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Categories that start elsewhere than 0: counted from there by the environment, from 0 by tables and networks.
@Suite("Categories that start at 5")
struct CategoryStartTests {
  /// Demonstrations whose categories start at 1, as a dataset from elsewhere may have them.
  private var demonstrations: Demonstrations {
    let episodes = (0..<4).map { shift in
      let shown = (0..<9).map { ($0 + shift) % 3 + 1 }
      return Episode(
        observations: shown, actions: Array(shown.dropLast()), rewards: [Double](repeating: 1, count: 8),
        ending: .terminated)
    }
    let space = SpaceDescriptor.discrete(count: 3, start: 1)
    return Demonstrations(
      name: "mine", environment: nil, observationSpace: space, actionSpace: space, episodes: episodes)
  }

  @Test(
    "are learned, and acted with from the file",
    arguments: ["q-learning", "dqn", "gail", "bc"])
  func trained(name: String) throws {
    let entry = try AgentCatalog.standard.entry(named: name)
    let environments = Identity.batch(of: 2, startingAt: 5)
    let plan = TrainingPlan(steps: 600, environments: 2, evaluationInterval: 300, evaluationEpisodes: 2)
    var request = TrainingRequest(
      environments: environments, evaluationEnvironments: Identity.batch(of: 2, startingAt: 5), plan: plan)
    if entry.learnsFrom.contains(.demonstrations) { request.demonstrations = [demonstrations] }
    let folder = try TemporaryFolder()
    var run = try entry.prepare(request)
    run.folder = try RunFolder(
      creating: RunConfiguration(
        environment: "Identity", environmentOverrides: ConfigurationOverrides(), agent: name, preset: nil,
        agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: plan),
      at: folder.file("run"))
    // An action out of range ends the program in `Identity.step`.
    _ = try run.run(report: { _ in }, shouldStop: { false })

    let space = SpaceDescriptor.discrete(count: 3, start: 5)
    var policy = try entry.loadPolicy(
      SafetensorsFile(contentsOf: folder.file("run/policy.safetensors")),
      TaskSpecification(observationSpace: space, actionSpace: space))
    var actions = [0, 0, 0]
    var generator = RandomGenerator(seed: 0)
    policy.act(on: [5, 6, 7], into: &actions, using: &generator)
    #expect(actions.allSatisfy { (5..<8).contains($0) }, "\(actions)")
  }
}
