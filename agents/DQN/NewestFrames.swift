import Simulation
import Training

/// One step as a replay takes it in: the newest frame of each stack; the replay stacks them again when they are drawn.
///
/// A stack of four frames would otherwise be kept four times over.
struct NewestFrames: Sendable {
  private let frameOffset: Int
  private var observations: RowBuffer
  private var actions: RowBuffer
  private var masks: RowBuffer?
  private var outcome: StepBatch

  init(of task: EncodedTask, environmentCount: Int) {
    let frame = task.frameLayout
    outcome = StepBatch(
      count: environmentCount, observations: frame, maskSize: task.specification.maskSize)
    masks = outcome.actionMasks
    observations = RowBuffer(frame, count: environmentCount)
    actions = RowBuffer(task.specification.actionLayout, count: environmentCount)
    frameOffset = (task.encoder.frames - 1) * frame.stride
  }

  /// Takes over a step, number by number: memory that was shared would be copied, and allocated, with the next step.
  mutating func copy(_ transitions: borrowing Transitions) {
    let rows = 0..<outcome.count
    observations.copyRows(rows, of: transitions.observations, fromByte: frameOffset)
    outcome.observations.copyRows(rows, of: transitions.outcome.observations, fromByte: frameOffset)
    outcome.finalObservations.copyRows(rows, of: transitions.outcome.finalObservations, fromByte: frameOffset)
    actions.copyRows(rows, of: transitions.actions, to: 0)
    Self.copy(transitions.actionMasks, to: &masks)
    Self.copy(transitions.outcome.actionMasks, to: &outcome.actionMasks)
    Self.copy(transitions.outcome.finalActionMasks, to: &outcome.finalActionMasks)
    for row in rows {
      outcome.rewards[row] = transitions.outcome.rewards[row]
      outcome.statuses[row] = transitions.outcome.statuses[row]
    }
  }

  private static func copy(_ source: RowBuffer?, to target: inout RowBuffer?) {
    guard let source else { return }
    target?.copyRows(0..<source.count, of: source, to: 0)
  }

  /// Adds the step to a replay.
  func append(to replay: inout ReplayBuffer) {
    replay.append(observations: observations, masks: masks, actions: actions, outcome: outcome)
  }
}
