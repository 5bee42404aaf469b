import NeuralNet
import Simulation
import Synchronization
import Training

/// AlphaZero: a network that plays against itself, each move by a search, and learns what the searches found.
///
/// Silver and others (2018), "A general reinforcement learning algorithm that masters chess, shogi, and Go through self-play",
/// with the search of Danihelka and others (2022), `GumbelTree`. In a round, all games make a move; positions of games that
/// are over go into a replay, and an update learns from a batch of it: the policy from the improved policy, the value from
/// the outcome and the search's value. It acts in no environment: a step of a training plan is an update.
///
/// Games are played in a few groups, each with a random stream of its own, so that the results do not depend on the number
/// of threads.
public struct AlphaZeroLearner<Contest: Game>: Learner {
  /// The settings.
  public let configuration: AlphaZeroConfiguration
  let network: BoardNetwork
  private let objective: ShardedObjective
  private let players: SelfPlayers<Contest>
  var parameters: Parameters
  var optimizer: Adam
  var replay: PositionReplay
  var groups: [SelfPlay<Contest>]
  var statistics = AlphaZeroStatistics()
  var strength = PlayingStrength()
  private let start: Contest
  private var progress = 0.0
  private var divergence: String?
  /// The number of batches learned from.
  public internal(set) var updateCount = 0

  /// The number of groups of games, and of parts of a batch.
  private static var shardCount: Int { 4 }

  /// Makes a learner with a fresh network.
  ///
  /// - Parameters:
  ///   - game: The first position.
  ///   - configuration: The settings.
  ///   - threads: The number of threads that play and learn; the results do not depend on it.
  ///   - generator: The source of the network's first parameters, and of what is drawn in games.
  /// - Throws: `ConfigurationError` if the position is not seen as planes of a board.
  public init(
    _ game: Contest, configuration: AlphaZeroConfiguration = AlphaZeroConfiguration(), threads: Int = 1,
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    let shape = game.observationShape
    guard shape.count == 3, Contest.seatCount == 2 else {
      throw ConfigurationError(
        "alphazero plays games of two seats that are seen as planes of a board, not as \(shape).")
    }
    self.configuration = configuration
    start = game
    network = BoardNetwork(
      BoardNetwork.Architecture(
        shape: shape, moveCount: game.moveCount, channels: configuration.channels, blocks: configuration.blocks))
    parameters = Parameters(of: network, using: &generator)
    optimizer = Adam(for: parameters, decoupledWeightDecay: Float(configuration.weightDecay))
    replay = PositionReplay(
      capacity: configuration.replayCapacity, observationSize: shape.reduce(1, *), moveCount: game.moveCount,
      symmetries: game.symmetries)
    let counts = (0..<Self.shardCount).map { (configuration.games + $0) / Self.shardCount }
    groups = zip(counts, generator.spawn(Self.shardCount)).map {
      SelfPlay(game, games: $0, drawingFrom: $1)
    }
    let team = WorkTeam(threads: threads)
    players = SelfPlayers(network, groups: Self.shardCount, by: team)
    let weight = Float(configuration.valueWeight)
    objective = ShardedObjective(shards: Self.shardCount, by: team) { [network] weights, inputs in
      Self.loss(network, weights, inputs, valueWeight: weight)
    }
  }

  /// The loss of a part of a batch: the cross-entropy of the policies, and the squared error of the values.
  private static func loss(
    _ network: BoardNetwork, _ weights: Weights, _ inputs: [Tensor], valueWeight: Float
  ) -> (loss: Tensor, auxiliary: [Tensor]) {
    let outputs = network(inputs[0], weights)
    let moves = network.architecture.moveCount
    let logits = outputs.slice(0..<moves, along: 1) + inputs[1]
    let values = outputs.slice(moves..<moves + 1, along: 1).reshaped(to: inputs[3].shape)
    let policyLoss = Loss.crossEntropy(logits, probabilities: inputs[2]) / Float(shardCount)
    let valueLoss = Loss.meanSquaredError(values, inputs[3]) / Float(shardCount)
    return (policyLoss + valueLoss * valueWeight, [policyLoss, valueLoss])
  }

  /// The network, without a search.
  public var greedyPolicy: AlphaZeroPolicy {
    AlphaZeroPolicy(
      network, parameters: parameters, simulations: configuration.matchSimulations,
      consideredMoves: configuration.consideredMoves)
  }

  /// The status: diverged if the loss has.
  public var status: LearnerStatus { LearnerStatus(divergence: divergence) }

  /// The parts of the loss, and the games so far.
  public var measurements: [Measurement] {
    statistics.measurements + strength.measurements(games: configuration.matchGames) + [
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress))
    ]
  }

  /// Follows the schedule.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Plays a round of moves, if one is due, and learns from a batch.
  public mutating func learn(using generator: inout RandomGenerator) {
    if updateCount % configuration.updatesPerRound == 0 { playRound() }
    while replay.count < configuration.batchSize { playRound() }
    let draws = replay.draw(configuration.batchSize, using: &generator)
    let size = configuration.batchSize / Self.shardCount
    let result = objective.valueAndGradient(at: parameters) { [replay, network, pool = parameters.pool] shard in
      replay.tensors(of: draws[shard * size..<(shard + 1) * size], shape: network.architecture.shape, in: pool)
    }
    let step = optimizer.step(
      &parameters, along: result.gradients, of: result.loss, rate: configuration.learningRate.value(at: progress))
    updateCount += 1
    divergence = step.divergence
    statistics.update(policyLoss: result.auxiliary[0], valueLoss: result.auxiliary[1])
    guard configuration.matchInterval > 0, updateCount % configuration.matchInterval == 0, divergence == nil else {
      return
    }
    strength.measure(
      greedyPolicy.player, in: start, games: configuration.matchGames,
      simulations: configuration.opponentSimulations, seed: UInt64(updateCount))
  }

  private mutating func playRound() {
    let (played, finished) = players.playRound(groups, with: parameters, configuration)
    let before = groups.flatMap(\.games)
    statistics.countGames(zip(before, played.flatMap(\.games)).count { $0.moves.count > $1.moves.count })
    groups = played
    for position in finished { replay.append(position) }
  }
}

/// The evaluators of groups of games, and the threads that play them.
private final class SelfPlayers<Contest: Game>: Sendable {
  private let evaluators: [Box]
  private let team: WorkTeam

  private final class Box: Sendable {
    let evaluator: Mutex<PositionEvaluator>

    init(_ network: BoardNetwork) { evaluator = Mutex(PositionEvaluator(network)) }
  }

  init(_ network: BoardNetwork, groups: Int, by team: WorkTeam) {
    evaluators = (0..<groups).map { _ in Box(network) }
    self.team = team
  }

  /// Plays a move in every game; returns the groups as they stand then, and the positions of games that are over.
  func playRound(
    _ groups: [SelfPlay<Contest>], with parameters: Parameters, _ configuration: AlphaZeroConfiguration
  ) -> (groups: [SelfPlay<Contest>], finished: [SearchedPosition]) {
    let results = team.map(groups.count) { [evaluators] index in
      var group = groups[index]
      let finished = evaluators[index].evaluator.withLock {
        group.playRound(by: &$0, with: parameters, configuration)
      }
      return (group, finished)
    }
    return (results.map(\.0), results.flatMap(\.1))
  }
}
