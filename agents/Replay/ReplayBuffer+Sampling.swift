import Simulation

extension ReplayBuffer {
  /// Returns an empty batch for such transitions.
  public func makeBatch() -> ReplayBatch {
    ReplayBatch(
      observations: observations.layout, actions: actions.layout, maskSize: masks?.stride ?? 0,
      stackDepth: stackDepth)
  }

  /// Fills a batch with transitions drawn with replacement; weights correct for unequal priorities in full.
  ///
  /// See ``sample(count:importanceExponent:into:using:)``, whose exponent is 1 here.
  @inlinable
  public func sample(
    count: Int, into batch: inout ReplayBatch, using generator: inout RandomGenerator
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
    count: Int, importanceExponent exponent: Double, into batch: inout ReplayBatch,
    using generator: inout RandomGenerator
  ) {
    precondition(!isEmpty, "nothing can be drawn from a replay to which nothing was appended")
    precondition((0...1).contains(exponent), "the importance exponent is \(exponent), but must be between 0 and 1")
    batch.resize(to: count)
    batch.resizeWorkingMemory(stackDepth: stackDepth)
    if let priorities {
      draw(from: priorities, exponent, &batch.indices, &batch.weights, &batch.masses, using: &generator)
    } else {
      draw(&batch.indices, &batch.weights, using: &generator)
    }
    gather(steps: returnSteps, into: &batch)
  }

  /// Fills a batch with the transitions of its indices.
  @inlinable
  func gather(steps: Int, into batch: inout ReplayBatch) {
    // One array after the other: the memory's latencies of many rows overlap.
    locate(batch.indices, &batch.rows, &batch.places)
    batch.observations.gather(batch.places, from: observations)
    batch.actions.gather(batch.rows, from: actions)
    sumRewards(of: steps, batch.indices, &batch.rows, &batch.returns, &batch.discounts)
    locateNext(batch.rows, &batch.places)
    batch.nextObservations.gather(batch.places, from: observations, or: finalObservations)
    guard let masks, let finalMasks else { return }
    batch.nextMasks?.gather(batch.places, lastOfEvery: stackDepth, from: masks, or: finalMasks)
  }

  /// Draws transitions that are equally likely.
  @inlinable
  func draw(_ indices: inout [Int], _ weights: inout [Float], using generator: inout RandomGenerator) {
    let stored = ring.stored
    var indices = indices.mutableSpan
    var weights = weights.mutableSpan
    for sample in indices.indices {
      indices[sample] = generator.integers(stored)
      weights[sample] = 1
    }
  }
}

// The loops below keep the ring and the spans of the arrays in locals: nothing is retained or looked up in a row.
extension ReplayBuffer {
  /// Finds the rows of transitions, and of the frames that were acted on.
  @inlinable
  func locate(_ indices: [Int], _ rows: inout [Int], _ places: inout [Int]) {
    let (ring, depth, statuses) = (ring, stackDepth, statuses.span)
    var rows = rows.mutableSpan
    var places = places.mutableSpan
    for sample in rows.indices {
      let row = ring.row(of: indices[sample])
      rows[sample] = row
      places[(sample + 1) * depth - 1] = row
      guard depth > 1 else { continue }
      ring.placeFrames(
        upTo: ring.frame(before: row, statuses), at: sample * depth..<(sample + 1) * depth - 1, &places, statuses)
    }
  }

  /// Sums each transition's rewards up to so many of them, an episode's end or the newest transition.
  ///
  /// The row of the last of them takes the place of the transition's own.
  @inlinable
  func sumRewards(
    of steps: Int, _ indices: [Int], _ rows: inout [Int], _ returns: inout [Float], _ discounts: inout [Float]
  ) {
    let (ring, rewards, statuses) = (ring, rewards.span, statuses.span)
    let (discount, width) = (discount, steps * ring.environmentCount)
    var rows = rows.mutableSpan
    var returns = returns.mutableSpan
    var discounts = discounts.mutableSpan
    for sample in rows.indices {
      var (row, sum, factor) = (rows[sample], Double(rewards[rows[sample]]), discount)
      let first = indices[sample] + ring.environmentCount
      for _ in stride(from: first, to: min(indices[sample] + width, ring.end), by: ring.environmentCount) {
        if statuses[row].isFinished { break }
        row = ring.row(after: row)
        sum += factor * Double(rewards[row])
        factor *= discount
      }
      rows[sample] = row
      returns[sample] = Float(sum)
      discounts[sample] = Float(factor * statuses[row].continuation)
    }
  }

  /// Finds the frames of the observations after the last of the rewards that were summed.
  @inlinable
  func locateNext(_ rows: [Int], _ places: inout [Int]) {
    let (ring, depth, statuses, finalPlaces) = (ring, stackDepth, statuses.span, finalPlaces.span)
    var places = places.mutableSpan
    for sample in rows.indices {
      let row = rows[sample]
      // A final observation takes the next row's place in a stack.
      let isFinal = statuses[row].isFinished
      places[(sample + 1) * depth - 1] = isFinal ? ~Int(finalPlaces[row]) : ring.row(after: row)
      guard depth > 1 else { continue }
      ring.placeFrames(upTo: row, at: sample * depth..<(sample + 1) * depth - 1, &places, statuses)
    }
  }
}

extension ReplayRing {
  /// The row of the frame before, or the same row at the beginning of an episode.
  @inlinable
  func frame(before row: Int, _ statuses: Span<EpisodeStatus>) -> Int {
    let before = self.row(before: row)
    // Not `&&`: the compiler, 6.3.1, breaks on a span in its second half.
    guard before < statuses.count else { return row }
    return statuses[before].isFinished ? row : before
  }

  /// Places the frames of an episode up to the one in `row`, which comes last.
  @inlinable
  func placeFrames(
    upTo row: Int, at range: Range<Int>, _ places: inout MutableSpan<Int>, _ statuses: Span<EpisodeStatus>
  ) {
    var row = row
    for place in stride(from: range.upperBound - 1, through: range.lowerBound, by: -1) {
      places[place] = row
      row = frame(before: row, statuses)
    }
  }
}
