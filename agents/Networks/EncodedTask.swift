import Simulation
import Training

/// A task as a policy network sees it: with encoders for its kinds of observations and actions.
struct EncodedTask<Features: FeatureEncoder, Head: ActionHead> {
  /// The encoder of observations.
  let features: Features
  /// The head, which turns a network's outputs into actions.
  let head: Head
}

/// A maker of training runs for a task, whatever its kinds of observations and actions are.
protocol EncodedTaskVisitor {
  /// Makes the training run of a task.
  func visit<Features: FeatureEncoder, Head: ActionHead>(
    _ task: EncodedTask<Features, Head>
  ) throws -> any TrainingRun
}

extension TrainingRequest {
  /// Hands the task to a visitor, with encoders of its observations and actions.
  ///
  /// - Parameters:
  ///   - visitor: What is to be made.
  ///   - squashing: Whether numbers to act with are squashed into their bounds, else cut off at them.
  func encoded(for visitor: some EncodedTaskVisitor, squashing: Bool) throws -> any TrainingRun {
    let task = environments.specification
    guard let features = task.observationSpace.featureEncoder else {
      throw ConfigurationError("No network takes observations of \(task.observationSpace).")
    }
    let number: any ActionHead.Type = squashing ? SquashedGaussianHead.self : GaussianHead.self
    let head = task.actionLayout.kind == .int64 ? CategoricalHead.self : number
    return try encoded(features, head, visitor)
  }

  private func encoded<Features: FeatureEncoder, Head: ActionHead>(
    _: Features.Type, _: Head.Type, _ visitor: some EncodedTaskVisitor
  ) throws -> any TrainingRun {
    let task = environments.specification
    let (observationSpace, actionSpace) = (task.observationSpace, task.actionSpace)
    guard let features = Features(observationSpace) else {
      throw ConfigurationError("No network takes observations of \(observationSpace).")
    }
    guard let head = Head(actionSpace) else {
      throw ConfigurationError(
        "Actions of \(actionSpace) cannot be squashed: not all their bounds are finite; set "
          + "numberLoss=squaredError.")
    }
    return try visitor.visit(EncodedTask(features: features, head: head))
  }
}
