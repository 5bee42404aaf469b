import Demonstrations
import NeuralNet
import Simulation

/// The steps of a task's demonstrations as the network sees them, one row each, episode after episode.
///
/// The episodes that are learned from come first, those that are held out behind them.
struct StepTable: Sendable {
  let task: SequenceTask
  private let rows: [Float]
  /// The row at which the episode of each step begins.
  private let starts: [Int32]
  /// The number of steps that are learned from.
  let trainingCount: Int

  /// The number of steps in all.
  var count: Int { starts.count }

  /// Brings episodes to the form in which they are learned from.
  ///
  /// - Parameters:
  ///   - demonstrations: The episodes of a task.
  ///   - configuration: What is asked for, and how much is held out.
  ///   - generator: Draws which episodes are held out.
  /// - Throws: `ConfigurationError` when they cannot be learned from.
  init(
    _ demonstrations: Demonstrations, _ configuration: SequenceConfiguration,
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    var encoder = try DatasetCheck.encoder(of: demonstrations)
    try DatasetCheck.checkRewards(of: demonstrations.episodes, demonstrations.name)
    let episodes = try demonstrations.checked(
      as: TaskSpecification(
        observationSpace: demonstrations.observationSpace, actionSpace: demonstrations.actionSpace))
    let split = try DatasetCheck.split(episodes.count, configuration, demonstrations.name, using: &generator)
    let training = split.training.map { episodes[$0] }
    encoder.measure(training, targetQuantile: configuration.targetQuantile)
    task = encoder.task
    trainingCount = training.reduce(0) { $0 + $1.length }
    var (rows, starts): ([Float], [Int32]) = ([], [])
    for episode in training + split.heldOut.map({ episodes[$0] }) {
      starts += Array(repeating: Int32(starts.count), count: episode.length)
      rows += Self.rows(of: episode, encoder)
    }
    (self.rows, self.starts) = (rows, starts)
  }

  private static func rows(of episode: Episode, _ encoder: StepEncoder) -> [Float] {
    let width = encoder.width
    var rows = [Float](repeating: 0, count: episode.length * width)
    for (index, rest) in episode.returnsToGo.enumerated() {
      var span = rows.mutableSpan
      var step = span._mutatingExtracting(index * width..<(index + 1) * width)
      encoder.encode(episode.observations, row: index, returnToGo: rest, into: &step)
      encoder.encode(actions: episode.actions, row: index, into: &step)
    }
    return rows
  }
}

/// Windows of steps for the network, with the weight of each step.
struct Windows: Sendable {
  /// Batch × context × width of a step; zeros behind the end of a window.
  let steps: Tensor
  /// Batch × context × 1: the same for every step there is, 0 behind the end, 1 in all.
  let weights: Tensor
}

extension StepTable {
  /// Windows whose last steps are drawn from those that are learned from.
  func draw(
    _ count: Int, context: Int, in pool: MemoryPool?, using generator: inout RandomGenerator
  ) -> Windows {
    windows(endingAt: (0..<count).map { _ in generator.integers(0..<trainingCount) }, context: context, in: pool)
  }

  /// The last steps of windows that lie beside each other in the episodes that are held out, but at most some.
  func heldOutEnds(context: Int, atMost limit: Int) -> [Int] {
    let ends = (trainingCount..<count).filter { step in
      let isLast = step + 1 == count || starts[step + 1] != starts[step]
      return isLast || (step - Int(starts[step])) % context == context - 1
    }
    guard ends.count > limit else { return ends }
    return (0..<limit).map { ends[$0 * ends.count / limit] }
  }

  /// The windows that end at some steps: as many steps as the context holds, or what the episode has by then.
  func windows(endingAt ends: [Int], context: Int, in pool: MemoryPool?) -> Windows {
    let width = task.width
    let begins = ends.map { max(Int(starts[$0]), $0 - context + 1) }
    let steps = Tensor(shape: [ends.count, context, width], in: pool) { span in
      for (row, (begin, end)) in zip(begins, ends).enumerated() {
        let (source, target) = (begin * width, row * context * width)
        let used = (end - begin + 1) * width
        for index in 0..<used { span[target + index] = rows[source + index] }
        for index in used..<context * width { span[target + index] = 0 }
      }
    }
    let total = zip(begins, ends).reduce(0) { $0 + $1.1 - $1.0 + 1 }
    let weights = Tensor(shape: [ends.count, context, 1], in: pool) { span in
      for index in span.indices {
        let (row, place) = (index / context, index % context)
        span[index] = place <= ends[row] - begins[row] ? 1 / Float(total) : 0
      }
    }
    return Windows(steps: steps, weights: weights)
  }
}
