import NeuralNet
import Simulation

/// A position that was searched, to be learned from.
struct SearchedPosition: Equatable, Sendable {
  /// The position as its mover saw it.
  let observation: [Float]
  /// 1 for each legal move, and 0 for the others.
  let legal: [Float]
  /// The improved policy of the search.
  let policy: [Float]
  /// The value for the mover: the outcome of the game, mixed with that of the search.
  let value: Float
}

/// A game that a network plays against itself.
struct SelfPlayedGame<Contest: Game>: Sendable {
  /// The position.
  private(set) var position: Contest
  /// The moves so far.
  private(set) var moves: [Int] = []
  /// What was searched so far; the value is that of the search alone.
  private(set) var searched: [(position: SearchedPosition, mover: Int)] = []

  init(from start: Contest) { position = start }

  /// Makes the move that a search has chosen.
  mutating func play(_ tree: GumbelTree<Contest>) {
    play(tree.bestMove, afterSearching: tree.improvedPolicy, tree.value)
  }

  /// Makes a move, and keeps what a search has found out.
  mutating func play(_ move: Int, afterSearching policy: [Float], _ value: Float) {
    var observation = [Float](repeating: 0, count: position.observationShape.reduce(1, *))
    var span = observation.mutableSpan
    position.writeObservation(fromSeat: position.mover, into: &span)
    let legal: [Float] = (0..<position.moveCount).map { position.isLegal($0) ? 1 : 0 }
    searched.append(
      (SearchedPosition(observation: observation, legal: legal, policy: policy, value: value), position.mover))
    moves.append(move)
    position.play(move)
  }

  /// The positions of a game that is over, with values that know how it ended.
  ///
  /// - Parameter searchShare: The share of the search's value.
  func outcome(searchShare: Float) -> [SearchedPosition] {
    searched.map { entry in
      let result = Float(position.reward(ofSeat: entry.mover))
      return SearchedPosition(
        observation: entry.position.observation, legal: entry.position.legal, policy: entry.position.policy,
        value: searchShare * entry.position.value + (1 - searchShare) * result)
    }
  }
}

/// Games that are played side by side, with a random stream of their own.
struct SelfPlay<Contest: Game>: Sendable {
  let start: Contest
  var games: [SelfPlayedGame<Contest>]
  var generator: RandomGenerator

  init(_ start: Contest, games count: Int, drawingFrom generator: RandomGenerator) {
    self.start = start
    games = Array(repeating: SelfPlayedGame(from: start), count: count)
    self.generator = generator
  }

  /// Searches and plays a move in every game; of those that are over, returns the positions and begins others.
  mutating func playRound(
    by evaluator: inout PositionEvaluator, with parameters: Parameters,
    _ configuration: AlphaZeroConfiguration
  ) -> [SearchedPosition] {
    var trees = games.map { game in
      GumbelTree(
        of: game.position, simulations: configuration.simulations, consideredMoves: configuration.consideredMoves,
        noise: GumbelTree<Contest>.noise(game.position.moveCount, using: &generator))
    }
    evaluator.finish(&trees, with: parameters)
    var finished: [SearchedPosition] = []
    for index in games.indices {
      games[index].play(trees[index])
      guard games[index].position.isOver else { continue }
      finished += games[index].outcome(searchShare: Float(configuration.searchValueShare))
      games[index] = SelfPlayedGame(from: start)
    }
    return finished
  }
}
