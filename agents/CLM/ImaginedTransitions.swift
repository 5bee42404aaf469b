import Simulation

/// The newest transitions that were imagined, to be learned from like those of a replay.
///
/// Each leads over up to k steps: its return is the discounted sum of their rewards, its discount what is left of the
/// value of the state that they lead to.
struct ImaginedTransitions: TransitionSource, Sendable {
  let capacity: Int
  let observationSize: Int
  /// The number of transitions.
  var count: Int { returns.count }
  var observations: [Float] = []
  var actions: [Int] = []
  var returns: [Float] = []
  var discounts: [Float] = []
  var nextObservations: [Float] = []
  var next = 0

  init(capacity: Int, observationSize: Int) {
    self.capacity = capacity
    self.observationSize = observationSize
  }

  /// Keeps a transition in place of the oldest.
  mutating func append(
    from observation: ArraySlice<Float>, _ action: Int, return value: Float, discount: Float,
    to nextObservation: ArraySlice<Float>
  ) {
    guard count == capacity else {
      observations += observation
      nextObservations += nextObservation
      actions.append(action)
      returns.append(value)
      discounts.append(discount)
      return
    }
    let numbers = next * observationSize..<(next + 1) * observationSize
    observations.replaceSubrange(numbers, with: observation)
    nextObservations.replaceSubrange(numbers, with: nextObservation)
    actions[next] = action
    returns[next] = value
    discounts[next] = discount
    next = (next + 1) % capacity
  }

  /// Forgets all.
  mutating func removeAll() { self = ImaginedTransitions(capacity: capacity, observationSize: observationSize) }

  mutating func sample(count: Int, into batch: inout ReplayBatch, using generator: inout RandomGenerator) {
    batch.resize(to: count)

    for sample in 0..<count {
      let row = generator.integers(0..<self.count)
      var observation = batch.observations.mutableRow(sample, as: Float.self)
      for index in 0..<observationSize { observation[index] = observations[row * observationSize + index] }
      var next = batch.nextObservations.mutableRow(sample, as: Float.self)
      for index in 0..<observationSize { next[index] = nextObservations[row * observationSize + index] }
      batch.actions[sample, as: Int.self] = actions[row]
      batch.returns[sample] = returns[row]
      batch.discounts[sample] = discounts[row]
      batch.indices[sample] = -1
      batch.weights[sample] = 1
    }
  }
}
