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

  /// Returns the largest allowed value in a state.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - masks: What is allowed.
  ///   - row: The row of the masks.
  public func maximum(of state: Int, allowing masks: ActionMasks = .none, row: Int = 0) -> Double {
    values[state * actionCount + greedyAction(in: state, allowing: masks, row: row)]
  }

  /// Returns the allowed action of the largest value; the first of several.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - masks: What is allowed.
  ///   - row: The row of the masks.
  public func greedyAction(in state: Int, allowing masks: ActionMasks = .none, row: Int = 0) -> Int {
    greedyAction(in: state, allowing: masks, row: row) { _ in false }
  }

  /// Returns the allowed action of the largest value; one of several by chance.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - masks: What is allowed.
  ///   - row: The row of the masks.
  ///   - generator: The source of randomness.
  public func greedyAction(
    in state: Int, allowing masks: ActionMasks = .none, row: Int = 0, using generator: inout RandomGenerator
  ) -> Int {
    greedyAction(in: state, allowing: masks, row: row) { ties in generator.integers(0..<ties) == 0 }
  }

  /// Returns the allowed action of the largest value, given whether the last of some equal ones displaces the others.
  private func greedyAction(
    in state: Int, allowing masks: ActionMasks, row: Int, displacing: (_ ties: Int) -> Bool
  ) -> Int {
    let (start, allowed) = (state * actionCount, masks.allowed(0..<actionCount, inRow: row))
    var (best, ties) = (-1, 1)
    for action in 0..<actionCount where allowed.contains(action) {
      if best < 0 || values[start + action] > values[start + best] {
        (best, ties) = (action, 1)
      } else if values[start + action] == values[start + best] {
        ties += 1
        if displacing(ties) { best = action }
      }
    }
    return best
  }
}
