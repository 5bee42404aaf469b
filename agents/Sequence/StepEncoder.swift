import Demonstrations
import Simulation

/// Writes a task's steps as rows of features.
struct StepEncoder<Observation: SpaceScalar, Action: SpaceScalar>: Sendable {
  var task: SequenceTask
  let features: any FeatureEncoder<Observation>
  let head: any ActionHead<Action>
  /// The number of features of a step; kept, since every step asks.
  let width: Int
  private let observationRange: Range<Int>
  let actionRange: Range<Int>

  /// Makes an encoder for a task; `nil` if its observations or actions are other numbers.
  init?(_ task: SequenceTask) {
    guard let features = task.observations.encoder as? any FeatureEncoder<Observation>,
      let head = task.actions.head as? any ActionHead<Action>
    else { return nil }
    self.task = task
    self.features = features
    self.head = head
    width = task.width
    observationRange = task.observationRange
    actionRange = task.actionRange
  }

  /// Sets the target return and the normalizers by some episodes.
  mutating func measure(_ episodes: [Episode<Observation, Action>], targetQuantile: Double) {
    let returns = episodes.map(\.episodeReturn).sorted()
    task.targetReturn = returns[Int((targetQuantile * Double(returns.count - 1)).rounded())]
    let observed = episodes.flatMap { $0.observations.dropLast($0.observationSize) }
    task.normalizer = ObservationNormalizer(of: observed, by: features)
    task.returnNormalizer = ObservationNormalizer(
      of: episodes.flatMap(\.returnsToGo).map { Float($0) }, by: NumberFeatures(count: 1))
  }

  /// Writes the part of a step that is known before the action: the return to come, and the observation.
  func encode(_ observation: Span<Observation>, returnToGo: Double, into step: inout MutableSpan<Float>) {
    step[0] = Float(returnToGo)
    var first = step._mutatingExtracting(0..<1)
    task.returnNormalizer?.normalize(&first)
    var seen = step._mutatingExtracting(observationRange)
    features.encode(observation, into: &seen)
    task.normalizer?.normalize(&seen)
  }

  /// Writes the rest of a step: the action.
  func encode(action: Span<Action>, into step: inout MutableSpan<Float>) {
    var done = step._mutatingExtracting(actionRange)
    head.writeFeatures(of: action, into: &done)
  }
}

extension Episode {
  /// The return to go of each step: the sum of its reward and all that follow.
  var returnsToGo: [Double] {
    var rest = 0.0
    return rewards.reversed().map { reward in
      rest += reward
      return rest
    }.reversed()
  }
}
