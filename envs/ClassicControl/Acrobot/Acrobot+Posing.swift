import CMath

extension Acrobot: Posable {
  /// Turns the rods to the angles that the cosines and sines give; only their ratio counts, as what is imagined need not
  /// lie on a circle.
  public mutating func pose(as observation: [Float], after action: [Int]?) {
    requireFitting(observation)
    let numbers = observation.map { Double($0) }
    state = State(
      palaestra_atan2(numbers[1], numbers[0]), palaestra_atan2(numbers[3], numbers[2]), numbers[4], numbers[5])
    lastTorque = action.map { Double($0[0] - 1) } ?? 0
  }

  /// Cosines and sines of both angles, and both velocities.
  public var observation: [Float] {
    let (first, second) = (palaestra_sincos(state[0]), palaestra_sincos(state[1]))
    return [first.cosine, first.sine, second.cosine, second.sine, state[2], state[3]].map { Float($0) }
  }
}
