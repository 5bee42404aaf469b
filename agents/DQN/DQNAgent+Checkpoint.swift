import Foundation
import NeuralNet
import Safetensors
import Simulation
import Training

extension DQNAgent {
  /// Adds both networks, the optimizer's state, the replay and the counts.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    online.write(to: &writer)
    target.write(to: &writer)
    optimizer.write(to: &writer, prefix: "optimizer")
    replay.write(to: &writer)
    writer.add("counts", [Int64(steps), Int64(updateCount)])
    writer.metadata["statistics"] = (try? JSONEncoder().encode(statistics)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Goes on with what was saved.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    let counts = try file.array("counts", as: Int64.self, shape: [2])
    guard counts.allSatisfy({ (0...1 << 53).contains($0) }) else {
      throw PolicyFileError("It counts \(counts[0]) steps and \(counts[1]) updates, which cannot be.")
    }
    try online.read(from: file)
    try target.read(from: file)
    try optimizer.read(from: file, prefix: "optimizer")
    try replay.read(
      from: file, observationSpace: features.domain, actionSpace: Discrete(network.architecture.actionCount))
    (steps, updateCount) = (Int(counts[0]), Int(counts[1]))
    if let text = file.metadata["statistics"],
      let saved = try? JSONDecoder().decode(LearningStatistics.self, from: Data(text.utf8))
    {
      statistics = saved
    }
  }
}
