import NeuralNet
import Safetensors
import Training

extension PolicyCloner {
  /// Adds the parameters, the optimizer's state, the normalizer and the statistics.
  func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    average?.write(to: &writer)
    optimizer.write(to: &writer, prefix: "optimizer")
    input.normalizer?.write(to: &writer)
    writer.add("updates", [Int64(updateCount)])
    writer.metadata["statistics"] = StoredText.text(of: statistics)
  }

  /// Goes on from a written state.
  mutating func read(from file: SafetensorsFile) throws {
    let updates = try file.counts("updates", shape: [1])[0]
    try parameters.read(from: file)
    try average?.read(from: file)
    try optimizer.read(from: file, prefix: "optimizer")
    updateCount = updates
    if let saved = StoredText.value(CloningStatistics.self, of: file.metadata["statistics"]) { statistics = saved }
  }
}
