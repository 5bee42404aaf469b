import Foundation
import Simulation

/// A Monte Carlo tree search in copies of a world, for one who acts alone.
///
/// UCT (Kocsis and Szepesvári 2006): a simulation walks down the tree by the greatest mean return and bonus, adds what it
/// comes to, and goes on at random up to the horizon. Every simulation draws its own chances, so that an action has several
/// outcomes, told apart by what is observed; nodes stand for what was done and observed since the root. Returns are seen on
/// the scale from the least to the greatest so far (Schrittwieser and others 2020, "Mastering Atari, Go, chess and shogi by
/// planning with a learned model", equation 5), so that one weight of the bonus serves all tasks.
///
/// What was found out below the outcome that comes true is kept for the next action.
struct WorldSearch: Lookahead {
  /// The weight of the bonus for what was seldom tried.
  let exploration: Double
  /// The number of steps that a simulation looks ahead.
  let horizon: Int
  /// The number of outcomes of an action that are told apart; others share their nodes.
  private static let mostOutcomes = 16

  private var tree = Tree()
  private var returns = ReturnScale()
  private var path: [Visit] = []

  /// A step of a simulation: the action that was chosen, and its reward.
  private struct Visit {
    let node: Int
    let edge: Int
    let reward: Double
  }

  init(exploration: Double = 3, horizon: Int = 100) { (self.exploration, self.horizon) = (exploration, horizon) }

  mutating func forget() {
    tree = Tree()
    returns = ReturnScale()
  }

  mutating func action(
    for origin: borrowing SearchOrigin, observing key: UInt64, simulations: Int,
    using generator: inout RandomGenerator
  ) -> Int {
    if !tree.moveRoot(to: key) { forget() }
    var stream = RandomGenerator(seed: generator.next())
    if tree.isEmpty {
      tree.addNode(origin.world(drawingFrom: stream).allowedActions())
    }
    for _ in 0..<simulations {
      var world = origin.world(drawingFrom: stream)
      simulate(in: &world, using: &generator)
      stream = world.stream
    }
    return tree.chooseAction()
  }

  private mutating func simulate(in world: inout SearchWorld, using generator: inout RandomGenerator) {
    path.removeAll(keepingCapacity: true)
    var (node, rest) = (0, 0.0)
    while path.count < horizon {
      let edge = choice(at: node, using: &generator)
      let result = world.step(tree.edges[edge].action)
      path.append(Visit(node: node, edge: edge, reward: result.reward))
      guard !result.status.isFinished else { break }
      if let next = tree.outcome(of: edge, world.key, mostOutcomes: Self.mostOutcomes) {
        node = next
      } else {
        tree.addOutcome(of: edge, world.key, tree.addNode(world.allowedActions()))
        rest = playOn(in: &world, steps: horizon - path.count, using: &generator)
        break
      }
    }
    backUp(rest)
  }

  /// Plays at random, and returns the sum of rewards.
  private func playOn(
    in world: inout SearchWorld, steps: Int, using generator: inout RandomGenerator
  ) -> Double {
    var sum = 0.0
    for _ in 0..<steps {
      let result = world.skip(world.randomAction(using: &generator))
      sum += result.reward
      if result.status.isFinished { break }
    }
    return sum
  }

  private mutating func backUp(_ rest: Double) {
    var sum = rest
    for visit in path.reversed() {
      sum += visit.reward
      tree.nodes[visit.node].visits += 1
      tree.edges[visit.edge].visits += 1
      tree.edges[visit.edge].sum += sum
      returns.include(sum)
    }
  }

  /// Returns the edge with the greatest upper confidence bound; those that were never tried come first, in any order.
  private func choice(at node: Int, using generator: inout RandomGenerator) -> Int {
    let edges = tree.nodes[node].edges
    let untried = edges.count { tree.edges[$0].visits == 0 }
    if untried > 0 {
      var rest = generator.integers(0..<untried)
      for edge in edges where tree.edges[edge].visits == 0 {
        if rest == 0 { return edge }
        rest -= 1
      }
    }
    let logarithm = log(Double(tree.nodes[node].visits))
    var (best, bestScore) = (edges.lowerBound, -Double.infinity)
    for edge in edges {
      let (visits, mean) = (Double(tree.edges[edge].visits), tree.edges[edge].mean)
      let score = returns.share(mean) + exploration * (logarithm / visits).squareRoot()
      if score > bestScore { (best, bestScore) = (edge, score) }
    }
    return best
  }
}

/// The tree of a search: what was done and observed, and how it came out.
private struct Tree {
  /// A state, and the edges of the actions that are allowed in it.
  struct Node {
    var visits = 0
    var edges: Range<Int>
  }

  /// An action in a state.
  struct Edge {
    let action: Int
    var visits = 0
    /// The sum of the returns from here on.
    var sum = 0.0
    /// The observations that followed, and the nodes that stand for them.
    var outcomes: [(key: UInt64, node: Int)] = []

    var mean: Double { sum / Double(visits) }
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  /// The edge that was chosen last.
  private var chosen: Int?

  var isEmpty: Bool { nodes.isEmpty }

  @discardableResult
  mutating func addNode(_ actions: [Int]) -> Int {
    let first = edges.count
    edges += actions.map { Edge(action: $0) }
    nodes.append(Node(edges: first..<edges.count))
    return nodes.count - 1
  }

  mutating func addOutcome(of edge: Int, _ key: UInt64, _ node: Int) { edges[edge].outcomes.append((key, node)) }

  /// The node of an outcome; `nil` if it is new, and there are not too many already.
  func outcome(of edge: Int, _ key: UInt64, mostOutcomes: Int) -> Int? {
    let outcomes = edges[edge].outcomes
    if let known = outcomes.first(where: { $0.key == key }) { return known.node }
    return outcomes.count < mostOutcomes ? nil : outcomes[Int(key % UInt64(outcomes.count))].node
  }

  /// The action of the root that was tried most often, the better one of equals.
  mutating func chooseAction() -> Int {
    let best = nodes[0].edges.max {
      (edges[$0].visits, edges[$0].mean) < (edges[$1].visits, edges[$1].mean)
    }
    guard let best else { preconditionFailure("a state has an action that is allowed") }
    chosen = best
    return edges[best].action
  }

  /// Keeps what lies below an outcome of the chosen action; returns false if it was never met.
  mutating func moveRoot(to key: UInt64) -> Bool {
    guard let chosen, let outcome = edges[chosen].outcomes.first(where: { $0.key == key }) else { return false }
    var kept = Tree()
    var order = [outcome.node]
    var next = 0
    while next < order.count {
      let node = nodes[order[next]]
      let first = kept.edges.count
      for edge in node.edges {
        var copy = edges[edge]
        for place in copy.outcomes.indices {
          order.append(copy.outcomes[place].node)
          copy.outcomes[place].node = order.count - 1
        }
        kept.edges.append(copy)
      }
      kept.nodes.append(Node(visits: node.visits, edges: first..<kept.edges.count))
      next += 1
    }
    self = kept
    return true
  }
}
