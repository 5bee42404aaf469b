import Demonstrations
import Environments
import Raster
import Simulation

/// An environment on stage with the policy that acts in it, as `watch` shows and `play` plays it.
struct Performance {
  let stage: any Stage
  private let title: String
  private let policyName: String
  private var policy: any Policy
  /// The outcome of the last step and the last action, as the policy sees them.
  private var outcome: StepBatch
  private var actions: RowBuffer
  private var generator: RandomGenerator
  /// The number of steps of the episode so far.
  private(set) var stepCount = 0
  /// The sum of the episode's rewards.
  private(set) var episodeReturn = 0.0
  /// The episode so far, if it is recorded.
  private(set) var episode: Episode?
  /// The commentary for spectators; `nil` for one who plays.
  private var commentary: Commentary?

  init(
    _ stage: any Stage, _ policy: any Policy, title: String, policyName: String, seed: UInt64,
    commentary: Commentary? = nil
  ) {
    self.stage = stage
    self.policy = policy
    self.title = title
    self.policyName = policyName
    self.commentary = commentary
    generator = RandomGenerator(seed: seed)
    let task = stage.specification
    outcome = StepBatch(count: 1, observations: task.observationLayout, maskSize: task.maskSize)
    actions = RowBuffer(stage.specification.actionLayout, count: 1)
    restart(seed: seed)
  }

  /// The current observation.
  var observation: RowBuffer { outcome.observations }
  /// The last action.
  var action: RowBuffer { actions }
  /// The last step's reward.
  var reward: Double { outcome.rewards[0] }
  /// The status of the episode.
  var status: EpisodeStatus { outcome.statuses[0] }

  /// Starts an episode.
  ///
  /// - Parameters:
  ///   - seed: The seed; `nil` goes on with the random stream.
  ///   - isRecorded: True if ``episode`` keeps all that happens.
  mutating func restart(seed: UInt64? = nil, isRecorded: Bool = false) {
    stage.reset(seed: seed, into: &outcome.observations)
    writeMasks()
    episode = isRecorded ? Episode(startingAt: observation, actingWith: actions.layout, seed: seed) : nil
    let drawnParameters = stage.drawnParameters
    episode?.drawnParameters = drawnParameters
    policy.beginEpisodes(in: EnvironmentCopies { [stage] _ in stage.copied() })
    commentary?.begin(seed: seed, afterSteps: stepCount)
    (stepCount, episodeReturn, outcome.rewards[0], outcome.statuses[0]) = (0, 0, 0, .running)
  }

  /// Takes a step with the policy's action.
  mutating func step() {
    policy.act(on: outcome.observations, allowing: outcome.masks, into: &actions, using: &generator)
    finishStep()
  }

  /// Takes a step with an action in numbers, as keys give them.
  mutating func step(_ action: [Double]) {
    actions.replaceNumbers(ofRow: 0, withDoubles: action)
    finishStep()
  }

  private mutating func finishStep() {
    let step = stage.step(actions, into: &outcome.observations)
    writeMasks()
    if step.status.isFinished { outcome.finalObservations.copyRows(0..<1, of: outcome.observations, to: 0) }
    (outcome.rewards[0], outcome.statuses[0]) = (step.reward, step.status)
    episodeReturn += step.reward
    stepCount += 1
    episode?.append(action: actions, reward: step.reward, status: step.status, observation: outcome.observations)
    policy.observeOutcome(outcome)
    if status.isFinished { commentary?.end(return: episodeReturn) }
  }

  private mutating func writeMasks() {
    guard var masks = outcome.actionMasks else { return }
    outcome.actionMasks = nil
    stage.writeActionMask(into: &masks)
    outcome.actionMasks = masks
  }

  /// The numbers that were drawn for the episode, in the order of their names.
  private var drawnReadings: [OverlayContent.Reading] {
    stage.drawnParameters.sorted { $0.key < $1.key }.map {
      .init($0.key.uppercased(), NumberFormat.short($0.value).withMinus, widest: "−00.00")
    }
  }

  /// The overlay around the frame.
  var overlay: OverlayContent {
    OverlayContent(
      title: title, policy: policyName, step: stepCount, episodeReturn: episodeReturn,
      readings: drawnReadings
        + (commentary?.readings(action: stepCount > 0 ? actions.doubles(ofRow: 0) : nil) ?? []),
      notice: stage.ending?.words ?? "", tone: stage.ending?.tone ?? .neutral)
  }
}

extension EpisodeEnding {
  /// The tone of the ending, for the overlay.
  var tone: OverlayTone {
    switch verdict {
    case .success: .success
    case .failure: .failure
    case .neutral: .neutral
    }
  }
}

extension Performance: Spectacle {
  var frameSize: Size { stage.frameSize }
  var panelArea: Rectangle? { nil }

  func draw(on canvas: inout Canvas) { stage.draw(on: &canvas) }

  mutating func restart(seed: UInt64?) { restart(seed: seed, isRecorded: false) }
}
