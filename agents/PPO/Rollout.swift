import Simulation
import Training

/// A rollout: the steps that all environments take between two updates, the environments of each step one after the other.
struct Rollout: Sendable {
  /// The number of steps of each environment.
  let length: Int
  /// The number of environments.
  let environmentCount: Int
  /// The size of a memory's state; 0 for none.
  let stateSize: Int
  let head: any ActionHead
  let task: TaskSpecification

  /// The number of steps so far.
  var stepCount = 0
  /// The observations acted on; behind those of the last step, the ones that it led to.
  var observations: RowBuffer
  /// The masks of the actions that were allowed; `nil` where all always are.
  var masks: RowBuffer?
  /// The targets that stand for the actions.
  var targets: [Float]
  /// The rewards, as they are learned from.
  var rewards: [Float]
  /// The status of each environment's episode after each step.
  var statuses: [EpisodeStatus]
  /// The memory's states before each step, and behind those of the last step the ones after it.
  var states: [Float]
  /// The final observations of the episodes that were truncated.
  var truncated: RowBuffer
  /// The steps that led to the final observations.
  var truncatedSteps: [Int] = []
  /// The memory's states before the final observations.
  var truncatedStates: [Float] = []

  /// The size of a row of a rollout in bytes, but for final observations.
  static func bytesPerRow(in task: TaskSpecification, _ head: any ActionHead, stateSize: Int) -> Int {
    let numbers = head.actionSize + stateSize + 1
    return task.observationLayout.stride + task.maskSize + numbers * MemoryLayout<Float>.stride
      + MemoryLayout<EpisodeStatus>.stride
  }

  /// Makes room for a rollout in a task.
  init(length: Int, environmentCount: Int, in task: TaskSpecification, _ head: any ActionHead, stateSize: Int) {
    self.length = length
    self.environmentCount = environmentCount
    self.stateSize = stateSize
    self.head = head
    self.task = task
    let count = length * environmentCount
    observations = RowBuffer(task.observationLayout, count: count + environmentCount)
    masks = task.maskSize > 0 ? RowBuffer(RowLayout(.bool, shape: [task.maskSize]), count: count) : nil
    targets = Array(repeating: 0, count: count * head.actionSize)
    rewards = Array(repeating: 0, count: count)
    statuses = Array(repeating: .running, count: count)
    states = Array(repeating: 0, count: (count + environmentCount) * stateSize)
    truncated = RowBuffer(task.observationLayout, capacity: 0)
  }

  /// The number of rows: steps times environments.
  var count: Int { length * environmentCount }

  /// True if all steps were taken.
  var isFull: Bool { stepCount == length }

  /// The index of the next step's first row.
  private var next: Int { stepCount * environmentCount }

  /// Takes in the targets that stand for the actions that an agent is about to take.
  mutating func decide(_ targets: [Float]) { self.targets.put(targets, at: next * head.actionSize) }

  /// Takes in a step.
  ///
  /// - Parameters:
  ///   - transitions: The step.
  ///   - rewards: Its rewards as they are to be learned from.
  ///   - memory: The memory of the policy after it.
  mutating func append(_ transitions: borrowing Transitions, rewards: [Float], after memory: PolicyMemory) {
    precondition(!isFull, "a rollout of \(length) steps is full")
    let (rows, first) = (0..<environmentCount, next)
    observations.copyRows(rows, of: transitions.observations, to: first)
    if let allowed = transitions.actionMasks { masks?.copyRows(rows, of: allowed, to: first) }
    self.rewards.put(rewards, at: first)
    for row in rows {
      let status = transitions.outcome.statuses[row]
      statuses[first + row] = status
      if status == .truncated {
        truncate(first + row, seeing: transitions.outcome.finalObservations, row)
        if stateSize > 0 { memory.copyState(ofRow: row, into: &truncatedStates, at: truncatedStates.count) }
      }
    }
    stepCount += 1
    observations.copyRows(rows, of: transitions.outcome.observations, to: next)
    if stateSize > 0 { putNextStates(of: memory) }
  }

  /// Counts the running episodes as truncated by the last step: the next observations begin new ones.
  mutating func endEpisodes() {
    let last = next - environmentCount
    for row in 0..<environmentCount {
      let start = (next + row) * stateSize
      if stepCount > 0, statuses[last + row] == .running {
        statuses[last + row] = .truncated
        truncate(last + row, seeing: observations, next + row)
        truncatedStates += states[start..<start + stateSize]
      }
      for index in start..<start + stateSize { states[index] = 0 }
    }
  }

  /// The memory's states before the next step.
  var nextStates: [Float] { Array(states[next * stateSize..<(next + environmentCount) * stateSize]) }

  /// Is empty again; the observations behind the last step are those of the next rollout's first.
  mutating func clear() {
    states.move(next * stateSize..<(next + environmentCount) * stateSize, to: 0)
    stepCount = 0
    truncated = RowBuffer(truncated.layout, capacity: 0)
    truncatedSteps.removeAll(keepingCapacity: true)
    truncatedStates.removeAll(keepingCapacity: true)
  }

  private mutating func truncate(_ step: Int, seeing final: RowBuffer, _ row: Int) {
    truncated.append(row..<row + 1, of: final)
    truncatedSteps.append(step)
  }

  /// Puts the states before the next step: those after the last one, and zeros where episodes begin.
  private mutating func putNextStates(of memory: PolicyMemory) {
    for row in 0..<environmentCount {
      let start = (next + row) * stateSize
      if statuses[next - environmentCount + row].isFinished {
        for index in start..<start + stateSize { states[index] = 0 }
      } else {
        memory.copyState(ofRow: row, into: &states, at: start)
      }
    }
  }
}
