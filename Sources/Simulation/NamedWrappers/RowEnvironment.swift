/// An environment behind rows of bytes, whatever its type.
///
/// Typed wrappers take it as they take any environment, so that a list of wrappers can be chosen while the program runs.
/// It costs a call that is not specialised for each wrapper and step.
public struct RowEnvironment: Environment, ~Copyable {
  /// The spaces, whose elements are the bytes of a row.
  public let spaces: RowSpaces
  /// True if the environment inside forbids actions at times.
  public let masksActions: Bool
  @usableFromInline let world: any RowWorld

  /// Erases an environment's type.
  ///
  /// - Parameters:
  ///   - environment: The environment.
  ///   - spaces: Its spaces, if they are known; many environments of one task share them.
  @inlinable
  public init<Base: Environment & ~Copyable>(_ environment: consuming Base, spaces: RowSpaces? = nil) {
    self.init(in: EnvironmentBox(environment), spaces: spaces)
  }

  /// Erases the type of an environment that somebody else looks at, to draw it.
  @inlinable
  public init<Base: Environment & ~Copyable>(in box: EnvironmentBox<Base>, spaces: RowSpaces? = nil) {
    self.spaces = spaces ?? RowSpaces(of: box)
    masksActions = box.environment.masksActions
    world = box
  }

  /// The space of observations, as rows.
  @inlinable public var observationSpace: CompositeSpace { spaces.observation }

  /// The space of actions, as rows.
  @inlinable public var actionSpace: CompositeSpace { spaces.action }

  /// The stream of the environment inside.
  @inlinable public var stream: RandomGenerator? {
    get { world.stream }
    set { world.stream = newValue }
  }

  /// True if the environment inside keeps its task.
  @inlinable public var keepsTask: Bool {
    get { world.keepsTask }
    set { world.keepsTask = newValue }
  }

  /// Starts an episode.
  @inlinable
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    world.reset(seed: seed, into: &observation)
  }

  /// Advances by one step.
  @inlinable
  public mutating func step(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    world.step(action, into: &observation)
  }

  /// Advances by one step that is not looked at.
  @inlinable
  public mutating func skip(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    world.skip(action, into: &observation)
  }

  /// Writes the mask of the environment inside.
  @inlinable
  public func writeActionMask(into mask: inout MutableSpan<Bool>) { world.writeActionMask(into: &mask) }

  /// Copies the environment inside.
  public func copied() -> Self? {
    guard let world = world.copied() else { return nil }
    return RowEnvironment(world, spaces, masksActions: masksActions)
  }

  private init(_ world: any RowWorld, _ spaces: RowSpaces, masksActions: Bool) {
    (self.world, self.spaces, self.masksActions) = (world, spaces, masksActions)
  }
}

/// The spaces of an environment behind rows: all that named wrappers know of it.
public struct RowSpaces: Sendable, Equatable {
  /// The space of observations.
  public internal(set) var observation: CompositeSpace
  /// The space of actions.
  public internal(set) var action: CompositeSpace
  /// True if the environment shows its random stream, from which wrappers may draw.
  public let showsStream: Bool

  @usableFromInline
  init<Base: Environment & ~Copyable>(of box: EnvironmentBox<Base>) {
    observation = CompositeSpace(rowsOf: box.environment.observationSpace.descriptor)
    action = CompositeSpace(rowsOf: box.environment.actionSpace.descriptor)
    showsStream = box.environment.stream != nil
  }

  /// Returns the spaces with another one of observations or actions.
  func changing(observation: (any Space)? = nil, action: (any Space)? = nil) -> RowSpaces {
    var spaces = self
    if let observation { spaces.observation = CompositeSpace(rowsOf: observation.descriptor) }
    if let action { spaces.action = CompositeSpace(rowsOf: action.descriptor) }
    return spaces
  }
}

/// An environment on rows of bytes; the one conforming type knows the environment's own.
@usableFromInline
protocol RowWorld: AnyObject {
  var stream: RandomGenerator? { get set }
  var keepsTask: Bool { get set }
  func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>)
  func step(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult
  func skip(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult
  func writeActionMask(into mask: inout MutableSpan<Bool>)
  func copied() -> (any RowWorld)?
}

/// An environment with an identity: who steps it and who draws it see the same one.
public final class EnvironmentBox<Base: Environment & ~Copyable> {
  /// The environment.
  public var environment: Base

  /// Puts an environment into a box.
  @inlinable
  public init(_ environment: consuming Base) { self.environment = environment }
}

extension EnvironmentBox: RowWorld where Base: ~Copyable {
  @usableFromInline var stream: RandomGenerator? {
    get { environment.stream }
    set { environment.stream = newValue }
  }

  @usableFromInline var keepsTask: Bool {
    get { environment.keepsTask }
    set { environment.keepsTask = newValue }
  }

  @inlinable
  func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    var row = observation.mutableNumbers(as: Base.ObservationSpace.Scalar.self)
    environment.reset(seed: seed, into: &row)
  }

  @inlinable
  func step(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    var row = observation.mutableNumbers(as: Base.ObservationSpace.Scalar.self)
    return environment.step(action.numbers(as: Base.ActionSpace.Scalar.self), into: &row)
  }

  @inlinable
  func skip(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    var row = observation.mutableNumbers(as: Base.ObservationSpace.Scalar.self)
    return environment.skip(action.numbers(as: Base.ActionSpace.Scalar.self), into: &row)
  }

  @inlinable
  func writeActionMask(into mask: inout MutableSpan<Bool>) { environment.writeActionMask(into: &mask) }

  @usableFromInline
  func copied() -> (any RowWorld)? {
    guard let environment = environment.copied() else { return nil }
    return EnvironmentBox(environment)
  }
}

/// An environment behind rows, seen with the spaces that its rows hold elements of.
///
/// Wrappers that need numbers rather than bytes, such as ``GrayscaleObservation``, stand around it.
struct RowView<Observations: Space, Actions: Space>: Environment, ~Copyable {
  var base: RowEnvironment
  let observationSpace: Observations
  let actionSpace: Actions

  init(_ base: consuming RowEnvironment, observing observationSpace: Observations, acting actionSpace: Actions) {
    self.base = base
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
  }

  var masksActions: Bool { base.masksActions }

  var stream: RandomGenerator? {
    get { base.stream }
    set { base.stream = newValue }
  }

  var keepsTask: Bool {
    get { base.keepsTask }
    set { base.keepsTask = newValue }
  }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Observations.Scalar>) {
    var row = observation.mutableNumbers(as: UInt8.self)
    base.reset(seed: seed, into: &row)
  }

  mutating func step(
    _ action: Span<Actions.Scalar>, into observation: inout MutableSpan<Observations.Scalar>
  ) -> StepResult {
    var row = observation.mutableNumbers(as: UInt8.self)
    return base.step(action.numbers(as: UInt8.self), into: &row)
  }

  mutating func skip(
    _ action: Span<Actions.Scalar>, into observation: inout MutableSpan<Observations.Scalar>
  ) -> StepResult {
    var row = observation.mutableNumbers(as: UInt8.self)
    return base.skip(action.numbers(as: UInt8.self), into: &row)
  }

  func writeActionMask(into mask: inout MutableSpan<Bool>) { base.writeActionMask(into: &mask) }

  func copied() -> Self? {
    guard let base = base.copied() else { return nil }
    return Self(base, observing: observationSpace, acting: actionSpace)
  }
}
