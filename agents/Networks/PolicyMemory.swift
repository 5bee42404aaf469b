import Simulation

/// The inputs of the running episodes, one for each row of a batch: the memory of a policy that acts.
struct PolicyMemory: Sendable {
  let input: PolicyInput
  /// The inputs of the network, one row after the other.
  private(set) var inputs: [Float] = []
  private var encoded: [Float] = []
  private var lastActions: [Float] = []

  init(_ input: PolicyInput) { self.input = input }

  /// The number of rows remembered.
  var rowCount: Int { inputs.count / input.count }

  /// Takes in the next observation of every row; another number of rows than before begins anew.
  mutating func see(_ observations: borrowing RowBuffer) {
    let rows = observations.count
    if rows != rowCount { begin(rows) }
    guard input.hasHistory else { return input.encode(observations, into: &inputs) }
    input.encode(observations, into: &encoded)
    for row in 0..<rows { shift(row) }
  }

  /// Remembers the action of every row.
  mutating func remember(_ actions: borrowing RowBuffer) {
    guard input.actionCount > 0 else { return }
    input.encode(actions, rows: 0..<actions.count, actionsInto: &lastActions)
  }

  /// Forgets a row's episode.
  mutating func forget(_ row: Int) {
    guard input.hasHistory, row < rowCount else { return }
    for index in row * input.count..<(row + 1) * input.count { inputs[index] = 0 }
    guard input.actionCount > 0 else { return }
    let width = input.actionFeatureCount
    for index in row * width..<(row + 1) * width { lastActions[index] = 0 }
  }

  /// Forgets all episodes.
  mutating func forgetAll() {
    for row in 0..<rowCount { forget(row) }
  }

  /// Remembers the last observations and actions of running episodes from recorded steps.
  ///
  /// - Parameters:
  ///   - lastRows: The row of each running episode's last step; −1 for an episode without a step.
  ///   - data: The steps.
  mutating func recall(_ lastRows: [Int], of data: EpisodeRows) {
    begin(lastRows.count)
    guard input.hasHistory else { return }
    var reader = PolicyInputReader(input)
    var seen = [Float](repeating: 0, count: input.count)
    for (index, row) in lastRows.enumerated() where row >= 0 {
      var span = seen.mutableSpan
      reader.read([row], of: data, into: &span)
      inputs.put(seen, at: index * input.count)
    }
    guard input.actionCount > 0 else { return }
    let width = input.actionFeatureCount
    var features = [Float](repeating: 0, count: width)
    for (index, row) in lastRows.enumerated() where row >= 0 {
      input.encode(data.actions, rows: row..<row + 1, actionsInto: &features)
      lastActions.put(features, at: index * width)
    }
  }

  private mutating func begin(_ rows: Int) {
    inputs = Array(repeating: 0, count: rows * input.count)
    guard input.hasHistory else { return }
    encoded = Array(repeating: 0, count: rows * input.featureCount)
    lastActions = Array(repeating: 0, count: input.actionCount > 0 ? rows * input.actionFeatureCount : 0)
  }

  /// Makes room in a row's input for the newest features, and puts them there.
  private mutating func shift(_ row: Int) {
    let (width, start) = (input.featureCount, row * input.count)
    inputs.move(start..<start + input.observedCount - width, to: start + width)
    inputs.put(encoded, row * width..<(row + 1) * width, at: start)
    guard input.actionCount > 0 else { return }
    let (actionWidth, actionStart) = (input.actionFeatureCount, start + input.observedCount)
    inputs.move(actionStart..<start + input.count - actionWidth, to: actionStart + actionWidth)
    inputs.put(lastActions, row * actionWidth..<(row + 1) * actionWidth, at: actionStart)
  }
}
