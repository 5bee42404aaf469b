import Simulation

/// A table of action values, Q(s, a).
public struct ActionValues: Sendable, Equatable {
  /// The number of states.
  public let stateCount: Int
  /// The number of actions of each state.
  public let actionCount: Int
  /// The values, one row per state.
  public internal(set) var values: [Double]

  /// Makes a table that holds the same value everywhere.
  public init(stateCount: Int, actionCount: Int, initialValue: Double = 0) {
    self.init(
      stateCount: stateCount, actionCount: actionCount,
      values: [Double](repeating: initialValue, count: stateCount * actionCount))
  }

  /// Makes a table from its values, one row per state.
  public init(stateCount: Int, actionCount: Int, values: [Double]) {
    precondition(
      values.count == stateCount * actionCount,
      "a table of \(stateCount) × \(actionCount) does not hold \(values.count) values")
    self.stateCount = stateCount
    self.actionCount = actionCount
    self.values = values
  }

  /// The value of an action in a state.
  public subscript(state: Int, action: Int) -> Double {
    get { values[state * actionCount + action] }
    set { values[state * actionCount + action] = newValue }
  }

  /// The largest value in a state.
  public func maximum(of state: Int) -> Double {
    let start = state * actionCount
    var best = values[start]
    for index in start + 1..<start + actionCount { best = max(best, values[index]) }
    return best
  }

  /// The action of the largest value; the first of several.
  public func greedyAction(in state: Int) -> Int {
    let start = state * actionCount
    var best = start
    for index in start + 1..<start + actionCount where values[index] > values[best] { best = index }
    return best - start
  }

  /// The actions that a row of masks allows in a state, as a table of their own; `nil` if it allows all.
  func allowed(in state: Int, by masks: ActionMasks, row: Int) -> AllowedActions? {
    guard masks.rows != nil, !masks.allowsAll(0..<actionCount, inRow: row) else { return nil }
    let actions = (0..<actionCount).filter { masks.allows($0, inRow: row) }
    return AllowedActions(
      actions: actions,
      values: ActionValues(stateCount: 1, actionCount: actions.count, values: actions.map { self[state, $0] }))
  }

  /// The action of the largest value; one of several by chance.
  public func greedyAction(in state: Int, using generator: inout RandomGenerator) -> Int {
    let start = state * actionCount
    var (best, ties) = (start, 1)
    for index in start + 1..<start + actionCount {
      if values[index] > values[best] {
        (best, ties) = (index, 1)
      } else if values[index] == values[best] {
        ties += 1
        if generator.integers(0..<ties) == 0 { best = index }
      }
    }
    return best - start
  }
}

/// Some of a state's actions, with a table of one state for their values.
struct AllowedActions {
  let actions: [Int]
  let values: ActionValues
}
