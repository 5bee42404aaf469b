import Simulation

extension ReplayBuffer {
  /// Fills a batch with transitions drawn with replacement; weights correct for unequal priorities in full.
  ///
  /// See ``sample(count:importanceExponent:into:using:)``, whose exponent is 1 here.
  @inlinable
  public func sample(
    count: Int, into batch: inout ReplayBatch<Observation, Action>, using generator: inout RandomGenerator
  ) {
    sample(count: count, importanceExponent: 1, into: &batch, using: &generator)
  }

  /// Fills a batch with transitions drawn with replacement.
  ///
  /// - Parameters:
  ///   - count: How many transitions to draw.
  ///   - exponent: How far the weights correct for unequal priorities, the paper's β: from 0, not at all, to 1, in
  ///     full; meant to rise to 1 over a run. Without effect where all are equally likely.
  ///   - batch: Receives the transitions; no allocation if its shape stays the same.
  ///   - generator: Where chance comes from.
  /// - Precondition: Something was appended.
  @inlinable
  public func sample(
    count: Int, importanceExponent exponent: Double, into batch: inout ReplayBatch<Observation, Action>,
    using generator: inout RandomGenerator
  ) {
    precondition(!isEmpty, "nothing can be drawn from a replay to which nothing was appended")
    precondition((0...1).contains(exponent), "the importance exponent is \(exponent), but must be between 0 and 1")
    batch.resize(count: count, observationSize: stackDepth * observationSize, actionSize: actionSize)
    batch.resizePlaces(stackDepth: stackDepth)
    if let priorities {
      draw(from: priorities, exponent, &batch.indices, &batch.weights, using: &generator)
    } else {
      draw(&batch.indices, &batch.weights, using: &generator)
    }
    // One array after the other: the memory's latencies of many rows overlap.
    locate(batch.indices, &batch.rows, &batch.places)
    batch.observations.gather(rowsOf: observationSize, at: batch.places, from: observations)
    batch.actions.gather(rowsOf: actionSize, at: batch.rows, from: actions)
    sumRewards(batch.indices, &batch.returns, &batch.discounts, &batch.places)
    batch.nextObservations.gather(
      rowsOf: observationSize, at: batch.places, from: observations, or: finalObservations)
  }

  /// Draws transitions that are equally likely.
  @inlinable
  func draw(_ indices: inout [Int], _ weights: inout [Float], using generator: inout RandomGenerator) {
    let stored = (end - count)..<end
    for sample in indices.indices {
      indices[sample] = generator.integers(stored)
      weights[sample] = 1
    }
  }

  /// Finds the rows of transitions, and of the frames that were acted on.
  @inlinable
  func locate(_ indices: [Int], _ rows: inout [Int], _ places: inout [Int]) {
    for sample in indices.indices {
      let row = row(of: indices[sample])
      rows[sample] = row
      places[(sample + 1) * stackDepth - 1] = row
      placeFrames(before: row, ofSample: sample, &places)
    }
  }

  /// Sums each transition's rewards, and finds the frames of what was observed after the last of them.
  @inlinable
  func sumRewards(
    _ indices: [Int], _ returns: inout [Float], _ discounts: inout [Float], _ places: inout [Int]
  ) {
    for sample in indices.indices {
      let window = window(from: indices[sample])
      returns[sample] = Float(window.sum)
      discounts[sample] = Float(window.discount)
      let isFinal = statuses[window.last].isFinished
      // A final observation stands behind the last row's in its stack; any other is the next row's.
      places[(sample + 1) * stackDepth - 1] =
        isFinal ? ~Int(finalPlaces[window.last]) : row(after: window.last)
      placeFrames(behind: window.last, ofSample: sample, &places)
    }
  }

  /// The rewards from a transition on, up to `returnSteps` of them, an episode's end or the newest transition.
  @inlinable
  func window(from first: Int) -> (sum: Double, discount: Double, last: Int) {
    var (sum, factor) = (0.0, 1.0)
    var (index, row) = (first, row(of: first))
    let limit = min(end, first + returnSteps * environmentCount)
    while true {
      sum += factor * Double(rewards[row])
      factor *= discount
      index += environmentCount
      if statuses[row].isFinished || index >= limit { break }
      row = self.row(after: row)
    }
    return (sum, factor * statuses[row].continuation, row)
  }

  /// Places the older frames of a stack whose newest frame is in `row`.
  @inlinable
  func placeFrames(before row: Int, ofSample sample: Int, _ places: inout [Int]) {
    guard stackDepth > 1 else { return }
    placeFrames(behind: earlierFrame(row), ofSample: sample, &places)
  }

  /// Places the older frames of a stack, of which the second newest is in `row`.
  @inlinable
  func placeFrames(behind row: Int, ofSample sample: Int, _ places: inout [Int]) {
    var row = row
    for frame in stride(from: stackDepth - 2, through: 0, by: -1) {
      places[sample * stackDepth + frame] = row
      row = earlierFrame(row)
    }
  }

  /// The row of the frame before, or the same row at the beginning of an episode.
  @inlinable
  func earlierFrame(_ row: Int) -> Int {
    let before = self.row(before: row)
    return before < statuses.count && statuses[before] == .running ? before : row
  }
}
