import Demonstrations
import Simulation

/// Writes a task's steps as rows of features.
struct StepEncoder: Sendable {
  var task: SequenceTask
  let features: ObservationEncoder
  let head: any ActionHead
  /// The number of features of a step; kept, since every step asks.
  let width: Int
  private let observationRange: Range<Int>
  let actionRange: Range<Int>

  /// Makes an encoder for a task.
  init(_ task: SequenceTask) {
    self.task = task
    features = task.observations.encoder
    head = task.actions.head
    width = task.width
    observationRange = task.observationRange
    actionRange = task.actionRange
  }

  /// Sets the target return and the normalizers by some episodes.
  mutating func measure(_ episodes: [Episode], targetQuantile: Double) {
    let returns = episodes.map(\.episodeReturn).sorted()
    task.targetReturn = returns[Int((targetQuantile * Double(returns.count - 1)).rounded())]
    var observed = RowBuffer(episodes[0].observations.layout, capacity: episodes.reduce(0) { $0 + $1.length })
    for episode in episodes { observed.append(0..<episode.length, of: episode.observations) }
    task.normalizer = ObservationNormalizer(of: observed, by: features)
    let rest = RowBuffer(episodes.flatMap(\.returnsToGo).map { Float($0) })
    let number = SpaceDescriptor.box(scalar: .float32, shape: [1], low: [-.infinity], high: [.infinity])
    task.returnNormalizer = ObservationEncoder(number).flatMap { ObservationNormalizer(of: rest, by: $0) }
  }

  /// Writes the part of a step that is known before the action: the return to come, and the observation.
  func encode(
    _ observations: borrowing RowBuffer, row: Int, returnToGo: Double, into step: inout MutableSpan<Float>
  ) {
    step[0] = Float(returnToGo)
    var first = step._mutatingExtracting(0..<1)
    task.returnNormalizer?.normalize(&first)
    var seen = step._mutatingExtracting(observationRange)
    features.encode(observations, rows: row..<row + 1, into: &seen)
    task.normalizer?.normalize(&seen)
  }

  /// Writes the rest of a step: the action.
  func encode(actions: borrowing RowBuffer, row: Int, into step: inout MutableSpan<Float>) {
    var done = step._mutatingExtracting(actionRange)
    head.writeFeatures(of: actions, rows: row..<row + 1, into: &done)
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
