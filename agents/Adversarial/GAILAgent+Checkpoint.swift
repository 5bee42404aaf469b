import Safetensors
import Simulation
import Training

extension GAILAgent {
  /// Adds DQN's state, and the discriminator with its optimizer's state and the learner's own pairs.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    learner.writeCheckpoint(to: &writer)
    judge.discriminator.parameters.write(to: &writer)
    judge.optimizer.write(to: &writer, prefix: "discriminator_optimizer")
    judge.experience.write(to: &writer, prefix: "experience.")
    writer.add("demonstrated_pairs", [Int64(judge.expert.count)])
    writer.metadata["discriminator_statistics"] = StoredText.text(of: judge.statistics)
  }

  /// Goes on from a saved state; the demonstrations must be the same.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    let pairs = try file.array("demonstrated_pairs", as: Int64.self, shape: [1])[0]
    guard pairs == judge.expert.count else {
      throw PolicyFileError(
        "It imitates \(pairs) steps, but the demonstrations have \(judge.expert.count); go on with those of the run "
          + "that wrote it.")
    }
    try learner.readCheckpoint(from: file)
    try judge.discriminator.parameters.read(from: file)
    try judge.optimizer.read(from: file, prefix: "discriminator_optimizer")
    try judge.experience.read(
      from: file, prefix: "experience.", encoder: learner.task.encoder,
      actionCount: learner.network.architecture.actionCount)
    let statistics = file.metadata["discriminator_statistics"]
    if let saved = StoredText.value(DiscriminatorStatistics.self, of: statistics) { judge.statistics = saved }
    steps = learner.steps
    payByDiscriminator()
  }
}
