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
  /// The outcome of the last step, and the next action, as the policy sees them.
  private var batch: StepBatch
  private var actions: RowBuffer
  private var generator: RandomGenerator
  /// The current observation.
  private(set) var observation: [Observation]
  /// The policy's last action.
  private(set) var action: [Action]
  /// The number of steps of the episode so far.
  private(set) var stepCount = 0
  /// The sum of the episode's rewards.
  private(set) var episodeReturn = 0.0
  /// The last step's reward.
  private(set) var reward = 0.0
  /// The status of the episode.
  private(set) var status = EpisodeStatus.running
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
    action = [Action](repeating: .zero, count: stage.actionSpace.scalarCount)
    batch = StepBatch(count: 1, observations: stage.observationSpace.descriptor.layout)
    actions = RowBuffer(stage.actionSpace.descriptor.layout, count: 1)
    observation = []
    restart(seed: seed)
  }

  /// Starts an episode.
  ///
  /// - Parameters:
  ///   - seed: The seed; `nil` goes on with the random stream.
  ///   - isRecorded: True if ``episode`` keeps all that happens.
  mutating func restart(seed: UInt64? = nil, isRecorded: Bool = false) {
    observation = stage.reset(seed: seed)
    episode = isRecorded ? Episode(startingAt: observation, seed: seed) : nil
    policy.beginEpisodes()
    commentary?.begin(seed: seed, afterSteps: stepCount)
    (stepCount, episodeReturn, reward, status) = (0, 0, 0, .running)
  }

  /// Takes a step with the policy's action.
  mutating func step() {
    batch.observations.replaceNumbers(with: observation)
    policy.act(on: batch.observations, into: &actions, using: &generator)
    action = actions.array()
    step(action)
  }

  /// Takes a step with an action.
  mutating func step(_ action: [Action]) {
    let step = stage.step(action)
    observation = step.observation
    reward = step.reward
    episodeReturn += reward
    stepCount += 1
    status = step.status
    episode?.append(action: action, reward: step.reward, status: status, observation: observation)
    (batch.rewards[0], batch.statuses[0]) = (step.reward, step.status)
    policy.observeOutcome(batch)
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
