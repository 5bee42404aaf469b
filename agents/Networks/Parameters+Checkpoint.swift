import NeuralNet
import Training

// Networks know nothing of training runs: what a checkpoint keeps of them is said here.

extension Parameters: Checkpointable {
  /// Exchanges every parameter under its name and with its shape.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    let current = values
    var found: [Float] = []
    var start = 0
    for description in descriptions {
      let end = start + description.shape.elementCount
      var numbers = scope.isReading ? [] : Array(current[start..<end])
      try scope.exchange(description.name, &numbers, shape: Array(description.shape))
      if scope.isReading { found += numbers }
      start = end
    }
    if scope.isReading { values = found }
  }

  /// Throws unless the scope holds all parameters of a network: before memory for them is taken, since a kilobyte can
  /// describe layers of terabytes.
  static func check(_ network: some Layer, named name: String, in scope: inout CheckpointScope) throws {
    for description in network.parameters.named(name) {
      try scope.check(description.name, as: Float.self, shape: Array(description.shape))
    }
  }
}

extension Adam: Checkpointable {
  /// Exchanges the number of steps and the moments.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    var state = state
    try scope.exchange("step", count: &state.stepCount)
    for index in state.moments.indices {
      try scope.exchange(state.moments[index].name, &state.moments[index].numbers)
    }
    if scope.isReading { self.state = state }
  }
}
