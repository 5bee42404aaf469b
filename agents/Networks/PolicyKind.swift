import Safetensors
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
    switch environments.specification.observationLayout.kind {
    case .uint8: try encoded(PixelFeatures.self, for: visitor, squashing: squashing)
    case .int64: try encoded(CategoryFeatures.self, for: visitor, squashing: squashing)
    default: try encoded(NumberFeatures.self, for: visitor, squashing: squashing)
    }
  }

  private func encoded<Features: FeatureEncoder>(
    _ features: Features.Type, for visitor: some EncodedTaskVisitor, squashing: Bool
  ) throws -> any TrainingRun {
    if environments.specification.actionLayout.kind == .int64 {
      try encoded(features, CategoricalHead.self, visitor)
    } else if squashing {
      try encoded(features, SquashedGaussianHead.self, visitor)
    } else {
      try encoded(features, GaussianHead.self, visitor)
    }
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

/// Reads policies of networks whatever their kinds of observations and actions are.
enum NetworkPolicyFile {
  /// Reads a policy for a task.
  static func policy(from file: SafetensorsFile, for task: PolicyTask) throws -> any Policy {
    switch task.observationSpace {
    case .box(.uint8, _, _, _): try policy(PixelFeatures.self, file, task)
    case .box: try policy(NumberFeatures.self, file, task)
    default: try policy(CategoryFeatures.self, file, task)
    }
  }

  private static func policy<Features: FeatureEncoder>(
    _: Features.Type, _ file: SafetensorsFile, _ task: PolicyTask
  ) throws -> any Policy {
    let isBox = if case .box = task.actionSpace { true } else { false }
    switch (file.metadata["head"], isBox) {
    case (CategoricalHead.name, false):
      return try NetworkPolicy<Features, CategoricalHead>(from: file, for: task)
    case (GaussianHead.name, true): return try NetworkPolicy<Features, GaussianHead>(from: file, for: task)
    case (SquashedGaussianHead.name, true):
      return try NetworkPolicy<Features, SquashedGaussianHead>(from: file, for: task)
    case (let head?, _):
      throw PolicyFileError(
        "Its actions are of the kind '\(head)', but the environment acts with \(task.actionSpace).")
    case (nil, _): throw PolicyFileError("Its metadata has no 'head' that says what its actions are.")
    }
  }
}
