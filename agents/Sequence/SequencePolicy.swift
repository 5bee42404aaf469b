import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy for one task: takes the action that a sequence model holds likeliest after the episode so far, given a
/// target return.
///
/// Every row of a batch has a context of its own. ``beginEpisodes()`` and ``observeOutcome(_:)`` must be
/// called, as a caller that steps environments does: by them it knows where episodes begin and what remains of the return.
public struct SequencePolicy<ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: SavablePolicy {
  /// The task that it acts in.
  public var task: SequenceTask { encoder.task }
  let model: SequenceModel
  private var encoder: StepEncoder<ObservationScalar, ActionScalar>
  private var context: SequenceContext<ObservationScalar, ActionScalar>
  private var reader: SequenceReader

  /// Makes a policy for one of a model's tasks; `nil` if other numbers are observed or done in it.
  init?(_ model: SequenceModel, task place: Int) {
    guard let encoder = StepEncoder<ObservationScalar, ActionScalar>(model.network.tasks[place]) else { return nil }
    self.init(model, task: place, encoder)
  }

  /// Makes a policy for one of a model's tasks with the encoder of its steps.
  init(_ model: SequenceModel, task place: Int, _ encoder: StepEncoder<ObservationScalar, ActionScalar>) {
    self.model = model
    self.encoder = encoder
    context = SequenceContext(rows: 0, length: 0, of: encoder)
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
    let rows = observations.count
    if context.rows != rows { makeRoom(for: rows) }
    context.begin(observations.numbers())
    reader.read(context)
    for row in 0..<rows {
      var action = actions.mutableRow(row, as: ActionScalar.self)
      decide(row, &action)
      context.complete(row: row, with: action.span)
    }
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
  }

  /// Reads a row's action off the step that is being decided.
  private func decide(_ row: Int, _ action: inout MutableSpan<ActionScalar>) {
    let size = encoder.actionRange.count
    let start = reader.start(ofRow: row, in: context)
    withExtendedLifetime(reader.outputs) {
      encoder.head.decide(by: reader.outputs.span.extracting(start..<start + size), into: &action)
    }
  }
}
