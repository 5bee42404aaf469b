/// Chooses actions for observations: a trained network, a table, a script, or chance.
///
/// Policies see rows of numbers, never environments. One call serves a whole batch, so that a network computes one
/// product and a script loops.
public protocol Policy<ObservationScalar, ActionScalar> {
  /// The type of each observed number.
  associatedtype ObservationScalar: SpaceScalar
  /// The type of each number of an action.
  associatedtype ActionScalar: SpaceScalar

  /// Chooses an action for every row of observations.
  ///
  /// - Parameters:
  ///   - observations: One observation after the other.
  ///   - actions: Receives one action after the other, as many as there are observations.
  ///   - generator: The source of randomness for policies that need one.
  mutating func act(
    on observations: Span<ObservationScalar>, into actions: inout MutableSpan<ActionScalar>,
    using generator: inout RandomGenerator)
}

extension Policy {
  /// Chooses an action for every row of an array of observations.
  @inlinable
  public mutating func act(
    on observations: [ObservationScalar], into actions: inout [ActionScalar],
    using generator: inout RandomGenerator
  ) {
    var span = actions.mutableSpan
    act(on: observations.span, into: &span, using: &generator)
    observations.keepAlive()
  }
}

/// Chooses every action at random, as `action_space.sample()` does.
public struct RandomPolicy<ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: Policy {
  private let actionSpace: any Space<ActionScalar>

  /// Makes the policy for a space of actions.
  public init(_ actionSpace: any Space<ActionScalar>) { self.actionSpace = actionSpace }

  /// Draws an element of the space for every row.
  public func act(
    on observations: Span<ObservationScalar>, into actions: inout MutableSpan<ActionScalar>,
    using generator: inout RandomGenerator
  ) {
    let size = actionSpace.scalarCount
    for start in stride(from: 0, to: actions.count, by: size) {
      var action = actions._mutatingExtracting(start..<(start + size))
      actionSpace.sample(into: &action, using: &generator)
    }
  }
}

/// Acts by a function of one observation: the form of a script for a task that one knows.
public struct ScriptedPolicy<ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: Policy {
  private let observationSize: Int
  private let actionSize: Int
  private let choose: @Sendable (Span<ObservationScalar>, inout MutableSpan<ActionScalar>) -> Void

  /// Makes a policy whose actions are several numbers each.
  ///
  /// - Parameters:
  ///   - observationSize: How many numbers an observation has.
  ///   - actionSize: How many numbers an action has.
  ///   - choose: Writes the action for an observation.
  public init(
    observationSize: Int, actionSize: Int,
    choose: @escaping @Sendable (Span<ObservationScalar>, inout MutableSpan<ActionScalar>) -> Void
  ) {
    self.observationSize = observationSize
    self.actionSize = actionSize
    self.choose = choose
  }

  /// Makes a policy whose actions are one number each.
  ///
  /// - Parameters:
  ///   - observationSize: How many numbers an observation has.
  ///   - choose: The action for an observation.
  public init(
    observationSize: Int, choose: @escaping @Sendable (Span<ObservationScalar>) -> ActionScalar
  ) {
    self.init(observationSize: observationSize, actionSize: 1) { $1[0] = choose($0) }
  }

  /// Calls the script for every row.
  public func act(
    on observations: Span<ObservationScalar>, into actions: inout MutableSpan<ActionScalar>,
    using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count / actionSize {
      var action = actions._mutatingExtracting(row * actionSize..<(row + 1) * actionSize)
      choose(observations.extracting(row * observationSize..<(row + 1) * observationSize), &action)
    }
  }
}
