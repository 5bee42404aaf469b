import Safetensors
import Simulation
import Training

/// AlphaZero's row of the catalogue.
struct AlphaZeroDefinition: AgentDefinition {
  let name = "alphazero"
  let summary = "Plays against itself, each move by a search that a network guides (Silver et al. 2018)"
  let spaces = "plays games of two seats on boards"
  let presets = AlphaZeroPresets.all
  let learnsFrom: LearningSources = .selfPlay

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: AlphaZeroConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    guard let game = request.game else {
      throw ConfigurationError(
        "alphazero plays games of two seats, and \(request.environment) is none; choose one such as FourInARow-v0.")
    }
    return try learner(of: game, configuration, threads: request.plan.threads, using: &generator)
  }

  private func learner(
    of game: some Game, _ configuration: AlphaZeroConfiguration, threads: Int,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    try AlphaZeroLearner(game, configuration: configuration, threads: threads, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try AlphaZeroPolicy(from: file, for: task)
  }
}
