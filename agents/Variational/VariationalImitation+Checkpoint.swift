import NeuralNet
import Safetensors
import Simulation
import Training

extension VariationalImitation {
  /// Adds the parameters, the optimizer's state, the order of the steps, and the counts of the steps.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    average?.write(to: &writer)
    optimizer.write(to: &writer, prefix: "optimizer")
    sampler.write(to: &writer)
    input.normalizer?.write(to: &writer)
    writer.add("updates", [Int64(updateCount)])
    writer.add("demonstrated_steps", [training, heldOut].map { Int64($0.count) })
    writer.metadata["statistics"] = StoredText.text(of: statistics)
    writer.metadata["score"] = StoredText.text(of: score)
  }

  /// Goes on from a saved state, with the same demonstrations.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    let counts = try file.array("demonstrated_steps", as: Int64.self, shape: [2])
    let normalizer = try ObservationNormalizer(from: file, featureCount: input.featureCount)
    guard counts == [training, heldOut].map({ Int64($0.count) }), normalizer == input.normalizer else {
      throw PolicyFileError(
        "It was learning from other demonstrations: \(counts[0]) steps and \(counts[1]) held out, where there are "
          + "\(training.count) and \(heldOut.count) now.")
    }
    let updates = try file.counts("updates", shape: [1])[0]
    try parameters.read(from: file)
    try average?.read(from: file)
    try optimizer.read(from: file, prefix: "optimizer")
    try sampler.read(from: file)
    updateCount = updates
    if let saved = StoredText.value(CloningStatistics.self, of: file.metadata["statistics"]) { statistics = saved }
    if let saved = StoredText.value(VariationalScore.self, of: file.metadata["score"]) { score = saved }
  }
}
