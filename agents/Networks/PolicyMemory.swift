import Simulation

/// The inputs of the running episodes, one for each row of a batch: the memory of a policy that acts.
///
/// Behind the input of a network with a memory of its own stands the state before it.
struct PolicyMemory: Sendable {
  let input: PolicyInput
  /// The size of the network's state; 0 for none.
  let stateSize: Int
  /// The inputs of the network, one row after the other.
  private(set) var inputs: [Float] = []
  private var encoded: [Float] = []
  private var lastActions: [Float] = []

  init(_ input: PolicyInput, stateSize: Int = 0) {
    self.input = input
    self.stateSize = stateSize
  }

  /// The number of numbers in a row.
  private var rowSize: Int { input.count + stateSize }
  /// True if a row outlasts a step.
  private var lasts: Bool { input.hasHistory || stateSize > 0 }

  /// The number of rows remembered.
  var rowCount: Int { inputs.count / rowSize }

  /// Takes in the next observation of every row; another number of rows than before begins anew.
  mutating func see(_ observations: borrowing RowBuffer) {
    let rows = observations.count
    if rows != rowCount { begin(rows) }
    guard lasts else { return input.encode(observations, into: &inputs) }
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
    guard lasts, row < rowCount else { return }
    for index in row * rowSize..<(row + 1) * rowSize { inputs[index] = 0 }
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
      inputs.put(seen, at: index * rowSize)
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
    inputs = Array(repeating: 0, count: rows * rowSize)
    guard lasts else { return }
    encoded = Array(repeating: 0, count: rows * input.featureCount)
    lastActions = Array(repeating: 0, count: input.actionCount > 0 ? rows * input.actionFeatureCount : 0)
  }

  /// Makes room in a row's input for the newest features, and puts them there.
  private mutating func shift(_ row: Int) {
    let (width, start) = (input.featureCount, row * rowSize)
    inputs.move(start..<start + input.observedCount - width, to: start + width)
    inputs.put(encoded, row * width..<(row + 1) * width, at: start)
    guard input.actionCount > 0 else { return }
    let (actionWidth, actionStart) = (input.actionFeatureCount, start + input.observedCount)
    inputs.move(actionStart..<start + input.count - actionWidth, to: actionStart + actionWidth)
    inputs.put(lastActions, row * actionWidth..<(row + 1) * actionWidth, at: actionStart)
  }
}

// MARK: - The states of a network with a memory

extension PolicyMemory {
  /// Copies a row's state over a part of an array, or right behind its last number.
  func copyState(ofRow row: Int, into states: inout [Float], at position: Int) {
    let start = row * rowSize + input.count
    states.put(inputs, start..<start + stateSize, at: position)
  }

  /// Takes every row's state from behind the network's outputs.
  mutating func takeStates(from results: [Float], outputCount: Int) {
    for row in 0..<rowCount {
      let start = row * (outputCount + stateSize) + outputCount
      inputs.put(results, start..<start + stateSize, at: row * rowSize + input.count)
    }
  }

  /// The states of all rows, one after the other; none before the first step.
  var states: [Float] {
    get {
      var states: [Float] = []
      for row in 0..<rowCount { copyState(ofRow: row, into: &states, at: states.count) }
      return states
    }
    set {
      guard stateSize > 0 else { return }
      begin(newValue.count / stateSize)
      takeStates(from: newValue, outputCount: 0)
    }
  }
}
