import Simulation
import Training

extension CLMAgent {
  /// Exchanges DQN's state, both adversaries with their optimizers' states, the history, the imagined transitions, and the
  /// teacher of levels.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    guard !scope.isReading || scope.holds("dqn") else {
      throw CheckpointError(
        "It holds no adversaries, only what another agent has learned; go on with the agent that wrote it.")
    }
    try scope.version(1)
    try scope.exchange("dqn", &dqn)
    try scope.exchange("statistics", json: &statistics)
    let actionCount = dqn.network.architecture.actionCount
    try scope.exchange("world", &world) { [configuration] scope in
      try WorldModel(madeFor: &scope, actionCount: actionCount, configuration)
    }
    if let size = world?.scale.stateSize, size != imagined.observationSize {
      throw CheckpointError(
        "It imagines states of \(size) numbers, where \(imagined.observationSize) are observed.")
    }
    try scope.exchange("history", &history)
    try scope.exchange("imagined", &imagined)
    try scope.exchange("levels", &levels)
    guard scope.isReading else { return }
    let task = dqn.task.specification
    try history.check(task.observationSpace, task.actionSpace, "history", in: scope)
    try imagined.check(actionCount: actionCount, in: scope)
    dqn.learn(alsoFrom: share > 0 ? imagined : nil, share: share)
  }
}

extension WorldModel: Checkpointable {
  /// Makes networks of the sizes that a checkpoint holds, to be read into.
  ///
  /// - Throws: `CheckpointError` or `SafetensorsError` if they are of other sizes than the settings say.
  init(madeFor scope: inout CheckpointScope, actionCount: Int, _ configuration: CLMConfiguration) throws {
    let scale = try scope.read("scale", json: TransitionScale.self)
    guard scale.isUsable else {
      throw CheckpointError("The '\(scope.path("scale"))' in its metadata holds no units of transitions.")
    }
    let adversaries = configuration.adversaries
    try ConditionalGAN.check(
      &scope, conditionSize: scale.stateSize + actionCount, head: scale.head, configuration: adversaries)
    // Every number that this draws is read over.
    var random = RandomGenerator(seed: 0)
    self.init(scale, actionCount: actionCount, configuration.world, adversaries, using: &random)
  }

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("scale", json: &scale)
    try scope.exchange("real_logit", &realLogit)
    try gan.exchange(with: &scope)
  }
}

extension ImaginedTransitions: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("returns", growing: &returns)
    guard count <= capacity else {
      throw CheckpointError("It holds \(count) imagined transitions, which do not fit the agent's \(capacity).")
    }
    try scope.exchange("observations", &observations, shape: [count, observationSize])
    try scope.exchange("next_observations", &nextObservations, shape: [count, observationSize])
    try scope.exchange("actions", &actions, shape: [count])
    try scope.exchange("discounts", &discounts, shape: [count])
    try scope.exchange("next", count: &next, in: 0...max(capacity - 1, 0))
  }

  /// Throws unless all actions that were read can be taken.
  func check(actionCount: Int, in scope: CheckpointScope) throws(CheckpointError) {
    if let wrong = actions.first(where: { !(0..<actionCount).contains($0) }) {
      throw CheckpointError(
        "Its '\(scope.path("imagined/actions"))' have \(wrong), but there are \(actionCount) actions.")
    }
  }
}
