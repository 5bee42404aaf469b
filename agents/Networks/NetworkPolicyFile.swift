import Safetensors
import Simulation
import Training

/// Reads policies of networks whatever their kinds of observations and actions are.
enum NetworkPolicyFile {
  /// Reads a policy for a task.
  static func policy(from file: SafetensorsFile, for task: PolicyTask) throws -> any Policy {
    func policy<Features: FeatureEncoder, Head: ActionHead>(_: Features.Type, _: Head.Type) throws -> any Policy {
      try NetworkPolicy<Features, Head>(from: file, for: task)
    }
    let (features, head) = try kinds(of: file, for: task)
    return try policy(features, head)
  }

  /// The types of a stored network's encoder and head.
  ///
  /// - Throws: `PolicyFileError` if the file names no head, or one for other actions than the task's.
  static func kinds(
    of file: SafetensorsFile, for task: PolicyTask
  ) throws(PolicyFileError) -> (features: any FeatureEncoder.Type, head: any ActionHead.Type) {
    guard let features = task.observationSpace.featureEncoder else {
      throw PolicyFileError("No network takes observations of \(task.observationSpace).")
    }
    guard let name = file.metadata["head"] else {
      throw PolicyFileError("Its metadata has no 'head' that says what its actions are.")
    }
    let isBox = if case .box = task.actionSpace { true } else { false }
    let heads: [any ActionHead.Type] =
      isBox ? [GaussianHead.self, SquashedGaussianHead.self] : [CategoricalHead.self]
    guard let head = heads.first(where: { $0.name == name }) else {
      throw PolicyFileError(
        "Its actions are of the kind '\(name)', but the environment acts with \(task.actionSpace).")
    }
    return (features, head)
  }
}
