import NeuralNet
import Safetensors
import Simulation
import Training

extension DQNAgent {
  /// Adds both networks, the optimizer's state, the replay and the counts.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    learner.read { $0.write(to: &writer) }
    writer.add("counts", [Int64(steps), Int64(updateCount)])
    acting?.renamed(Self.actingName).write(to: &writer)
  }

  /// Goes on from a saved state.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    let counts = try file.counts("counts", shape: [2])
    try learner.change { learner in
      try learner.read(from: file)
      learner.updateCount = counts[1]
    }
    steps = counts[0]
    acting = try savedActing(in: file)
  }

  /// The parameters that acted, if they were not those that learned.
  private func savedActing(in file: SafetensorsFile) throws -> Parameters? {
    var saved = online.renamed(Self.actingName)
    guard configuration.overlapsLearning, let name = saved.descriptions.first?.name, file.tensor(name) != nil else {
      return nil
    }
    try saved.read(from: file)
    return saved.renamed("q_net")
  }

  private static var actingName: String { "q_net_acting" }
}

extension DQNLearner {
  /// Adds the parameters, the optimizer's state, the replay and the statistics.
  func write(to writer: inout SafetensorsWriter) {
    online.write(to: &writer)
    target.write(to: &writer)
    average?.write(to: &writer)
    optimizer.write(to: &writer, prefix: "optimizer")
    replay.write(to: &writer)
    writer.metadata["statistics"] = StoredText.text(of: statistics)
    if configuration.overlapsLearning { writer.metadata["learning_generator"] = StoredText.text(of: generator) }
  }

  /// Goes on from a written state.
  mutating func read(from file: SafetensorsFile) throws {
    try online.read(from: file)
    try target.read(from: file)
    try average?.read(from: file)
    try optimizer.read(from: file, prefix: "optimizer")
    try replay.read(
      from: file, encoder: task.encoder, head: task.head)
    if let saved = StoredText.value(LearningStatistics.self, of: file.metadata["statistics"]) { statistics = saved }
    if let saved = StoredText.value(RandomGenerator.self, of: file.metadata["learning_generator"]) {
      generator = saved
    }
  }
}
