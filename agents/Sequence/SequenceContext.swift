import Simulation

/// The last steps of every row's episode, as the network takes them.
struct SequenceContext: Sendable {
  /// The number of rows.
  let rows: Int
  private let encoder: StepEncoder
  let length: Int
  /// Row × context × width of a step; zeros where an episode has not come so far.
  private(set) var steps: [Float]
  /// The number of known steps of each row, the one that is being decided included.
  private var counts: [Int]
  private var returnsToGo: [Double]

  init(rows: Int, length: Int, of encoder: StepEncoder) {
    self.rows = rows
    self.length = length
    self.encoder = encoder
    steps = Array(repeating: 0, count: rows * length * encoder.width)
    counts = Array(repeating: 0, count: rows)
    returnsToGo = Array(repeating: encoder.task.targetReturn, count: rows)
  }

  /// Forgets all episodes.
  mutating func beginEpisodes() {
    for row in 0..<rows { beginEpisode(inRow: row) }
  }

  private mutating func beginEpisode(inRow row: Int) {
    let size = length * encoder.width
    for index in row * size..<(row + 1) * size { steps[index] = 0 }
    counts[row] = 0
    returnsToGo[row] = encoder.task.targetReturn
  }

  /// Begins the next step of every row with its observation.
  mutating func begin(_ observations: borrowing RowBuffer) {
    let encoder = encoder
    for row in 0..<rows {
      if counts[row] == length { forgetFirstStep(ofRow: row) } else { counts[row] += 1 }
      let (range, rest) = (stepRange(row), returnsToGo[row])
      var all = steps.mutableSpan
      var step = all._mutatingExtracting(range)
      encoder.encode(observations, row: row, returnToGo: rest, into: &step)
      for index in encoder.actionRange { step[index] = 0 }
    }
  }

  /// Completes the step of every row with its action.
  mutating func complete(with actions: borrowing RowBuffer) {
    let encoder = encoder
    for row in 0..<rows {
      let range = stepRange(row)
      var all = steps.mutableSpan
      var step = all._mutatingExtracting(range)
      encoder.encode(actions: actions, row: row, into: &step)
    }
  }

  /// The number of known steps of the row that has most of them.
  ///
  /// By index: an array's iterator allocates in builds for testing.
  var longest: Int {
    var longest = 0
    for row in counts.indices { longest = max(longest, counts[row]) }
    return longest
  }

  /// True if every row fills the context.
  var isFull: Bool {
    for row in counts.indices where counts[row] < length { return false }
    return true
  }

  /// The place in the context of a row's step that is being decided.
  func place(ofRow row: Int) -> Int { counts[row] - 1 }

  /// Subtracts rewards from the returns to go, and begins anew at an episode's end; before a first step does nothing.
  mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    guard outcome.count == rows else { return }
    for row in 0..<rows {
      if outcome.statuses[row].isFinished {
        beginEpisode(inRow: row)
      } else {
        returnsToGo[row] -= outcome.rewards[row]
      }
    }
  }

  private func stepRange(_ row: Int) -> Range<Int> {
    let start = (row * length + counts[row] - 1) * encoder.width
    return start..<start + encoder.width
  }

  private mutating func forgetFirstStep(ofRow row: Int) {
    let (start, size) = (row * length * encoder.width, length * encoder.width)
    for index in start..<start + size - encoder.width { steps[index] = steps[index + encoder.width] }
  }
}
