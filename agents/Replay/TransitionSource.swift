import Simulation

/// A source of a learner's batches: replayed experience, demonstrations, or a model that makes them up.
///
/// A learner that asks a source for its batches need not know which of them it learns from:
///
/// ```swift
/// mutating func update(from source: inout some TransitionSource, using generator: inout RandomGenerator) {
///   source.sample(count: 128, into: &batch, using: &generator)
///   // move Q(batch.observations, batch.actions) towards batch.returns + batch.discounts × max Q(batch.nextObservations)
/// }
/// ```
public protocol TransitionSource {
  /// Fills a batch.
  ///
  /// An implementation gives the batch its size by ``ReplayBatch/resize(to:)`` and then writes every row of every array;
  /// the weights of a source that draws uniformly are 1.
  ///
  /// - Parameters:
  ///   - count: How many transitions to draw; at least one.
  ///   - batch: Receives them; no allocation if its shape stays the same.
  ///   - generator: The only source of chance, so that a run with one seed repeats.
  mutating func sample(count: Int, into batch: inout ReplayBatch, using generator: inout RandomGenerator)
}
