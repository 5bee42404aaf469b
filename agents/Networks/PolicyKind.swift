import Safetensors
import Simulation
import Training

/// A task as a policy network sees it: with encoders for its kinds of observations and actions.
struct EncodedTask<Features: FeatureEncoder, Head: ActionHead> {
  /// The encoder of observations.
  let features: Features
  /// The head, which turns a network's outputs into actions.
  let head: Head
  /// The environments to act in.
  let environments: ErasedVectorEnvironment<Features.Scalar, Head.Scalar>
  /// The environments to be evaluated in.
  let evaluationEnvironments: ErasedVectorEnvironment<Features.Scalar, Head.Scalar>
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
    switch (environments, evaluationEnvironments) {
    case (.floatInt(let environments), .floatInt(let evaluation)):
      try encoded(NumberFeatures.self, CategoricalHead.self, environments, evaluation, visitor)
    case (.intInt(let environments), .intInt(let evaluation)):
      try encoded(CategoryFeatures.self, CategoricalHead.self, environments, evaluation, visitor)
    case (.bytesInt(let environments), .bytesInt(let evaluation)):
      try encoded(PixelFeatures.self, CategoricalHead.self, environments, evaluation, visitor)
    case (.floatFloat(let environments), .floatFloat(let evaluation)):
      squashing
        ? try encoded(NumberFeatures.self, SquashedGaussianHead.self, environments, evaluation, visitor)
        : try encoded(NumberFeatures.self, GaussianHead.self, environments, evaluation, visitor)
    case (.bytesFloat(let environments), .bytesFloat(let evaluation)):
      squashing
        ? try encoded(PixelFeatures.self, SquashedGaussianHead.self, environments, evaluation, visitor)
        : try encoded(PixelFeatures.self, GaussianHead.self, environments, evaluation, visitor)
    default:
      throw ConfigurationError("The environments to train and to evaluate in differ in what they exchange.")
    }
  }

  private func encoded<Features: FeatureEncoder, Head: ActionHead>(
    _: Features.Type, _: Head.Type, _ environments: ErasedVectorEnvironment<Features.Scalar, Head.Scalar>,
    _ evaluation: ErasedVectorEnvironment<Features.Scalar, Head.Scalar>, _ visitor: some EncodedTaskVisitor
  ) throws -> any TrainingRun {
    let (observationSpace, actionSpace) = (
      environments.observationSpace.descriptor, environments.actionSpace.descriptor
    )
    guard let features = Features(observationSpace) else {
      throw ConfigurationError("No network takes observations of \(observationSpace).")
    }
    guard let head = Head(actionSpace) else {
      throw ConfigurationError(
        "Actions of \(actionSpace) cannot be squashed: not all their bounds are finite; set "
          + "numberLoss=squaredError.")
    }
    return try visitor.visit(
      EncodedTask(
        features: features, head: head, environments: environments, evaluationEnvironments: evaluation))
  }
}

/// Reads policies of networks whatever their kinds of observations and actions are.
enum NetworkPolicyFile {
  /// Reads a policy for a task.
  static func policy(from file: SafetensorsFile, for task: PolicyTask) throws -> any Policy {
    switch task.observationSpace {
    case .box(UInt8.numPyName, _, _, _): try policy(PixelFeatures.self, file, task)
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
