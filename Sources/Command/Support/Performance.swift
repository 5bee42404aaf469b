import Demonstrations
import Environments
import Raster
import Simulation

/// An environment on stage with the policy that acts in it, as `watch` shows and `play` plays it.
struct Performance<Observation: SpaceScalar, Action: SpaceScalar> {
  let stage: any Stage<Observation, Action>
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
  private(set) var episode: Episode<Observation, Action>?
  /// The commentary for spectators; `nil` for one who plays.
  private var commentary: Commentary?

  init(
    _ stage: any Stage<Observation, Action>, _ policy: any Policy, title: String,
    policyName: String, seed: UInt64, commentary: Commentary? = nil
  ) {
    self.stage = stage
    self.policy = policy
    self.title = title
    self.policyName = policyName
    self.commentary = commentary
    generator = RandomGenerator(seed: seed)
    outcome = StepBatch(count: 1, observations: stage.observationSpace.descriptor.layout)
    actions = RowBuffer(stage.actionSpace.descriptor.layout, count: 1)
    restart(seed: seed)
  }

  /// The current observation.
  var observation: [Observation] { outcome.observations.array() }
  /// The last action.
  var action: [Action] { actions.array() }
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
    outcome.observations.replaceNumbers(with: stage.reset(seed: seed))
    episode = isRecorded ? Episode(startingAt: observation, seed: seed) : nil
    policy.beginEpisodes()
    commentary?.begin(seed: seed, afterSteps: stepCount)
    (stepCount, episodeReturn, outcome.rewards[0], outcome.statuses[0]) = (0, 0, 0, .running)
  }

  /// Takes a step with the policy's action.
  mutating func step() {
    policy.act(on: outcome.observations, into: &actions, using: &generator)
    step(action)
  }

  /// Takes a step with an action.
  mutating func step(_ action: [Action]) {
    let step = stage.step(action)
    actions.replaceNumbers(with: action)
    outcome.observations.replaceNumbers(with: step.observation)
    if step.status.isFinished { outcome.finalObservations.replaceNumbers(with: step.observation) }
    (outcome.rewards[0], outcome.statuses[0]) = (step.reward, step.status)
    episodeReturn += step.reward
    stepCount += 1
    episode?.append(action: action, reward: step.reward, status: step.status, observation: step.observation)
    policy.observeOutcome(outcome)
    if status.isFinished { commentary?.end(return: episodeReturn) }
  }

  /// The overlay around the frame.
  var overlay: OverlayContent {
    OverlayContent(
      title: title, policy: policyName, step: stepCount, episodeReturn: episodeReturn,
      readings: commentary?.readings(action: stepCount > 0 ? action.map { Double($0.floatValue) } : nil) ?? [],
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
