import NeuralNet
import Safetensors
import Simulation

/// What the last numbers of a network say of actions: a distribution over the elements of a space, for each row.
///
/// Heads hold no weights. They are stored in policy files and compared with the environment's space when a policy is
/// loaded. Distributions are compared with *targets*, which are actions as floats: as many numbers, in the form that the
/// head computes with.
public protocol ActionHead<Scalar>: Codable, Equatable, Sendable {
  /// The type of each number of an action.
  associatedtype Scalar: SpaceScalar & SafetensorsElement

  /// The kind of head, as policy files name it.
  static var name: String { get }

  /// What ``compare(_:with:)`` measures, as a measurement's name has it: `accuracy` or `absolute_error`.
  static var comparison: String { get }

  /// Makes the head for the actions of a space; `nil` if they are of another kind.
  init?(_ space: SpaceDescriptor)

  /// Whether its actions are those of a space.
  func serves(_ space: SpaceDescriptor) -> Bool

  /// What actions must be in to be encoded; `nil` if any numbers will do.
  var domain: (any Space<Scalar>)? { get }

  /// How many numbers an action has.
  var actionSize: Int { get }

  /// How many numbers of a network make the distribution of one action.
  var outputCount: Int { get }

  /// How many features an action has where it is the input of a network.
  var featureCount: Int { get }

  /// Writes actions as targets, one after the other.
  func encode(_ actions: Span<Scalar>, into targets: inout MutableSpan<Float>)

  /// Writes actions as inputs of a network: ones and zeros for categories, numbers scaled to their bounds.
  func writeFeatures(of actions: Span<Scalar>, into features: inout MutableSpan<Float>)

  /// The logarithm of each target's probability or density.
  ///
  /// - Parameters:
  ///   - targets: Rows × ``actionSize``, as ``encode(_:into:)`` writes them.
  ///   - outputs: Rows × ``outputCount``.
  /// - Returns: One number per row.
  func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor

  /// How undecided each distribution is, in nats; of a density it may be negative.
  ///
  /// - Parameter outputs: Rows × ``outputCount``.
  /// - Returns: One number per row.
  func entropy(of outputs: Tensor) -> Tensor

  /// What imitating the targets makes small, one number per row; the negative ``logLikelihood(of:given:)`` unless a head
  /// says otherwise.
  func loss(of targets: Tensor, given outputs: Tensor) -> Tensor

  /// Writes every distribution's likeliest action, or what stands for it.
  func decide(by outputs: Span<Float>, into actions: inout MutableSpan<Scalar>)

  /// Draws an action from every distribution.
  func sample(
    from outputs: Span<Float>, into actions: inout MutableSpan<Scalar>, using generator: inout RandomGenerator)

  /// How well actions agree with others, on average: the share that is equal, or the mean absolute error.
  func compare(_ actions: Span<Scalar>, with others: Span<Scalar>) -> Double
}

extension ActionHead {
  /// Whether the head that is made for the space is the same.
  public func serves(_ space: SpaceDescriptor) -> Bool { Self(space) == self }

  /// Any numbers will do.
  public var domain: (any Space<Scalar>)? { nil }

  /// The negative logarithm of the likelihood.
  public func loss(of targets: Tensor, given outputs: Tensor) -> Tensor {
    -logLikelihood(of: targets, given: outputs)
  }

  /// Actions are as short as targets; a row that is neither is a programming error.
  func requireRows(_ targets: Tensor, _ outputs: Tensor) {
    let rows = outputs.shape.first ?? 0
    precondition(
      outputs.shape == [rows, outputCount] && targets.shape == [rows, actionSize],
      "targets of the shape \(targets.shape) and outputs of \(outputs.shape) are no rows of \(actionSize) and "
        + "\(outputCount)")
  }
}
