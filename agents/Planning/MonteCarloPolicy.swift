import Simulation

/// A policy that plays on in copies of its environment before each action.
///
/// It needs no training. Copies draw chances of their own: the policy does not foresee what the environment will draw.
///
/// ```swift
/// let policy = try MonteCarloPolicy(for: environments.specification, simulations: 100)
/// let evaluation = Evaluation.evaluate(policy, on: environments, episodes: 10, seed: 0)
/// ```
public struct MonteCarloPolicy: Policy {
  /// The number of simulations before each action.
  public let simulations: Int

  private let specification: TaskSpecification
  private let actions: ActionList
  private let untrained: any Lookahead
  private let hold: Int
  /// A search for each row.
  private var searches: [any Lookahead] = []
  private var copies = EnvironmentCopies.none

  /// Makes a policy for a task.
  ///
  /// Actions that are numbers are chosen among the bounds of each and the middle; one number alone, among five values.
  ///
  /// - Parameters:
  ///   - specification: The task.
  ///   - simulations: The number of simulations before each action.
  ///   - horizon: The number of steps that a simulation looks ahead; `nil` for 100 in a tree, 1000 in a table.
  ///   - hold: The number of steps for which simulations take each action; the policy thinks again after each. Where a
  ///     single step makes little difference, as a lander's, a few show more.
  /// - Precondition: All numbers are positive.
  /// - Throws: If there are too many actions, or they have no bounds.
  public init(for specification: TaskSpecification, simulations: Int, horizon: Int? = nil, hold: Int = 1)
    throws(PlanningError)
  {
    precondition(simulations > 0, "a search needs at least one simulation, not \(simulations)")
    precondition(
      horizon ?? 1 > 0 && hold > 0,
      "a search looks at least one step ahead, not \(horizon ?? 1) in steps of \(hold)")
    self.hold = hold
    self.simulations = simulations
    self.specification = specification
    actions = try ActionList(specification)
    let isTable = specification.observationSpace.leaves.allSatisfy { $0.categories != nil }
    untrained =
      isTable
      ? TableSearch(actionCount: actions.count, horizon: max(1, (horizon ?? 1000) / hold))
      : WorldSearch(horizon: max(1, (horizon ?? 100) / hold))
  }

  /// Returns true if the task is the policy's own, under whatever name.
  public func suits(_ task: TaskSpecification) -> Bool {
    task.actionSpace == specification.actionSpace && task.observationSpace == specification.observationSpace
  }

  /// Forgets all searches, and copies these environments from now on.
  public mutating func beginEpisodes(in copies: EnvironmentCopies) {
    self.copies = copies
    beginEpisodes()
  }

  /// Forgets all searches.
  public mutating func beginEpisodes() { searches.removeAll() }

  /// Searches in a copy of each row's environment.
  ///
  /// - Precondition: ``beginEpisodes(in:)`` was called with copies of the environments.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    if searches.count != observations.count { searches = Array(repeating: untrained, count: observations.count) }
    for row in searches.indices {
      guard let world = copies.copy(ofRow: row) else {
        preconditionFailure("a search needs copies of the environments; begin its episodes in them")
      }
      let origin = SearchOrigin(world, self.actions, maskSize: specification.maskSize, hold: hold)
      let action = searches[row].action(
        for: origin, observing: observationKey(observations.rowBytes(row)), simulations: simulations,
        using: &generator)
      actions.copyRows(0..<1, of: self.actions.rows[action], to: row)
    }
  }

  /// Forgets the searches of episodes that are over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    for row in searches.indices where outcome.statuses[row].isFinished { searches[row].forget() }
  }
}
