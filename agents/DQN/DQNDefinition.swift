import Safetensors
import Simulation
import Training

/// DQN's row of the catalogue.
struct DQNDefinition: AgentDefinition {
  let name = "dqn"
  let summary = "Deep Q-learning with a replay and a target network (Mnih et al. 2015)"
  let spaces = "observes numbers, categories or pixels; acts with one category"
  let presets = DQNPresets.all
  let actsWithOneCategory = true

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: DQNConfiguration, using generator: inout RandomGenerator
  ) throws -> any Learner {
    let task = try request.encodedTask()
    try task.encoder.requireConvolvable()
    return try DQNAgent(
      in: task, environmentCount: request.environments.count, configuration: configuration, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try DQNPolicy(from: file, for: task)
  }
}
