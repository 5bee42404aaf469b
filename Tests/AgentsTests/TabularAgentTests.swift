import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// An agent's name and how it explores.
struct Variant: Sendable, CustomTestStringConvertible {
  let target: TemporalDifferenceTarget
  let exploration: ExplorationKind

  static let all = TemporalDifferenceTarget.allCases.flatMap { target in
    ExplorationKind.allCases.map { Variant(target: target, exploration: $0) }
  }

  var testDescription: String { "\(target.rawValue), \(exploration)" }

  func agent(environments: Int) -> TabularAgent {
    var configuration = TabularConfiguration()
    configuration.discount = 0.5
    configuration.exploration = exploration
    configuration.temperature = .linear(from: 1, to: 0.1, fraction: 1)
    return TabularAgent(
      target, encoder: .category(Discrete(3)), actionCount: 3, environmentCount: environments,
      configuration: configuration)
  }

  /// Trains on the identity task.
  func train(seed: UInt64 = 0, steps: Int = 2000) throws -> Trainer<TabularAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 20)
    plan.seed = seed
    var trainer = Trainer(
      agent(environments: 4), in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}

@Suite struct TabularAgentTests {
  @Test(arguments: Variant.all)
  func itSolvesTheIdentityTask(variant: Variant) throws {
    #expect(try variant.train().evaluations.last?.evaluation.minimumReturn == 8)
  }

  @Test(arguments: Variant.all)
  func itRepeatsItselfForOneSeed(variant: Variant) throws {
    let values = try variant.train(seed: 1, steps: 400).agent.values
    #expect(try variant.train(seed: 1, steps: 400).agent.values == values)
    #expect(try variant.train(seed: 2, steps: 400).agent.values != values)
  }

  @Test(arguments: Variant.all)
  func aCheckpointBringsItAllBack(variant: Variant) throws {
    let trained = try variant.train(steps: 400).agent
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var other = variant.agent(environments: 4)
    try other.readCheckpoint(from: file.open())
    other.advance(to: 0.99)
    #expect(other.values == trained.values)
    #expect(other.updateCount == 400)
    #expect(other.measurements.last == trained.measurements.last)
  }

  @Test func numbersAreSortedIntoBins() throws {
    var configuration = TabularConfiguration()
    configuration.bins = [4]
    (configuration.binLow, configuration.binHigh) = ([0], [8])
    let box = Box<Float>(low: 0, high: .infinity, shape: [1])
    let encoder = StateEncoder.bins(try configuration.binning(for: box))
    #expect(encoder.stateCount == 4)
    let numbers = RowBuffer([-1, 1, 2, 7, 99] as [Float])
    #expect((0..<5).map { encoder.state(ofRow: $0, numbers) } == [0, 0, 1, 3, 3])
  }

  @Test(arguments: [
    ("bins=4,4", "Observations of 1 numbers need as many bins"), ("bins=0", "Observations of 1 numbers need"),
    ("bins=4", "Bins need finite bounds with binLow below binHigh"),
    ("bins=4 binLow=2 binHigh=1", "Bins need finite bounds with binLow below binHigh"),
    ("bins=1000000000 binLow=0 binHigh=1", "bins=[1000000000] make more than 100 million states"),
    ("bins=8 binLow=1 binHigh=1.0000000000000002", "8 bins from 1.0 to 1.0000000000000002 are too narrow"),
  ])
  func binsThatDoNotWorkAreRefused(settings: String, sentence: String) throws {
    let overrides = try ConfigurationOverrides(parsing: settings.split(separator: " ").map(String.init))
    let configuration = try overrides.applied(to: TabularConfiguration())
    let error = #expect(throws: ConfigurationError.self) {
      try configuration.binning(for: Box<Float>(low: 0, high: .infinity, shape: [1]))
    }
    #expect(error?.description.hasPrefix(sentence) == true)
  }

  @Test(arguments: [
    ("discount=1.5", "discount is 1.5, but must be from 0 to 1."),
    ("epsilon=linear(2,0,1)", "epsilon is linear(2.0,0.0,1.0), but must be from 0 to 1."),
    ("temperature=0", "temperature is 0.0, but must be above 0."),
    ("learningRate=0", "learningRate is 0.0, but must be from 0 to 1, and above 0 at first."),
    ("learningRate=linear(0.5,-1,1)", "learningRate is linear(0.5,-1.0,1.0), but must be from 0 to 1, and"),
  ])
  func settingsThatDoNotWorkAreRefused(setting: String, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationOverrides(parsing: [setting]).applied(to: TabularConfiguration())
    }
    #expect(error?.description.hasPrefix(sentence) == true)
  }
}
