import Foundation
import Simulation

/// A Monte Carlo tree search in games, with upper confidence bounds and proven values.
///
/// UCT (Kocsis and Szepesvári 2006, "Bandit based Monte-Carlo planning"): a simulation walks down the tree by the greatest
/// mean reward and bonus, adds the moves that follow, and plays at random to the end. Where all that follows is known, the
/// value is proven and is not looked at again (Winands, Björnsson and Saito 2008, "Monte-Carlo tree search solver").
///
/// Values belong to seats, not to levels of the tree, so that a seat may move twice.
///
/// - Precondition: The game pays when it is over, and never more than 1; proofs are for games of two seats whose rewards
///   add up to 0.
public struct MonteCarloSearch {
  /// The weight of the bonus for what was seldom tried.
  public let exploration: Double
  /// The usual weight, for rewards from -1 to 1: twice that, and a few hundred simulations are spread too thin.
  public static let usualExploration = 0.7

  private var nodes: [Node] = []
  private var path: [Int] = []

  /// Makes a search, which keeps its memory from one call to the next.
  public init(exploration: Double = usualExploration) { self.exploration = exploration }

  /// A move of the tree, and what it has led to.
  private struct Node {
    let move: Int
    /// The seat that chose the move.
    let seat: Int
    var visits = 0
    /// The sum of the rewards of the seat.
    var sum = 0.0
    /// The places of the next moves; none before the node was expanded.
    var children = 0..<0
    /// The value for seat 0, once it is proven.
    var proof: Double?

    /// The proven value for the seat that chose the move.
    var ownProof: Double? { proof.map { seat == 0 ? $0 : -$0 } }
    var mean: Double { sum / Double(visits) }
  }

  /// A move that was searched.
  public struct Candidate: Equatable, Sendable {
    /// The move.
    public let move: Int
    /// The number of simulations that began with it.
    public let visits: Int
    /// The mean reward of the seat to move; the proven one if it is.
    public let value: Double
    /// True if the value is proven.
    public let isProven: Bool
  }

  /// Searches from a position.
  ///
  /// - Parameters:
  ///   - game: The position, which is not over.
  ///   - simulations: The number of simulations; fewer are made if the position's value is proven sooner.
  ///   - generator: The random number generator.
  /// - Returns: The legal moves in ascending order.
  public mutating func candidates(
    in game: some Game, simulations: Int, using generator: inout RandomGenerator
  ) -> [Candidate] {
    nodes.removeAll(keepingCapacity: true)
    nodes.append(Node(move: -1, seat: game.mover))
    expand(0, game)
    for _ in 0..<simulations where nodes[0].proof == nil { simulate(from: game, using: &generator) }
    return nodes[0].children.map { index in
      let node = nodes[index]
      return Candidate(
        move: node.move, visits: node.visits, value: node.ownProof ?? (node.visits > 0 ? node.mean : 0),
        isProven: node.proof != nil)
    }
  }

  private mutating func simulate(from root: some Game, using generator: inout RandomGenerator) {
    var (game, node) = (root, 0)
    path.removeAll(keepingCapacity: true)
    path.append(0)
    while nodes[node].proof == nil, !nodes[node].children.isEmpty {
      node = choice(below: node)
      game.play(nodes[node].move)
      path.append(node)
      guard nodes[node].children.isEmpty else { continue }
      // At once, not when it is visited again: a move that lets the opponent win is known for what it is.
      if nodes[node].proof == nil { expand(node, game) }
      break
    }
    if let proof = nodes[node].proof { return backUp(proof) }
    game.playOut(using: &generator)
    backUp(game.reward(ofSeat: 0))
  }

  /// Adds the legal moves of a position; of those that end the game, the value is known.
  private mutating func expand<Position: Game>(_ node: Int, _ game: Position) {
    let (first, seat) = (nodes.count, game.mover)
    for move in 0..<game.moveCount where game.isLegal(move) {
      nodes.append(Node(move: move, seat: seat))
      let next = game.playing(move)
      if next.isOver { nodes[nodes.count - 1].proof = next.reward(ofSeat: 0) }
    }
    nodes[node].children = first..<nodes.count
    nodes[node].proof = proof(of: node)
  }

  /// Returns the child with the greatest upper confidence bound; one that was never tried comes first.
  ///
  /// Proven children are left out: nothing more can be learned of them.
  private func choice(below node: Int) -> Int {
    let logarithm = log(Double(max(nodes[node].visits, 1)))
    var (best, bestScore) = (nodes[node].children.lowerBound, -Double.infinity)
    for index in nodes[node].children where nodes[index].proof == nil {
      let child = nodes[index]
      guard child.visits > 0 else { return index }
      let score = child.mean + exploration * (logarithm / Double(child.visits)).squareRoot()
      if score > bestScore { (best, bestScore) = (index, score) }
    }
    return best
  }

  /// Adds the value of a simulation along the path, and proves what has become certain.
  ///
  /// - Parameter value: The value for seat 0. Where a seat has a proven move that is better for it, that counts instead.
  private mutating func backUp(_ value: Double) {
    var value = value
    for node in path.reversed() {
      if !nodes[node].children.isEmpty {
        if nodes[node].proof == nil { nodes[node].proof = proof(of: node) }
        let sign = nodes[nodes[node].children.lowerBound].seat == 0 ? 1.0 : -1
        for index in nodes[node].children {
          if let proof = nodes[index].proof, sign * proof > sign * value { value = proof }
        }
      }
      nodes[node].visits += 1
      nodes[node].sum += nodes[node].seat == 0 ? value : -value
    }
  }

  /// A node is proven by a move that wins for sure, or once all its moves are proven.
  private func proof(of node: Int) -> Double? {
    var (best, isComplete): (Node?, Bool) = (nil, true)
    for index in nodes[node].children {
      guard let own = nodes[index].ownProof else {
        isComplete = false
        continue
      }
      if own >= 1 { return nodes[index].proof }
      if own > best?.ownProof ?? -.infinity { best = nodes[index] }
    }
    return isComplete ? best?.proof : nil
  }
}

extension Sequence<MonteCarloSearch.Candidate> {
  /// The best candidate: the one that was tried most often, unless another is proven to be as good.
  public var best: MonteCarloSearch.Candidate? {
    let proven = filter(\.isProven).max { $0.value < $1.value }
    let tried = filter { !$0.isProven }.max { ($0.visits, $0.value) < ($1.visits, $1.value) }
    guard let proven, let tried else { return proven ?? tried }
    return proven.value >= tried.value ? proven : tried
  }
}
