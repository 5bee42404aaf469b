import Safetensors

extension RMSprop {
  /// Adds the step count and PyTorch's `square_avg` and `momentum_buffer`.
  public func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(stepCount: stepCount, prefix: prefix)
    writer.add("\(prefix).square_avg", meanSquares)
    writer.add("\(prefix).momentum_buffer", velocities)
  }

  /// Takes the step count, the mean squares and the velocity.
  public mutating func read(from file: SafetensorsFile, prefix: String) throws(SafetensorsError) {
    let stepCount = try file.stepCount(prefix: prefix)
    let squares = try file.array("\(prefix).square_avg", as: Float.self, shape: [meanSquares.count])
    velocities = try file.array("\(prefix).momentum_buffer", as: Float.self, shape: [velocities.count])
    meanSquares = squares
    self.stepCount = stepCount
  }
}
