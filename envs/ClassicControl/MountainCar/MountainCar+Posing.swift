extension MountainCar: Posable {
  /// Takes both numbers as the state.
  public mutating func pose(as observation: [Float], after action: [Int]?) {
    requireFitting(observation)
    state = State(position: Double(observation[0]), velocity: Double(observation[1]))
  }

  /// The state in single precision.
  public var observation: [Float] { [Float(state.position), Float(state.velocity)] }
}
