import Agents
import Simulation

/// A life in some environments that end episodes at random, written down episode by episode: what a replay must give
/// back, kept in the simplest way.
///
/// No two observations are the same.
struct ReplayDiary<Observation: SpaceScalar> {
  struct Episode {
    var observations: [[Observation]]
    var actions: [[Int]] = []
    var rewards: [Double] = []
    var isTerminated = false
  }

  /// What one drawn transition must be.
  struct Transition: Equatable {
    var observation: [Observation]
    var action: [Int]
    var sum: Float
    var discount: Float
    var next: [Observation]
  }

  static var observationSize: Int { 3 }
  static var actionSize: Int { 2 }

  /// Where each transition stands, in the order in which they were lived.
  private(set) var places: [(environment: Int, episode: Int, step: Int)] = []
  /// The statuses of the last step.
  private(set) var statuses: [EpisodeStatus]
  /// What is to be acted on next.
  private(set) var observations: [Observation] = []
  private var episodes: [[Episode]]
  private var random: RandomGenerator
  private var observed = 0

  init(environmentCount: Int, seed: UInt64) {
    random = RandomGenerator(seed: seed)
    statuses = [EpisodeStatus](repeating: .running, count: environmentCount)
    episodes = [[Episode]](repeating: [], count: environmentCount)
    reset()
  }

  /// Begins new episodes without ending the others.
  mutating func reset() {
    for environment in episodes.indices { episodes[environment].append(Episode(observations: [newObservation()])) }
    observations = newest
  }

  /// Lives one step of every environment, and tells a replay of it.
  mutating func step(_ replay: inout ReplayBuffer) {
    let size = Self.observationSize
    var outcome = StepBatch(count: episodes.count, observations: RowLayout(Observation.kind, shape: [size]))
    var actions: [Int] = []
    for environment in episodes.indices {
      let last = episodes[environment].count - 1
      let action = [random.integers(0..<9), random.integers(0..<9)]
      let (reward, next, chance) = (random.uniform(-1, 1), newObservation(), random.random())
      let status: EpisodeStatus = chance < 0.1 ? .terminated : chance < 0.2 ? .truncated : .running
      places.append((environment, last, episodes[environment][last].actions.count))
      episodes[environment][last].actions.append(action)
      episodes[environment][last].rewards.append(Double(Float(reward)))
      episodes[environment][last].observations.append(next)
      episodes[environment][last].isTerminated = status == .terminated
      if status.isFinished {
        episodes[environment].append(Episode(observations: [newObservation()]))
        var final = outcome.finalObservations.mutableRow(environment, as: Observation.self)
        for index in next.indices { final[index] = next[index] }
      }
      actions += action
      outcome.rewards[environment] = reward
      outcome.statuses[environment] = status
    }
    outcome.observations.replaceNumbers(with: newest)
    replay.append(
      observations: RowBuffer(observations, rowShape: [size]),
      actions: RowBuffer(actions, rowShape: [Self.actionSize]), outcome: outcome)
    (observations, statuses) = (newest, outcome.statuses.array)
  }

  /// The transition of a number.
  func transition(_ index: Int, _ replay: ReplayBuffer) -> Transition {
    let place = places[index]
    let episode = episodes[place.environment][place.episode]
    func stack(endingAt step: Int) -> [Observation] {
      (0..<replay.stackDepth).flatMap { episode.observations[max(0, step - replay.stackDepth + 1 + $0)] }
    }
    let end = min(place.step + replay.returnSteps, episode.rewards.count)
    var (sum, discount) = (0.0, 1.0)
    for step in place.step..<end {
      sum += discount * episode.rewards[step]
      discount *= replay.discount
    }
    if end == episode.rewards.count, episode.isTerminated { discount = 0 }
    return Transition(
      observation: stack(endingAt: place.step), action: episode.actions[place.step], sum: Float(sum),
      discount: Float(discount), next: stack(endingAt: end))
  }

  private var newest: [Observation] { episodes.flatMap { $0.last?.observations.last ?? [] } }

  private mutating func newObservation() -> [Observation] {
    observed += 1
    return [observed % 251, observed / 251 % 251, observed / 63001].map { Observation(clamping: Double($0)) }
  }
}

extension ReplayBatch {
  /// One row of the batch.
  func transition<Observation: SpaceScalar>(
    _ row: Int, of _: Observation.Type = Observation.self
  ) -> ReplayDiary<Observation>.Transition {
    ReplayDiary.Transition(
      observation: observations.array(ofRow: row), action: actions.array(ofRow: row), sum: returns[row],
      discount: discounts[row], next: nextObservations.array(ofRow: row))
  }
}
