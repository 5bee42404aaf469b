import Environments
import Simulation
import Testing

/// What one environment gave over some steps and episodes, as doubles: they hold floats and small integers exactly.
///
/// Of large observations, such as pictures, it keeps a fingerprint.
struct Trace: Equatable, CustomTestStringConvertible {
  /// One step.
  struct Transition: Equatable {
    let action: [Double]
    /// What was observed after the step, also when the episode ended with it.
    let observation: [Double]
    let reward: Double
    let status: EpisodeStatus
    /// What the next action is taken on: the first observation of the next episode if this one ended.
    let next: [Double]
    /// One of the two observations, if it is not in its space.
    let stray: [Double]?

    init<Observation: SpaceScalar>(
      action: [some SpaceScalar], observation: [Observation], reward: Double, status: EpisodeStatus,
      next: [Observation], in space: any Space<Observation>
    ) {
      self.action = action.asDoubles
      self.observation = observation.noted
      self.reward = reward
      self.status = status
      self.next = next.noted
      stray = [observation, next].first { !space.contains($0) }?.asDoubles
    }
  }

  /// What the first reset gave; nothing if an episode was continued.
  let first: [Double]
  var transitions: [Transition] = []

  /// The first observation that was not in its space, if there was one.
  var stray: [Double]? { transitions.lazy.compactMap(\.stray).first }

  /// The numbers themselves would fill pages.
  var testDescription: String { "\(transitions.count) steps from \(first)" }

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

extension VectorTask {
  /// The spaces of observations and actions.
  var spaces: [SpaceDescriptor] { [specification.observationSpace, specification.actionSpace] }

  /// Returns true if an action is an element of the space.
  func canAct(_ action: [Double]) -> Bool {
    func contains<Actions: Space>(_ space: Actions) -> Bool {
      space.contains(action.map { Actions.Scalar(clamping: $0) })
    }
    return specification.actionSpace.space.map { contains($0) } ?? false
  }

  /// Plays a batch; one trace per row.
  func traces(_ play: Play = Play()) -> [Trace] {
    func traces<Observations: Space, Actions: Space>(_ observations: Observations, _ actions: Actions) -> [Trace] {
      self.traces(play, observations, actions)
    }
    guard let observations = specification.observationSpace.space, let actions = specification.actionSpace.space
    else { return [] }
    return traces(observations, actions)
  }
}

extension Stage {
  /// The spaces of observations and actions.
  var spaces: [SpaceDescriptor] { [specification.observationSpace, specification.actionSpace] }

  /// Starts an episode and returns its first observation.
  func reset(seed: UInt64?) -> RowBuffer {
    var observation = RowBuffer(specification.observationLayout, count: 1)
    reset(seed: seed, into: &observation)
    return observation
  }

  /// Advances by one step and returns the observation beside the rest.
  func step(_ action: RowBuffer) -> (observation: RowBuffer, result: StepResult) {
    var observation = RowBuffer(specification.observationLayout, count: 1)
    let result = step(action, into: &observation)
    return (observation, result)
  }
}

extension VectorTask {
  fileprivate func traces<Observations: Space, Actions: Space>(
    _ play: Play, _ observationSpace: Observations, _ actionSpace: Actions
  ) -> [Trace] {
    func numbers(_ rows: RowBuffer, _ row: Int) -> [Observations.Scalar] { rows.elements(ofRow: row) }
    var batch = makeBatch()
    reset(seed: play.seed, into: &batch)
    var traces = (0..<count).map { Trace(first: numbers(batch.observations, $0).noted) }
    let actions = (0..<count).map { play.actions(ofRow: $0, in: actionSpace) }
    for step in 0..<play.steps {
      self.step(actions.flatMap { $0[step] }, into: &batch)
      for row in 0..<count {
        traces[row].transitions.append(
          Trace.Transition(
            action: actions[row][step], observation: numbers(batch.nextObservations(ofRow: row), row),
            reward: batch.rewards[row], status: batch.statuses[row], next: numbers(batch.observations, row),
            in: observationSpace))
      }
    }
    return traces
  }
}

extension Stage {
  /// Plays a stage, resetting it by hand when an episode ends.
  func trace(_ play: Play = Play(), row: Int = 0) -> Trace {
    func trace<Observations: Space, Actions: Space>(_ observations: Observations, _ actions: Actions) -> Trace {
      self.trace(play, row: row, observations, actions)
    }
    guard let observations = specification.observationSpace.space, let actions = specification.actionSpace.space
    else { return Trace(first: []) }
    return trace(observations, actions)
  }

  private func trace<Observations: Space, Actions: Space>(
    _ play: Play, row: Int, _ observationSpace: Observations, _ actionSpace: Actions
  ) -> Trace {
    func numbers(_ rows: RowBuffer) -> [Observations.Scalar] { rows.elements(ofRow: 0) }
    var trace = Trace(first: play.seed.map { numbers(reset(seed: $0 + UInt64(row))).noted } ?? [])
    for action in play.actions(ofRow: row, in: actionSpace) {
      let (observation, result) = step(RowBuffer(action, rowShape: specification.actionLayout.fields[0].shape))
      let next = result.status.isFinished ? reset(seed: nil) : observation
      trace.transitions.append(
        Trace.Transition(
          action: action, observation: numbers(observation), reward: result.reward, status: result.status,
          next: numbers(next), in: observationSpace))
    }
    return trace
  }
}

extension Stage {
  /// Begins another episode from the stream; its first observation, as traces note it.
  func startAnew() -> [Double] {
    func noted<Observations: Space>(_: Observations) -> [Double] {
      let numbers: [Observations.Scalar] = reset(seed: nil).elements(ofRow: 0)
      return numbers.noted
    }
    return specification.observationSpace.space.map { noted($0) } ?? []
  }
}

extension RowBuffer {
  /// The numbers of a row in the type of its space: of a dictionary, the bytes.
  fileprivate func elements<Number: SpaceScalar>(ofRow row: Int) -> [Number] {
    guard layout.kind == nil else { return array(ofRow: row) }
    var bytes = [UInt8](repeating: 0, count: layout.stride)
    var span = bytes.mutableSpan
    writeBytes(ofRow: row, into: &span)
    return bytes as? [Number] ?? []
  }
}

extension Sequence where Element: SpaceScalar {
  /// The numbers as doubles; exact for floats, and for integers below 2²⁴.
  var asDoubles: [Double] { map { Double($0.floatValue) } }
}

extension Collection where Element: SpaceScalar {
  /// The numbers as doubles, or one number that stands for many.
  fileprivate var noted: [Double] {
    guard count > 256 else { return asDoubles }
    // FNV-1a over the numbers' bits; 53 of the 64 fit into a double.
    let hash = reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1.floatValue.bitPattern)) &* 0x100_0000_01b3
    }
    return [Double(hash >> 11)]
  }
}
