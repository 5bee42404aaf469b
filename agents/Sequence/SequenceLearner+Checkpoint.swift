import NeuralNet
import Safetensors
import Simulation
import Training

extension SequenceLearner {
  /// Adds the parameters, the optimizer's state, the count, and the statistics.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    best?.write(to: &writer)
    optimizer.write(to: &writer, prefix: "optimizer")
    writer.add("counts", [Int64(updateCount)])
    writer.metadata["tasks"] = StoredText.text(of: tasks)
    writer.metadata["statistics"] = StoredText.text(of: statistics)
    writer.metadata["validation"] = StoredText.text(of: validation)
  }

  /// Goes on from a saved state; the demonstrations must be the same.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    guard let saved = StoredText.value([SequenceTask].self, of: file.metadata["tasks"]), saved == tasks else {
      throw PolicyFileError(
        "The run has learned from other demonstrations than these; resume it with the datasets that it began with.")
    }
    let counts = try file.counts("counts", shape: [1])
    guard
      let statistics = StoredText.value(SequenceStatistics.self, of: file.metadata["statistics"]),
      let validation = StoredText.value(SequenceValidation.self, of: file.metadata["validation"]),
      statistics.tasks.count == tasks.count, validation.tasks.count == tasks.count
    else {
      throw PolicyFileError("Its metadata has no usable 'statistics' and 'validation' of \(tasks.count) tasks.")
    }
    try readParameters(from: file)
    try optimizer.read(from: file, prefix: "optimizer")
    (self.statistics, self.validation, updateCount) = (statistics, validation, counts[0])
  }

  private mutating func readParameters(from file: SafetensorsFile) throws {
    var best = parameters.renamed(Self.bestName)
    let hasBest = best.descriptions.first.map { file.tensor($0.name) != nil } ?? false
    if hasBest { try best.read(from: file) }
    try parameters.read(from: file)
    self.best = hasBest ? best : nil
  }

  /// The prefix of the names of the best parameters.
  static var bestName: String { "best" }
}
