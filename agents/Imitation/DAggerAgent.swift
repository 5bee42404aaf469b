import Demonstrations
import Files
import NeuralNet
import Simulation
import Training

/// DAgger: imitates the expert in the states that the learner itself gets to.
///
/// Ross, Gordon and Bagnell (2011), "A reduction of imitation learning and structured prediction to no-regret online
/// learning". In round i the expert acts with probability βᵢ and else the learner; the expert is asked at every step
/// what it would do, and after the round the learner is fitted to all that it has ever said.
public struct DAggerAgent: Agent {
  /// The settings.
  public let configuration: DAggerConfiguration
  /// The number of environment steps observed.
  public internal(set) var steps = 0
  /// The number of the round that is being played, from 1 on; demonstrations count as the first.
  public internal(set) var round = 1

  let task: TaskSpecification
  /// The steps observed so far, demonstrations included.
  var data: EpisodeRows
  /// The expert's action in every row of the data.
  var labels: RowBuffer
  /// The row of each environment's last step in its running episode; −1 if the episode is to begin.
  var lastRows: [Int]
  /// True for each environment in which the expert acts.
  var isExpertActing: [Bool]
  var cloner: PolicyCloner
  var sampler: MinibatchSampler
  var agreement = RunningAgreement()

  private var expert: ExpertAdvice
  private var actor: NetworkPolicy
  private var batch: [Int]
  private var progress = 0.0
  private var isRoundOver = false

  /// Makes an agent with a fresh network.
  ///
  /// - Parameters:
  ///   - expert: Who is asked.
  ///   - episodes: What the expert is known to have done before; there need be none.
  ///   - task: The task, with its encoder and head.
  ///   - environmentCount: How many environments are acted in at a time.
  ///   - configuration: The settings.
  ///   - generator: The source of the network's first parameters.
  public init(
    asking expert: any Policy, after episodes: [Episode] = [], in task: EncodedTask, environmentCount: Int,
    configuration: DAggerConfiguration = DAggerConfiguration(), using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.task = task.specification
    self.expert = ExpertAdvice(of: expert)
    data = EpisodeRows(episodes, of: task.specification)
    labels = data.actions
    lastRows = Array(repeating: -1, count: environmentCount)
    isExpertActing = Array(repeating: true, count: environmentCount)
    let input = PolicyInput(
      encoder: task.encoder, head: task.head, observationCount: configuration.observationHistory,
      actionCount: configuration.actionHistory)
    cloner = PolicyCloner(input, configuration: configuration.cloning, using: &generator)
    sampler = MinibatchSampler(of: data.count)
    batch = Array(repeating: 0, count: configuration.batchSize)
    actor = cloner.policy(of: cloner.fitted.policyParameters)
  }

  /// The learner's actions, without the expert's.
  public var greedyPolicy: NetworkPolicy { cloner.policy(of: cloner.fitted.policyParameters) }

  /// The number of batches learned from.
  public var updateCount: Int { cloner.fitted.updateCount }

  /// The status: diverged if the network has.
  public var status: LearnerStatus { LearnerStatus(divergence: cloner.fitted.divergence) }

  /// The loss, the expert's share, and the learner's agreement with the expert where it gets to.
  public var measurements: [Measurement] {
    var measurements = cloner.fitted.measurements(at: progress)
    measurements += [
      Measurement("train/expert_share", configuration.share(inRound: round)),
      Measurement("train/round", Double(round)),
    ]
    if let mean = agreement.mean {
      measurements.append(Measurement("train/\(type(of: cloner.input.head).comparison)", mean))
    }
    return measurements
  }

  /// Follows the schedule.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Asks the expert, and takes its action or the learner's.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Asks the expert, and takes its action or the learner's allowed one.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    if round == 1, steps == 0, data.count > 0 { endRound(after: configuration.initialUpdates, using: &generator) }
    expert.ask(about: observations, allowing: masks, actions.layout, using: &generator)
    chooseActors(using: &generator)
    let isLearnerNeeded = isExpertActing.contains(false)
    if isLearnerNeeded || actor.input.hasHistory {
      actor.act(on: observations, allowing: masks, into: &actions, using: &generator)
      if isLearnerNeeded { agreement.note(compare(actions), in: round) }
    }
    for row in isExpertActing.indices where isExpertActing[row] {
      actions.copyRows(row..<row + 1, of: expert.actions, to: row)
    }
    actor.remember(actions)
  }

  /// Keeps a step, with the expert's action.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    for row in 0..<transitions.count {
      data.append(
        row, of: transitions.observations, actions: transitions.actions, reward: transitions.outcome.rewards[row],
        after: lastRows[row])
      labels.append(row..<row + 1, of: expert.actions)
      lastRows[row] = transitions.outcome.statuses[row].isFinished ? -1 : data.count - 1
    }
    let before = steps
    steps += transitions.count
    isRoundOver = (before..<steps).passesMultiple(of: configuration.roundSteps)
  }

  /// Lets expert and learner begin new episodes.
  public mutating func beginEpisodes() {
    actor.beginEpisodes()
    expert.beginEpisodes()
  }

  /// Lets expert and learner remember the outcome of their actions.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    expert.observeOutcome(outcome)
    actor.observeOutcome(outcome)
  }

  /// Learns from all that the expert has said, if a round is over.
  public mutating func learn(using generator: inout RandomGenerator) {
    guard isRoundOver else { return }
    isRoundOver = false
    endRound(after: configuration.roundUpdates, using: &generator)
  }

  /// Begins new episodes; the steps of the old ones stay among the data.
  public mutating func discardEpisodes() {
    for row in lastRows.indices { lastRows[row] = -1 }
    beginEpisodes()
  }
}

extension DAggerAgent {
  /// Chooses expert or learner to act: for every step, or where an episode begins.
  private mutating func chooseActors(using generator: inout RandomGenerator) {
    let share = configuration.share(inRound: round)
    for row in isExpertActing.indices where configuration.mixing == .step || lastRows[row] < 0 {
      // No draw where there is nothing to decide.
      isExpertActing[row] = share >= 1 || share > 0 && generator.random() < share
    }
  }

  private func compare(_ actions: borrowing RowBuffer) -> Double {
    cloner.input.head.compare(actions, with: expert.actions)
  }

  /// Fits the learner to the data, and goes on to the next round.
  private mutating func endRound(after updates: Int, using generator: inout RandomGenerator) {
    if configuration.normalizesObservations, updateCount == 0 {
      cloner.normalize(by: ObservationNormalizer(of: data.observations, by: cloner.input.encoder))
    }
    sampler.grow(to: data.count)
    for _ in 0..<updates where cloner.fitted.divergence == nil {
      sampler.draw(into: &batch, using: &generator)
      cloner.update(on: batch, of: data, labels: labels, at: progress, using: &generator)
    }
    round += 1
    takeUpLearner()
  }

  /// Takes up the policy as learned, in the midst of the running episodes.
  private mutating func takeUpLearner() {
    actor = greedyPolicy
    actor.recall(lastRows, of: data)
  }

  /// Brings the memories of expert and learner to where they were, from the data.
  mutating func recallEpisodes() {
    takeUpLearner()
    expert.showAgain(lastRows, of: data)
  }
}

/// The learner's mean agreement with the expert in the last round in which it acted.
struct RunningAgreement: Codable, Equatable, Sendable {
  private var sum = 0.0
  @StoredCount private var count = 0
  @StoredCount private var round = 0

  mutating func note(_ agreement: Double, in round: Int) {
    if round != self.round { (sum, count, self.round) = (0, 0, round) }
    sum += agreement
    count += 1
  }

  /// The mean; `nil` before the learner has acted.
  var mean: Double? { count > 0 ? sum / Double(count) : nil }
}
