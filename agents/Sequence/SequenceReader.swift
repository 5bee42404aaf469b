import NeuralNet
import Simulation
import Spans

/// A reader of windows of episodes: a sequence model's outputs at the steps that are being decided, and little more.
///
/// A place sees only what stands before it. So as long as episodes are short, windows are: as long as the longest episode,
/// rounded up to a power of two. Once all rows fill the context, what is decided is the last step, and the last block
/// computes that alone. Nothing is kept from one step to the next: in a full context every step moves to another place, and
/// with it all that the network makes of it.
struct SequenceReader: Sendable {
  /// The outputs of the heads: row × step, or row alone where it is the last step; then features of an action.
  private(set) var outputs: [Float] = []
  private let model: SequenceModel
  private let task: Int
  private let width: Int
  private let outputSize: Int
  /// The lengths of windows, the shortest first.
  private var lengths: [Int] = []
  /// A stage for each length, and the last step alone at the end.
  private var stages: [Stage] = []
  private var stage = 0
  private var inputs: [Float] = []
  /// The number of rows, and of those that are computed together.
  private var (rows, block) = (0, 0)

  /// A way to read windows of some length.
  private struct Stage: Sendable {
    let length: Int
    /// The number of steps that the heads have outputs for.
    let said: Int
    var predictor: Predictor
  }

  init(_ model: SequenceModel, task: Int, width: Int) {
    self.model = model
    self.task = task
    self.width = width
    outputSize = model.network.tasks[task].actions.count
  }

  /// Reads the steps that are known; another number of rows than before takes memory anew.
  mutating func read(_ context: SequenceContext) {
    if rows != context.rows { makeRoom(for: context.rows, context.length) }
    stage = 0
    let length = context.longest
    while lengths[stage] < length { stage += 1 }
    if context.isFull { stage = lengths.count }
    let rowSize = stages[stage].length * width
    for row in 0..<rows {
      let source = row * context.length * width
      for index in 0..<rowSize { inputs[row * rowSize + index] = context.steps[source + index] }
    }
    predict()
  }

  /// Returns the offset in ``outputs`` of a row's step that is being decided.
  func start(ofRow row: Int, in context: SequenceContext) -> Int {
    let said = stages[stage].said
    return (row * said + (said == 1 ? 0 : context.place(ofRow: row))) * outputSize
  }

  private mutating func makeRoom(for rows: Int, _ length: Int) {
    self.rows = rows
    block = min(rows, model.network.architecture.rowLimit)
    let stored = (rows + block - 1) / block * block
    inputs = Array(repeating: 0, count: stored * length * width)
    outputs = Array(repeating: 0, count: stored * length * outputSize)
    lengths = [length]
    while let least = lengths.first, least > 1 { lengths.insert((least - 1).powerOfTwoBelow, at: 0) }
    let (network, task, width) = (model.network, task, width)
    stages = lengths.map {
      Stage(length: $0, said: $0, predictor: Predictor(network.ofTask(task), inputShape: [$0, width]))
    }
    let last = SequenceNetwork.LastStep(network: network, task: task)
    stages.append(Stage(length: length, said: 1, predictor: Predictor(last, inputShape: [length, width])))
    // A window that is recorded here allocates nothing in the midst of an episode.
    for index in stages.indices {
      stage = index
      predict()
    }
  }

  /// Computes some rows at a time.
  private mutating func predict() {
    let (length, said) = (stages[stage].length, stages[stage].said)
    let (inputSize, outputSize) = (block * length * width, block * said * outputSize)
    let parameters = model.parameters
    // Taken out, since a span of a stored array locks all else.
    var (inputs, outputs): ([Float], [Float]) = ([], [])
    swap(&inputs, &self.inputs)
    swap(&outputs, &self.outputs)
    for start in 0..<(rows + block - 1) / block {
      var all = outputs.mutableSpan
      var output = all._mutatingExtracting(start * outputSize..<(start + 1) * outputSize)
      inputs.withSpan { rows in
        stages[stage].predictor.predict(
          rows.extracting(start * inputSize..<(start + 1) * inputSize), with: parameters, into: &output)
      }
    }
    swap(&inputs, &self.inputs)
    swap(&outputs, &self.outputs)
  }
}

extension Int {
  /// The greatest power of two that is not above a number, which is positive.
  fileprivate var powerOfTwoBelow: Int { 1 << (Int.bitWidth - 1 - leadingZeroBitCount) }
}
