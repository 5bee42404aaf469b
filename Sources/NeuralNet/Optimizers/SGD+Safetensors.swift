import Safetensors

extension SGD {
  /// Adds the step count and PyTorch's `momentum_buffer`.
  public func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(stepCount: stepCount, prefix: prefix)
    writer.add("\(prefix).momentum_buffer", velocities)
  }

  /// Takes the step count and the velocity.
  public mutating func read(from file: SafetensorsFile, prefix: String) throws(SafetensorsError) {
    let stepCount = try file.stepCount(prefix: prefix)
    velocities = try file.array("\(prefix).momentum_buffer", as: Float.self, shape: [velocities.count])
    self.stepCount = stepCount
  }
}
