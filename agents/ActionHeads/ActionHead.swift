import NeuralNet
import Simulation

/// A distribution over the actions of a space for each row, read from the last outputs of a network.
///
/// Heads hold no weights. They are stored in policy files and compared with the environment's space when a policy is
/// loaded. Distributions are compared with *targets*, which are actions as floats: as many numbers, in the form that the
/// head computes with.
public protocol ActionHead: Codable, Hashable, Sendable {
  /// The kind of head, as policy files name it.
  static var name: String { get }

  /// The name of the measurement that ``compare(_:with:)`` takes: `accuracy` or `absolute_error`.
  static var comparison: String { get }

  /// Makes the head for the actions of a space; `nil` if they are of another kind.
  init?(_ space: SpaceDescriptor)

  /// Returns true if the head's actions are those of a space.
  func serves(_ space: SpaceDescriptor) -> Bool

  /// The number of components of an action.
  var actionSize: Int { get }

  /// The number of network outputs that make the distribution of one action.
  var outputCount: Int { get }

  /// The number of features of an action that is the input of a network.
  var featureCount: Int { get }

  /// The number of outputs, the last ones, that may be the same for everything that is seen; 0 for none.
  var freeOutputCount: Int { get }

  /// Returns the value of such an output that makes a distribution's deviation begin at the exponential of a number.
  func freeOutput(forLogDeviation logDeviation: Float) -> Float

  /// Returns true if numbers are targets; a file may hold anything.
  func areTargets(_ targets: [Float]) -> Bool

  /// Writes actions as targets, one after the other.
  func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>)

  /// Writes actions of some rows as inputs of a network: ones and zeros for categories, numbers scaled to their bounds.
  func writeFeatures(of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>)

  /// Returns the logarithm of each target's probability or density.
  ///
  /// - Parameters:
  ///   - targets: Rows × ``actionSize``, as ``encode(_:into:)`` writes them.
  ///   - outputs: Rows × ``outputCount``.
  /// - Returns: One number per row.
  func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor

  /// Returns the entropy of each distribution, in nats; that of a density may be negative.
  ///
  /// - Parameter outputs: Rows × ``outputCount``.
  /// - Returns: One number per row.
  func entropy(of outputs: Tensor) -> Tensor

  /// Returns the loss of imitating each target, one number per row: the negative ``logLikelihood(of:given:)`` unless a
  /// head has another.
  func loss(of targets: Tensor, given outputs: Tensor) -> Tensor

  /// Writes every distribution's mode as a target: its likeliest action among the allowed, or the one that stands for it.
  func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>)

  /// Draws a target from every distribution, given that it is allowed.
  func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>,
    using generator: inout RandomGenerator)

  /// Writes the actions that targets stand for; a target beyond the bounds stands for the action at the bound.
  func decode(_ targets: Span<Float>, into actions: inout RowBuffer)

  /// Returns the accuracy of actions against others, the share that is equal, or their mean absolute error.
  func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double
}

extension ActionHead {
  /// Returns true if the head of the space equals this one.
  public func serves(_ space: SpaceDescriptor) -> Bool { Self(space) == self }

  /// None.
  public var freeOutputCount: Int { 0 }

  /// The number itself.
  public func freeOutput(forLogDeviation logDeviation: Float) -> Float { logDeviation }

  /// Returns true if all are finite.
  public func areTargets(_ targets: [Float]) -> Bool { targets.allSatisfy(\.isFinite) }

  /// Writes every distribution's mode among the allowed actions.
  public func decide(
    by outputs: Span<Float>, allowing masks: ActionMasks = .none, into actions: inout RowBuffer
  ) {
    var chooser = ActionChooser(self)
    chooser.decide(by: outputs, allowing: masks, into: &actions)
  }

  /// Draws an allowed action from every distribution.
  public func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks = .none, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    var chooser = ActionChooser(self)
    chooser.sample(from: outputs, allowing: masks, into: &actions, using: &generator)
  }

  /// The negative logarithm of the likelihood.
  public func loss(of targets: Tensor, given outputs: Tensor) -> Tensor {
    -logLikelihood(of: targets, given: outputs)
  }

  /// Returns true if another head is of the same kind, and the same.
  func equals(_ other: any ActionHead) -> Bool { other as? Self == self }

  /// Requires as many components in each row as the head has; other rows are a programming error.
  func requireRows(_ targets: Tensor, _ outputs: Tensor) {
    let rows = outputs.shape.first ?? 0
    precondition(
      outputs.shape == [rows, outputCount] && targets.shape == [rows, actionSize],
      "targets of the shape \(targets.shape) and outputs of \(outputs.shape) are no rows of \(actionSize) and "
        + "\(outputCount)")
  }
}
