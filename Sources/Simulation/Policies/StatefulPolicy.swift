/// A script that remembers something from step to step, such as the phase of a gait.
///
/// Every row of a batch has a memory of its own. Policies are not told when an episode starts, so the script says by
/// which observations it knows: with them the row's memory starts afresh.
public struct StatefulPolicy<Memory: Sendable, ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: Policy {
  /// The script: it writes the action for an observation and changes the memory.
  public typealias Script =
    @Sendable (
      _ memory: inout Memory, _ observation: Span<ObservationScalar>, _ action: inout MutableSpan<ActionScalar>
    ) -> Void

  private let observationSize: Int
  private let actionSize: Int
  private let initialMemory: Memory
  private let isStart: @Sendable (Span<ObservationScalar>) -> Bool
  private let script: Script
  private var memories: [Memory] = []

  /// Makes a policy.
  ///
  /// - Parameters:
  ///   - observationSize: How many numbers an observation has.
  ///   - actionSize: How many numbers an action has.
  ///   - memory: What is remembered at the start of an episode.
  ///   - isStart: Whether an observation is the first one of an episode.
  ///   - script: The action for an observation.
  public init(
    observationSize: Int, actionSize: Int, memory: Memory,
    isStart: @escaping @Sendable (Span<ObservationScalar>) -> Bool, script: @escaping Script
  ) {
    self.observationSize = observationSize
    self.actionSize = actionSize
    initialMemory = memory
    self.isStart = isStart
    self.script = script
  }

  /// Calls the script for every row; a batch of another size than the last one starts with fresh memories.
  public mutating func act(
    on observations: Span<ObservationScalar>, into actions: inout MutableSpan<ActionScalar>,
    using generator: inout RandomGenerator
  ) {
    let rows = actions.count / actionSize
    if memories.count != rows { memories = Array(repeating: initialMemory, count: rows) }
    for row in 0..<rows {
      let observation = observations.extracting(row * observationSize..<(row + 1) * observationSize)
      if isStart(observation) { memories[row] = initialMemory }
      var action = actions._mutatingExtracting(row * actionSize..<(row + 1) * actionSize)
      script(&memories[row], observation, &action)
    }
  }
}
