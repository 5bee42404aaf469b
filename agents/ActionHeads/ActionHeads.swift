import Safetensors
import Simulation
import Training

/// The kinds of heads that policy files may name.
enum ActionHeads {
  /// All kinds; a further one needs a place here.
  static let all: [any ActionHead.Type] = [
    CategoricalHead.self, BernoulliHead.self, GaussianHead.self, SquashedGaussianHead.self,
    DiagonalGaussianHead.self, BetaHead.self,
  ]

  /// The kind of head that a policy file names.
  ///
  /// - Throws: `PolicyFileError` if it names none, or one for other actions than the task's.
  static func kind(
    of file: SafetensorsFile, for task: TaskSpecification
  ) throws(PolicyFileError) -> any ActionHead.Type {
    guard let name = file.metadata["head"] else {
      throw PolicyFileError("Its metadata has no 'head' that says what its actions are.")
    }
    guard let kind = all.first(where: { $0.name == name }), kind.init(task.actionSpace) != nil else {
      throw PolicyFileError(
        "Its actions are of the kind '\(name)', but the environment acts with \(task.actionSpace).")
    }
    return kind
  }
}
