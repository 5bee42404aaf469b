import NeuralNet
import Simulation
import Training

/// The part of a DQN agent that learns: both networks' parameters, the optimizer and the replay.
struct DQNLearner: Sendable {
  let configuration: DQNConfiguration
  let network: QNetwork
  let task: EncodedTask
  /// The parameters of Q, the online network, which learns.
  var online: Parameters
  /// The parameters of Q̂, the target network.
  var target: Parameters
  /// The running mean of the parameters, if the policy is one.
  var average: Parameters?
  var optimizer: Adam
  var replay: ReplayBuffer
  var batch: ReplayBatch
  /// The model of the rewards that are learned from; `nil` for those that were observed.
  var rewardModel: (any RewardModel)?
  /// The source of a share of every batch, besides the replay; `nil` for none.
  var otherSource: (any TransitionSource & Sendable)?
  /// The share of every batch that the other source fills.
  var otherShare = 0.0
  var otherBatch: ReplayBatch
  var statistics = LearningStatistics()
  /// The number of batches learned from.
  var updateCount = 0
  /// The reason that learning has diverged; `nil` if it has not.
  var divergence: String?
  /// The random number generator of rounds on a second thread: the agent's own goes on at the same time.
  var generator: RandomGenerator
  private var newest: NewestFrames

  init(
    _ network: QNetwork, in task: EncodedTask, environmentCount: Int, configuration: DQNConfiguration,
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    self.configuration = configuration
    self.network = network
    self.task = task
    online = Parameters(of: network, named: "q_net", using: &generator)
    target = online
    average = configuration.policyAveraging > 0 ? online : nil
    optimizer = Adam(for: online)
    replay = try ReplayBuffer(
      capacity: configuration.bufferSize, environmentCount: environmentCount,
      observations: task.frameLayout, maskSize: task.specification.maskSize, stackDepth: task.encoder.frames,
      returnSteps: configuration.returnSteps,
      discount: configuration.discount,
      sampling: configuration.sampling)
    batch = replay.makeBatch()
    otherBatch = batch
    // Spawning draws no number.
    self.generator = generator.spawn(1)[0]
    newest = NewestFrames(of: task, environmentCount: environmentCount)
  }

  /// Adds a step to the replay.
  mutating func observe(_ transitions: borrowing Transitions) {
    guard task.encoder.frames > 1 else { return replay.append(transitions) }
    newest.copy(transitions)
    newest.append(to: &replay)
  }

  /// The parameters of the policy.
  var policyParameters: Parameters { average ?? online }

  /// Updates the target network by the Polyak factor τ.
  mutating func moveTarget() { target.move(towards: online, rate: Float(configuration.targetUpdateRate)) }

  /// Learns from some batches.
  mutating func learn(fromBatches count: Int, at progress: Double, using generator: inout RandomGenerator) {
    for _ in 0..<count where divergence == nil { update(at: progress, using: &generator) }
  }

  /// Learns from some batches that its own generator draws.
  mutating func learn(fromBatches count: Int, at progress: Double) {
    var generator = generator
    learn(fromBatches: count, at: progress, using: &generator)
    self.generator = generator
  }
}
