import Safetensors

extension Adam {
  /// Adds the step count and PyTorch's `exp_avg` and `exp_avg_sq`.
  public func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(stepCount: stepCount, prefix: prefix)
    writer.add("\(prefix).exp_avg", firstMoments)
    writer.add("\(prefix).exp_avg_sq", secondMoments)
  }

  /// Takes the step count and the moments.
  public mutating func read(from file: SafetensorsFile, prefix: String) throws(SafetensorsError) {
    let stepCount = try file.stepCount(prefix: prefix)
    let first = try file.array("\(prefix).exp_avg", as: Float.self, shape: [firstMoments.count])
    secondMoments = try file.array("\(prefix).exp_avg_sq", as: Float.self, shape: [secondMoments.count])
    firstMoments = first
    self.stepCount = stepCount
  }
}
