import Simulation

/// A short trial of a task whose parameters were changed: some random steps, all numbers of which must be finite.
///
/// Each parameter has a range, but together they may still be more than the arithmetic of a world can bear: a light pole
/// on a short rod in a long time step. Pictures are made of bytes, which are numbers in any case.
struct ComputabilityTrial: VectorEnvironmentVisitor {
  private let steps: Int

  init(steps: Int = 200) { self.steps = steps }

  /// Throws unless all numbers of a changed task are finite.
  static func check(_ task: ConfiguredTask, _ changes: ConfigurationOverrides) throws(ConfigurationError) {
    guard !changes.values.isEmpty, let problem = task.makeVector(count: 1).accept(ComputabilityTrial()) else {
      return
    }
    throw ConfigurationError(
      "With \(changes.assignments.joined(separator: ", ")) the world cannot be computed: \(problem). Choose values nearer "
        + "to the defaults.")
  }

  /// The first number that is not finite, and the steps taken before it, in words; `nil` if all are finite.
  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) -> String? {
    guard Observation.self == Float.self else { return nil }
    var generator = RandomGenerator(seed: 0)
    var batch = environments.makeBatch()
    environments.reset(seed: 0, into: &batch)
    if let problem = Self.problem(in: batch) { return "\(problem) at the start" }
    for step in 1...steps {
      environments.step(environments.actionSpace.sample(using: &generator), into: &batch)
      if let problem = Self.problem(in: batch) { return "\(problem) after \(step) step\(step == 1 ? "" : "s")" }
    }
    return nil
  }

  private static func problem<Observation>(in batch: StepBatch<Observation>) -> String? {
    if let number = (batch.observations + batch.nextObservation(ofRow: 0)).first(where: { !$0.floatValue.isFinite })
    {
      return "an observed number becomes \(number)"
    }
    return batch.rewards[0].isFinite ? nil : "the reward becomes \(batch.rewards[0])"
  }
}
