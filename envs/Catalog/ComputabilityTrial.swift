import Simulation

/// A short trial of a task whose parameters were changed: some random steps, all numbers of which must be finite.
///
/// Each parameter has a range, but together they may still be more than the arithmetic of a world can bear: a light pole
/// on a short rod in a long time step. Pictures are made of bytes, which are numbers in any case.
enum ComputabilityTrial {
  private static let steps = 200

  /// Throws unless all numbers of a changed task are finite.
  static func check(_ task: ConfiguredTask, _ changes: ConfigurationOverrides) throws(ConfigurationError) {
    guard !changes.isEmpty, let problem = problem(in: task.makeVector(count: 1)) else {
      return
    }
    throw ConfigurationError(
      "With \(changes.assignments.joined(separator: ", ")) the world cannot be computed: \(problem). Choose values nearer "
        + "to the defaults.")
  }

  /// The first number that is not finite, and the steps taken before it, in words; `nil` if all are finite.
  private static func problem(in environments: VectorTask) -> String? {
    guard environments.specification.observationLayout.kind == .float32 else { return nil }
    var generator = RandomGenerator(seed: 0)
    var batch = environments.makeBatch()
    environments.reset(seed: 0, into: &batch)
    if let problem = problem(in: batch) { return "\(problem) at the start" }
    var actions = environments.makeActions()
    for step in 1...steps {
      environments.sampleActions(into: &actions, allowing: batch.masks, using: &generator)
      environments.step(actions, into: &batch)
      if let problem = problem(in: batch) { return "\(problem) after \(step) step\(step == 1 ? "" : "s")" }
    }
    return nil
  }

  private static func problem(in batch: StepBatch) -> String? {
    let numbers = batch.observations.array(as: Float.self) + batch.nextObservations(ofRow: 0).array(as: Float.self)
    if let number = numbers.first(where: { !$0.isFinite }) {
      return "an observed number becomes \(number)"
    }
    return batch.rewards[0].isFinite ? nil : "the reward becomes \(batch.rewards[0])"
  }
}
