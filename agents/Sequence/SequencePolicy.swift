import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy for one task: takes the action that a sequence model holds likeliest after the episode so far, given a
/// target return.
///
/// Every row of a batch has a context of its own. ``beginEpisodes()`` and ``observeOutcome(_:)`` must be
/// called, as a caller that steps environments does: by them it knows where episodes begin and what remains of the return.
public struct SequencePolicy: SavablePolicy {
  /// The task that it acts in.
  public var task: SequenceTask { encoder.task }
  let model: SequenceModel
  private var encoder: StepEncoder
  private var context: SequenceContext
  private var reader: SequenceReader
  private var chooser: ActionChooser

  /// The outputs for the steps that are being decided, one row after the other.
  private var outputs: [Float] = []

  /// Makes a policy for one of a model's tasks.
  init(_ model: SequenceModel, task place: Int) {
    self.init(model, task: place, StepEncoder(model.network.tasks[place]))
  }

  /// Makes a policy for one of a model's tasks with the encoder of its steps.
  init(_ model: SequenceModel, task place: Int, _ encoder: StepEncoder) {
    self.model = model
    self.encoder = encoder
    context = SequenceContext(rows: 0, length: 0, of: encoder)
    chooser = ActionChooser(encoder.head)
    reader = SequenceReader(model, task: place, width: encoder.width)
  }

  /// The return that is asked for at the start of an episode.
  public var targetReturn: Double {
    get { task.targetReturn }
    set {
      encoder.task.targetReturn = newValue
      context = SequenceContext(rows: 0, length: 0, of: encoder)
    }
  }

  /// The ids of the environments that its file serves.
  public var environments: [String] { model.network.tasks.map(\.environment) }

  /// Takes every row's likeliest action; a batch of another size than the last one begins new episodes.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Takes every row's likeliest allowed action; a batch of another size than the last one begins new episodes.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    let rows = observations.count
    if context.rows != rows { makeRoom(for: rows) }
    context.begin(observations)
    reader.read(context)
    gatherOutputs()
    chooser.decide(by: outputs, allowing: masks, into: &actions)
    context.complete(with: actions)
  }

  /// Forgets the episodes so far.
  public mutating func beginEpisodes() { context.beginEpisodes() }

  /// Subtracts rewards from the returns to go, and forgets the episodes that are over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    context.observeOutcome(outcome)
  }

  /// Adds the model, with all of its tasks.
  public func write(to writer: inout SafetensorsWriter) { model.write(to: &writer) }

  private mutating func makeRoom(for rows: Int) {
    context = SequenceContext(rows: rows, length: model.network.architecture.contextLength, of: encoder)
    outputs = Array(repeating: 0, count: rows * encoder.actionRange.count)
  }

  /// Takes the outputs for each row's step that is being decided.
  private mutating func gatherOutputs() {
    let size = encoder.actionRange.count
    for row in 0..<context.rows {
      let start = reader.start(ofRow: row, in: context)
      for index in 0..<size { outputs[row * size + index] = reader.outputs[start + index] }
    }
  }
}
