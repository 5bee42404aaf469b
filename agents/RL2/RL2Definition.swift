import Safetensors
import Simulation
import Training

/// RL²'s row of the catalogue: PPO with a memory that lasts a trial.
///
/// Duan and others (2016), "RL²: fast reinforcement learning via slow reinforcement learning". A trial is several episodes of
/// one task, and an episode to the agent; its observations tell the last action, its reward, and whether it ended an
/// episode. What the memory makes of them is a learning algorithm of its own, which PPO learns slowly: the memory lasts
/// from one episode to the next and begins anew with a trial, values count what follows in the trial, and nothing follows
/// from its end.
struct RL2Definition: AgentDefinition {
  let name = "rl2"
  let summary = "RL²: a memory that learns within a trial, learned by PPO (Duan et al. 2016)"
  let spaces = "observes trials, as by --wrap episodesPerTrial=2; acts with categories, bits or numbers"
  let presets = RL2Presets.all

  var defaultConfiguration: PPOConfiguration { RL2Presets.base }

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: PPOConfiguration, using generator: inout RandomGenerator
  ) throws -> any Learner {
    let observed = request.environments.specification.observationSpace
    guard observed.isOfTrials else {
      throw ConfigurationError(
        "\(name) learns in trials, which tell of the last action and its reward, and not from \(observed) alone; add --wrap "
          + "episodesPerTrial=2, or =1 where an episode is all there is to a task.")
    }
    guard configuration.memorySize > 0 else {
      throw ConfigurationError("\(name) learns by its memory: memorySize must be above 0, or the agent be ppo.")
    }
    return try PPODefinition().makeLearner(for: &request, configuration, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try NetworkPolicy(from: file, for: task)
  }
}
