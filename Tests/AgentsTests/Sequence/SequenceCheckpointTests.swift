import Demonstrations
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct SequenceCheckpointTests {
  private var configuration: SequenceConfiguration {
    var configuration = Toys.configuration
    configuration.earlyStopping = true
    configuration.dropout = 0.1
    configuration.validationInterval = 7
    return configuration
  }

  private func learner(_ demonstrations: [Demonstrations]) throws -> SequenceLearner {
    try Toys.learner(demonstrations, for: "Identity", configuration)
  }

  @Test("A run that was stopped goes on as if it had not stopped")
  func resuming() throws {
    let plan = TrainingPlan(steps: 40, evaluationInterval: 20, evaluationEpisodes: 4)
    let folders = try [TemporaryFolder(), TemporaryFolder()]
    func trainer(_ folder: TemporaryFolder) throws -> Trainer<SequenceLearner> {
      let configuration = RunConfiguration(
        environment: "Identity", environmentOverrides: ConfigurationOverrides(), agent: "sequence", preset: nil,
        agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: plan)
      let url = folder.file("run")
      let isNew = try folder.names().isEmpty
      return Trainer(
        try learner([Toys.identity(), Toys.recall()]), evaluatingIn: Identity.batch(of: 4), plan: plan,
        folder: isNew ? try RunFolder(creating: configuration, at: url) : try RunFolder(opening: url))
    }
    var straight = try trainer(folders[0])
    try straight.run()

    var questions = 0
    var first = try trainer(folders[1])
    try first.run(shouldStop: {
      questions += 1
      return questions > 16
    })
    #expect(first.steps < 20)
    var second = try trainer(folders[1])
    try second.resume()
    try second.run()
    #expect(second.agent.parameters.values == straight.agent.parameters.values)
    #expect(second.agent.best?.values == straight.agent.best?.values)
    #expect(second.agent.measurements == straight.agent.measurements)
    #expect(second.evaluations.map(\.meanReturn) == straight.evaluations.map(\.meanReturn))
  }

  @Test("A run is not resumed with other demonstrations")
  func others() throws {
    let saved = try learner([Toys.identity()])
    let file = try StoredFile { try saved.writeCheckpoint(to: &$0) }
    var other = try learner([Toys.identity(50, seed: 9), Toys.recall()])
    let error = #expect(throws: CheckpointError.self) { try other.readCheckpoint(from: file.open()) }
    #expect(
      error?.description
        == "The run has learned from other demonstrations than these; resume it with the datasets that it began with."
    )
  }
}
