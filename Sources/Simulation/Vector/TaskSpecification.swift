/// The spaces and row layouts of a task: all that those who act in its environments know of them.
public struct TaskSpecification: Hashable, Sendable {
  /// The versioned name, such as `CartPole-v1`; empty for a task without one.
  public let id: String
  /// The space of one environment's observations.
  public let observationSpace: SpaceDescriptor
  /// The space of one environment's actions.
  public let actionSpace: SpaceDescriptor
  /// The layout of a row of observations.
  public let observationLayout: RowLayout
  /// The layout of a row of actions.
  public let actionLayout: RowLayout
  /// The number of flags in an environment's action mask; 0 where every action is always allowed.
  public let maskSize: Int

  /// Makes a specification.
  public init(id: String = "", observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor, maskSize: Int = 0) {
    self.id = id
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    observationLayout = observationSpace.layout
    actionLayout = actionSpace.layout
    self.maskSize = maskSize
  }

  /// Asks an environment for its specification.
  @inlinable
  public init<Task: Environment & ~Copyable>(_ id: String = "", of environment: borrowing Task) {
    let actions = environment.actionSpace
    self.init(
      id: id, observationSpace: environment.observationSpace.descriptor, actionSpace: actions.descriptor,
      maskSize: environment.masksActions ? actions.flattenedCount : 0)
  }

  /// Returns the specification of a change of the task: one with other spaces.
  public func changing(observationSpace: SpaceDescriptor? = nil, actionSpace: SpaceDescriptor? = nil) -> Self {
    Self(
      id: id, observationSpace: observationSpace ?? self.observationSpace,
      actionSpace: actionSpace ?? self.actionSpace, maskSize: maskSize)
  }
}
