import Safetensors

extension Adam {
  /// Adds the moments and the number of steps.
  public func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(prefix + "first_moments", firstMoments)
    writer.add(prefix + "second_moments", secondMoments)
    writer.add(prefix + "step_count", [Int64(stepCount)])
  }

  /// Goes on with moments that were saved.
  public mutating func read(from file: SafetensorsFile, prefix: String) throws {
    firstMoments = try file.array(prefix + "first_moments", as: Float.self, shape: [firstMoments.count])
    secondMoments = try file.array(prefix + "second_moments", as: Float.self, shape: [secondMoments.count])
    stepCount = Int(try file.array(prefix + "step_count", as: Int64.self, shape: [1])[0])
  }
}
