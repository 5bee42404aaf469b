import Raster
import Simulation

/// One environment to be watched, played or stepped by hand.
///
/// Unlike a batch it does not start the next episode by itself, so that the last frame of an episode can be seen.
public protocol Stage<Observation, Action>: Drawable {
  /// The type of each observed number.
  associatedtype Observation: SpaceScalar
  /// The type of each number of an action.
  associatedtype Action: SpaceScalar

  /// The space of observations.
  var observationSpace: any Space<Observation> { get }
  /// The space of actions.
  var actionSpace: any Space<Action> { get }

  /// Starts an episode and returns its first observation.
  mutating func reset(seed: UInt64?) -> [Observation]

  /// Advances by one step.
  mutating func step(_ action: [Action]) -> Step<[Observation]>
}

/// A stage of any of the scalar types that environments exchange.
public enum AnyStage {
  /// Numbers observed, categories acted with.
  case floatInt(any Stage<Float, Int>)
  /// Numbers observed and acted with.
  case floatFloat(any Stage<Float, Float>)
  /// Categories observed and acted with.
  case intInt(any Stage<Int, Int>)

  /// Files a stage under its scalar types.
  init(_ stage: any Stage) {
    switch stage {
    case let stage as any Stage<Float, Int>: self = .floatInt(stage)
    case let stage as any Stage<Float, Float>: self = .floatFloat(stage)
    case let stage as any Stage<Int, Int>: self = .intInt(stage)
    default: preconditionFailure("no case for \(type(of: stage))")
    }
  }
}

/// An environment of the catalogue with its time limit, on stage.
struct LimitedStage<Task: ConfigurableEnvironment & Drawable>: Stage {
  private var environment: TimeLimit<Task>

  init(_ environment: TimeLimit<Task>) { self.environment = environment }

  var observationSpace: any Space<Task.ObservationSpace.Scalar> { environment.observationSpace }
  var actionSpace: any Space<Task.ActionSpace.Scalar> { environment.actionSpace }
  var frameSize: Size { environment.base.frameSize }

  func draw(on canvas: inout Canvas) { environment.base.draw(on: &canvas) }

  mutating func reset(seed: UInt64?) -> [Task.ObservationSpace.Scalar] { environment.reset(seed: seed) }

  mutating func step(_ action: [Task.ActionSpace.Scalar]) -> Step<[Task.ObservationSpace.Scalar]> {
    environment.step(action)
  }
}
