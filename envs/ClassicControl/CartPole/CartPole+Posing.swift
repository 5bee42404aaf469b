extension CartPole: Posable {
  /// Takes the four numbers as the state.
  public mutating func pose(as observation: [Float], after action: [Int]?) {
    requireFitting(observation)
    state = State(
      position: Double(observation[0]), velocity: Double(observation[1]), angle: Double(observation[2]),
      angularVelocity: Double(observation[3]))
  }

  /// The state in single precision.
  public var observation: [Float] {
    [state.position, state.velocity, state.angle, state.angularVelocity].map { Float($0) }
  }
}
