import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy by the network of AlphaZero: it takes the legal move with the largest logit, without a search.
///
/// In a match it searches: ``player``.
public struct AlphaZeroPolicy: SavablePolicy {
  let network: BoardNetwork
  let parameters: Parameters
  /// The number of simulations before each move of a match.
  public let simulations: Int
  let consideredMoves: Int
  private var predictor: Predictor
  private var outputs: [Float] = []

  init(_ network: BoardNetwork, parameters: Parameters, simulations: Int, consideredMoves: Int) {
    (self.network, self.parameters) = (network, parameters)
    (self.simulations, self.consideredMoves) = (simulations, consideredMoves)
    predictor = Predictor(network, inputShape: Shape(network.architecture.shape))
  }

  /// The player who searches with the network before each move.
  public var player: any Player { AlphaZeroPlayer(self) }

  /// Returns true if the task's observations and moves are the network's.
  public func suits(_ task: TaskSpecification) -> Bool { network.architecture.suits(task) }

  /// Takes the move with the largest logit, legal or not.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) { act(on: observations, allowing: .none, into: &actions, using: &generator) }

  /// Takes the legal move with the largest logit.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    let moves = network.architecture.moveCount
    var results = outputs
    // Moved out and back, so that the memory is this one's alone to write to.
    outputs = []
    defer { outputs = results }
    if results.count != actions.count * (moves + 1) {
      results = Array(repeating: 0, count: actions.count * (moves + 1))
    }
    var span = results.mutableSpan
    predictor.predict(observations.numbers(as: Float.self), with: parameters, into: &span)
    for row in 0..<actions.count {
      let allowed = masks.allowed(0..<moves, inRow: row)
      var best = -1
      for move in 0..<moves where allowed.contains(move) {
        if best < 0 || results[row * (moves + 1) + move] > results[row * (moves + 1) + best] { best = move }
      }
      actions[row, as: Int.self] = best
    }
  }
}

extension AlphaZeroPolicy {
  /// Adds the parameters, and the description of network and search.
  public func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    writer.metadata["network"] = StoredText.text(of: network.architecture)
    writer.metadata["search"] = StoredText.text(
      of: Search(simulations: simulations, consideredMoves: consideredMoves))
  }

  /// Reads a policy that was written.
  ///
  /// - Throws: `PolicyFileError` or `SafetensorsError` if the file holds none for such a task.
  init(from file: SafetensorsFile, for task: TaskSpecification) throws {
    guard let architecture = StoredText.value(BoardNetwork.Architecture.self, of: file.metadata["network"] ?? ""),
      let search = StoredText.value(Search.self, of: file.metadata["search"] ?? ""), architecture.isUsable,
      search.isUsable
    else { throw PolicyFileError("Its metadata describe no network and search of alphazero.") }
    guard architecture.suits(task) else {
      throw PolicyFileError(
        "Its network sees boards of the shape \(architecture.shape) with \(architecture.moveCount) moves, which are not "
          + "the environment's.")
    }
    let network = BoardNetwork(architecture)
    self.init(
      network, parameters: try Parameters(reading: file, for: network),
      simulations: search.simulations, consideredMoves: search.consideredMoves)
  }

  private struct Search: Codable {
    let simulations: Int
    let consideredMoves: Int

    var isUsable: Bool { (2...1_000_000).contains(simulations) && (2...4096).contains(consideredMoves) }
  }
}

extension BoardNetwork.Architecture {
  fileprivate func suits(_ task: TaskSpecification) -> Bool {
    guard case .box(.float32, let shape, _, _) = task.observationSpace else { return false }
    return shape == self.shape && task.actionSpace == .discrete(count: moveCount, start: 0)
  }
}

/// A player who searches with a network before each move, without chance.
struct AlphaZeroPlayer: Player {
  private let policy: AlphaZeroPolicy
  private var evaluator: PositionEvaluator

  init(_ policy: AlphaZeroPolicy) {
    self.policy = policy
    evaluator = PositionEvaluator(policy.network)
  }

  mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    var trees = [
      GumbelTree(
        of: game, simulations: policy.simulations, consideredMoves: policy.consideredMoves,
        noise: Array(repeating: 0, count: game.moveCount))
    ]
    evaluator.finish(&trees, with: policy.parameters)
    return trees[0].bestMove
  }
}
