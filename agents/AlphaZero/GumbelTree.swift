import Foundation
import Simulation

/// A search tree over one position of a game, grown by one evaluation at a time, so that many trees share a network's batch.
///
/// Danihelka and others (2022), "Policy improvement by planning with Gumbel". At the root, the moves with the largest
/// logits and Gumbel noise share the simulations by sequential halving; below it, the move is taken whose visits lag most
/// behind the improved policy. It improves a policy from two simulations on. A move that wins at once is seen when a position
/// is evaluated, whatever the network makes of it.
///
/// A tree asks for the evaluation of positions: first of the root, then of one leaf for each simulation.
///
/// ```swift
/// var tree = GumbelTree(of: game, simulations: 32, consideredMoves: 16, noise: noise)
/// while let position = tree.nextPosition() {
///   tree.take(logits: …, value: …)
/// }
/// tree.bestMove
/// ```
struct GumbelTree<Contest: Game> {
  /// The position.
  let root: Contest
  private let simulations: Int
  private let consideredMoves: Int
  /// The Gumbel numbers by move; zeros for a search without chance.
  private let noise: [Float]
  private var nodes: [Node] = []
  private var schedule: [Int] = []
  private var simulationCount = 0
  /// The nodes and the places of moves on the way to the leaf that waits for its evaluation.
  private var path: [(node: Int, place: Int)] = []
  private var leaf: Contest

  /// A position that was evaluated, and its legal moves.
  private struct Node {
    let mover: Int
    let moves: [Int]
    let logits: [Float]
    let estimate: Float
    /// The place of a move that wins at once, if there is one.
    let win: Int?
    var visits: [Int]
    /// The sums of the values behind each move, from the mover's view.
    var sums: [Float]
    /// The nodes behind the moves; -1 where there is none yet.
    var children: [Int]

    var means: [Float] { zip(sums, visits).map { $1 > 0 ? $0 / Float($1) : 0 } }
    var values: CompletedValues {
      CompletedValues(logits: logits, visits: visits, means: means, estimate: estimate)
    }
  }

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - root: The position, which is not over.
  ///   - simulations: The number of simulations.
  ///   - consideredMoves: The largest number of moves that are tried at the root.
  ///   - noise: A Gumbel number for each move, or zeros.
  init(of root: Contest, simulations: Int, consideredMoves: Int, noise: [Float]) {
    self.root = root
    (self.simulations, self.consideredMoves, self.noise) = (simulations, consideredMoves, noise)
    leaf = root
  }

  /// Draws Gumbel numbers.
  static func noise(_ count: Int, using generator: inout RandomGenerator) -> [Float] {
    (0..<count).map { _ in Float(-log(-log(max(generator.random(), .leastNormalMagnitude)))) }
  }

  /// The position to be evaluated next; `nil` once all simulations are done.
  mutating func nextPosition() -> Contest? {
    guard !nodes.isEmpty else { return root }
    while simulationCount < simulations {
      simulationCount += 1
      walkDown()
      guard leaf.isOver else { return leaf }
      let end = leaf
      backUp { Float(end.reward(ofSeat: $0)) }
    }
    return nil
  }

  /// Takes the evaluation of the position that was asked for.
  ///
  /// - Parameters:
  ///   - logits: A number for each move, legal or not.
  ///   - value: The value from the view of the position's mover.
  mutating func take(logits: ArraySlice<Float>, value: Float) {
    let moves = leaf.legalMoves
    let mover = leaf.mover
    let win = moves.firstIndex { move in
      let next = leaf.playing(move)
      return next.isOver && next.reward(ofSeat: mover) >= 1
    }
    let value = win == nil ? value : 1
    nodes.append(
      Node(
        mover: mover, moves: moves, logits: moves.map { logits[logits.startIndex + $0] }, estimate: value, win: win,
        visits: Array(repeating: 0, count: moves.count), sums: Array(repeating: 0, count: moves.count),
        children: Array(repeating: -1, count: moves.count)))
    guard let last = path.last else {
      schedule = SequentialHalving(simulations: simulations, moves: min(consideredMoves, moves.count)).visits
      return
    }
    nodes[last.node].children[last.place] = nodes.count - 1
    backUp { $0 == mover ? value : -value }
  }

  /// Walks from the root to a position that was not evaluated, or is over.
  private mutating func walkDown() {
    path.removeAll(keepingCapacity: true)
    leaf = root
    var node = 0
    while node >= 0 {
      let place = node == 0 ? placeAtRoot() : placeBelow(node)
      path.append((node, place))
      leaf.play(nodes[node].moves[place])
      node = leaf.isOver ? -1 : nodes[node].children[place]
    }
  }

  private mutating func backUp(_ value: (_ seat: Int) -> Float) {
    for (node, place) in path {
      nodes[node].visits[place] += 1
      nodes[node].sums[place] += value(nodes[node].mover)
    }
  }

  /// The root's move with the largest score among those that had as many visits as the schedule says.
  private func placeAtRoot() -> Int { bestPlace(visited: schedule[simulationCount - 1]) }

  private func bestPlace(visited visits: Int) -> Int {
    let root = nodes[0]
    let bonuses = root.values.bonuses
    let scores = root.moves.indices.map { noise[root.moves[$0]] + root.logits[$0] + bonuses[$0] }
    let open = root.moves.indices.filter { root.visits[$0] == visits }
    return open.max { scores[$0] < scores[$1] } ?? scores.indices.max { scores[$0] < scores[$1] } ?? 0
  }

  /// The move whose share of the visits lags most behind the improved policy (equation 14).
  private func placeBelow(_ index: Int) -> Int {
    let node = nodes[index]
    if let win = node.win { return win }
    let policy = node.values.improvedPolicy(node.logits)
    let total = Float(1 + node.visits.reduce(0, +))
    let lags = policy.indices.map { policy[$0] - Float(node.visits[$0]) / total }
    return lags.indices.max { lags[$0] < lags[$1] } ?? 0
  }

  /// The move that sequential halving has left.
  var bestMove: Int {
    let node = nodes[0]
    return node.moves[node.win ?? bestPlace(visited: node.visits.max() ?? 0)]
  }

  /// The improved policy, a probability for each move, legal or not.
  var improvedPolicy: [Float] {
    var policy = [Float](repeating: 0, count: root.moveCount)
    let node = nodes[0]
    if let win = node.win {
      policy[node.moves[win]] = 1
      return policy
    }
    for (move, probability) in zip(node.moves, node.values.improvedPolicy(node.logits)) {
      policy[move] = probability
    }
    return policy
  }

  /// The value of the position for its mover, by all simulations.
  var value: Float {
    let node = nodes[0]
    return (node.estimate + node.sums.reduce(0, +)) / Float(1 + node.visits.reduce(0, +))
  }
}
