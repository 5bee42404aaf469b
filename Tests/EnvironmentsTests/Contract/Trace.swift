import Environments
import Simulation

/// What one environment gave over some steps and episodes, as doubles: they hold floats and small integers exactly.
struct Trace: Equatable {
  /// One step.
  struct Transition: Equatable {
    let action: [Double]
    /// What was observed after the step, also when the episode ended with it.
    let observation: [Double]
    let reward: Double
    let status: EpisodeStatus
    /// What the next action is taken on: the first observation of the next episode if this one ended.
    let next: [Double]
  }

  /// What the first reset gave; nothing if an episode was continued.
  let first: [Double]
  var transitions: [Transition] = []

  /// How the episodes that ended did so: at which of their steps, and why.
  var ends: [(length: Int, status: EpisodeStatus)] {
    var (ends, length) = ([(length: Int, status: EpisodeStatus)](), 0)
    for transition in transitions {
      length += 1
      guard transition.status.isFinished else { continue }
      ends.append((length, transition.status))
      length = 0
    }
    return ends
  }
}

/// How an environment is played: with which seed and which actions, for how long.
struct Play {
  /// Whence actions come.
  enum Actions {
    /// Random ones; row *i* draws from a stream of its own, with the seed `seed + i`.
    case random(seed: UInt64)
    /// The smallest category, or no push at all.
    case zero
  }

  /// The seed of the first reset, plus the row; `nil` goes on with the episode that a stage is in.
  var seed: UInt64? = 3
  var actions = Actions.random(seed: 100)
  var steps = 300

  /// The actions of one row for all steps.
  func actions<Scalar: SpaceScalar>(ofRow row: Int, in space: any Space<Scalar>) -> [[Scalar]] {
    switch actions {
    case .zero: return [[Scalar]](repeating: [Scalar](repeating: .zero, count: space.scalarCount), count: steps)
    case .random(let seed):
      var generator = RandomGenerator(seed: seed + UInt64(row))
      return (0..<steps).map { _ in space.sample(using: &generator) }
    }
  }
}

extension AnyVectorEnvironment {
  /// Plays a batch; one trace per row.
  func traces(_ play: Play = Play()) -> [Trace] {
    switch self {
    case .floatInt(let environments): environments.traces(play)
    case .floatFloat(let environments): environments.traces(play)
    case .intInt(let environments): environments.traces(play)
    }
  }

  /// Whether an observation is an element of the space.
  func canObserve(_ observation: [Double]) -> Bool {
    switch self {
    case .floatInt(let environments): environments.observationSpace.contains(observation.map { Float($0) })
    case .floatFloat(let environments): environments.observationSpace.contains(observation.map { Float($0) })
    case .intInt(let environments): environments.observationSpace.contains(observation.map { Int($0) })
    }
  }

  /// Whether an action is an element of the space.
  func canAct(_ action: [Double]) -> Bool {
    switch self {
    case .floatInt(let environments): environments.actionSpace.contains(action.map { Int($0) })
    case .floatFloat(let environments): environments.actionSpace.contains(action.map { Float($0) })
    case .intInt(let environments): environments.actionSpace.contains(action.map { Int($0) })
    }
  }

  /// The spaces of observations and actions.
  var spaces: [SpaceDescriptor] {
    switch self {
    case .floatInt(let batch): [batch.observationSpace.descriptor, batch.actionSpace.descriptor]
    case .floatFloat(let batch): [batch.observationSpace.descriptor, batch.actionSpace.descriptor]
    case .intInt(let batch): [batch.observationSpace.descriptor, batch.actionSpace.descriptor]
    }
  }
}

extension AnyStage {
  /// Plays a stage, resetting it by hand when an episode ends.
  mutating func trace(_ play: Play = Play(), row: Int = 0) -> Trace {
    let trace: Trace
    switch self {
    case .floatInt(var stage): (trace, self) = (stage.trace(play, row: row), .floatInt(stage))
    case .floatFloat(var stage): (trace, self) = (stage.trace(play, row: row), .floatFloat(stage))
    case .intInt(var stage): (trace, self) = (stage.trace(play, row: row), .intInt(stage))
    }
    return trace
  }

  /// The spaces of observations and actions.
  var spaces: [SpaceDescriptor] {
    switch self {
    case .floatInt(let stage): [stage.observationSpace.descriptor, stage.actionSpace.descriptor]
    case .floatFloat(let stage): [stage.observationSpace.descriptor, stage.actionSpace.descriptor]
    case .intInt(let stage): [stage.observationSpace.descriptor, stage.actionSpace.descriptor]
    }
  }
}

extension ErasedVectorEnvironment {
  fileprivate func traces(_ play: Play) -> [Trace] {
    var batch = makeBatch()
    reset(seed: play.seed, into: &batch)
    var traces = (0..<count).map { Trace(first: batch.observations[batch.indices(ofRow: $0)].asDoubles) }
    let actions = (0..<count).map { play.actions(ofRow: $0, in: actionSpace) }
    for step in 0..<play.steps {
      self.step(actions.flatMap { $0[step] }, into: &batch)
      for row in 0..<count {
        traces[row].transitions.append(
          Trace.Transition(
            action: actions[row][step].asDoubles, observation: batch.nextObservation(ofRow: row).asDoubles,
            reward: batch.rewards[row], status: batch.statuses[row],
            next: batch.observations[batch.indices(ofRow: row)].asDoubles))
      }
    }
    return traces
  }
}

extension Stage {
  fileprivate mutating func trace(_ play: Play, row: Int) -> Trace {
    var trace = Trace(first: play.seed.map { reset(seed: $0 + UInt64(row)).asDoubles } ?? [])
    for action in play.actions(ofRow: row, in: actionSpace) {
      let step = step(action)
      let next = step.status.isFinished ? reset(seed: nil) : step.observation
      trace.transitions.append(
        Trace.Transition(
          action: action.asDoubles, observation: step.observation.asDoubles, reward: step.reward,
          status: step.status, next: next.asDoubles))
    }
    return trace
  }
}

extension Sequence where Element: SpaceScalar {
  /// The numbers as doubles; exact for floats, and for integers below 2²⁴.
  var asDoubles: [Double] { map { Double($0.floatValue) } }
}
