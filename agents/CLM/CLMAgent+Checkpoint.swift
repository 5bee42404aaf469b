import NeuralNet
import Safetensors
import Simulation
import Training

extension CLMAgent {
  /// Adds DQN's state, both adversaries with their optimizers' states, the history, the imagined transitions, and the
  /// teacher of levels.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    learner.writeCheckpoint(to: &writer)
    writer.metadata["clm_statistics"] = StoredText.text(of: statistics)
    world?.write(to: &writer)
    history.write(to: &writer, prefix: Self.historyPrefix)
    imagined.write(to: &writer, prefix: "imagined.")
    levels?.write(to: &writer)
  }

  /// Goes on from a saved state.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    guard let saved = StoredText.value(CLMStatistics.self, of: file.metadata["clm_statistics"]) else {
      throw PolicyFileError(
        "It holds no adversaries, only what another agent has learned; go on with the agent that wrote it.")
    }
    try learner.readCheckpoint(from: file)
    statistics = saved
    steps = learner.steps
    world = try WorldModel(
      from: file, actionCount: learner.network.architecture.actionCount, configuration)
    if let size = world?.scale.stateSize, size != imagined.observationSize {
      throw PolicyFileError(
        "It imagines states of \(size) numbers, where \(imagined.observationSize) are observed.")
    }
    try history.read(
      from: file, encoder: learner.task.encoder, head: learner.task.head, prefix: Self.historyPrefix)
    try imagined.read(from: file, prefix: "imagined.", actionCount: learner.network.architecture.actionCount)
    learner.learn(alsoFrom: share > 0 ? imagined : nil, share: share)
    try levels?.read(from: file)
  }

  /// The prefix of the names of the history's tensors.
  static var historyPrefix: String { "history." }
}

extension WorldModel {
  /// Adds both networks with their optimizers' states, the units, and the mean logit of real transitions.
  func write(to writer: inout SafetensorsWriter) {
    gan.generatorParameters.write(to: &writer)
    gan.discriminatorParameters.write(to: &writer)
    gan.generatorOptimizer.write(to: &writer, prefix: "generator_optimizer")
    gan.discriminatorOptimizer.write(to: &writer, prefix: "discriminator_optimizer")
    writer.add("real_logit", [realLogit])
    writer.metadata["world_scale"] = StoredText.text(of: scale)
  }

  /// Reads a world model; `nil` if there was none yet.
  ///
  /// - Throws: `PolicyFileError` or `SafetensorsError` if the networks are of other sizes than the settings say.
  init?(from file: SafetensorsFile, actionCount: Int, _ configuration: CLMConfiguration) throws {
    guard let text = file.metadata["world_scale"] else { return nil }
    guard let scale = StoredText.value(TransitionScale.self, of: text), scale.isUsable else {
      throw PolicyFileError("The 'world_scale' in its metadata holds no units of transitions: \(text.prefix(120))")
    }
    try ConditionalGAN.check(
      file, conditionSize: scale.stateSize + actionCount, head: scale.head, configuration: configuration.adversaries
    )
    // Every number that this draws is read over.
    var random = RandomGenerator(seed: 0)
    self.init(
      scale, actionCount: actionCount, configuration.world, configuration.adversaries, using: &random)
    try gan.generatorParameters.read(from: file)
    try gan.discriminatorParameters.read(from: file)
    try gan.generatorOptimizer.read(from: file, prefix: "generator_optimizer")
    try gan.discriminatorOptimizer.read(from: file, prefix: "discriminator_optimizer")
    realLogit = try file.array("real_logit", as: Float.self, shape: [1])[0]
  }
}

extension ImaginedTransitions {
  func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(prefix + "observations", observations, shape: [count, observationSize])
    writer.add(prefix + "next_observations", nextObservations, shape: [count, observationSize])
    writer.add(prefix + "actions", actions.map { Int64($0) })
    writer.add(prefix + "returns", returns)
    writer.add(prefix + "discounts", discounts)
    writer.add(prefix + "next", [Int64(next)])
  }

  mutating func read(from file: SafetensorsFile, prefix: String, actionCount: Int) throws {
    let returns = try file.array(prefix + "returns", as: Float.self)
    let (count, size) = (returns.count, observationSize)
    let next = try file.array(prefix + "next", as: Int64.self, shape: [1])[0]
    let actions = try file.array(prefix + "actions", as: Int64.self, shape: [count])
    guard count <= capacity, (0..<Int64(capacity)).contains(next),
      actions.allSatisfy((0..<Int64(actionCount)).contains)
    else {
      throw PolicyFileError("It holds \(count) imagined transitions, which do not fit the agent's \(capacity).")
    }
    self = ImaginedTransitions(
      capacity: capacity,
      observations: try file.array(prefix + "observations", as: Float.self, shape: [count, size]),
      actions: actions.map { Int($0) }, returns: returns,
      discounts: try file.array(prefix + "discounts", as: Float.self, shape: [count]),
      nextObservations: try file.array(prefix + "next_observations", as: Float.self, shape: [count, size]),
      next: Int(next), observationSize: size)
  }
}
