import Simulation

/// An environment that can be put into the state that an observation tells of, so that what was only imagined can be
/// drawn.
///
/// ```swift
/// var cartPole = CartPole()
/// cartPole.pose(as: [0.5, 0, 0.1, 0], after: nil)
/// let picture = render(cartPole, fonts: try .bundled())
/// ```
///
/// What an observation does not tell, such as the ground that a lander falls on, stays as it is.
public protocol Posable: Environment, ~Copyable {
  /// Puts the environment into a state, to be drawn.
  ///
  /// The random stream stays as it is, and no step is taken.
  ///
  /// - Parameters:
  ///   - observation: What is to be observed of the state; as many finite numbers as `observationSpace` has.
  ///   - action: The action that has led to it, where drawings show what actions do; `nil` if none has.
  mutating func pose(as observation: [ObservationSpace.Scalar], after action: [ActionSpace.Scalar]?)

  /// The observation of the state.
  var observation: [ObservationSpace.Scalar] { get }
}

extension Posable where Self: ~Copyable {
  func requireFitting(_ observation: [ObservationSpace.Scalar]) {
    let count = observationSpace.scalarCount
    precondition(observation.count == count, "\(count) numbers tell of a state, not \(observation.count)")
  }
}

/// The way to put an environment into a state, as a value.
public struct Posing<Task: Environment & ~Copyable>: Sendable {
  let pose: @Sendable (inout Task, [Task.ObservationSpace.Scalar], [Task.ActionSpace.Scalar]?) -> Void
}

extension Posing where Task: ~Copyable {
  /// The way into a state of an environment whose parameters are drawn: that of the one inside.
  @usableFromInline
  init<Inside: ConfigurableEnvironment & ~Copyable>(inside posing: Posing<Inside>) where Task == Varied<Inside> {
    self.init { posing.pose(&$0.base, $1, $2) }
  }
}

extension Posing where Task: Posable & ~Copyable {
  /// The way by an observation.
  public static var byObservation: Posing { Posing { $0.pose(as: $1, after: $2) } }
}
