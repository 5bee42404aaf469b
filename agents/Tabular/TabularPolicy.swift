import Foundation
import Safetensors
import Simulation
import Training

/// Takes the action of the largest value in a table.
public struct TabularPolicy<Encoder: StateEncoder>: SavablePolicy {
  /// The table.
  public let values: ActionValues
  /// What numbers the states.
  public let encoder: Encoder

  /// Makes a policy from a table.
  public init(values: ActionValues, encoder: Encoder) {
    precondition(
      values.stateCount == encoder.stateCount,
      "a table of \(values.stateCount) states does not fit an encoder of \(encoder.stateCount)")
    self.values = values
    self.encoder = encoder
  }

  /// Looks up every row's best action.
  public func act(
    on observations: Span<Encoder.Scalar>, into actions: inout MutableSpan<Int>,
    using generator: inout RandomGenerator
  ) {
    let size = encoder.scalarCount
    for row in actions.indices {
      let state = encoder.state(of: observations.extracting(row * size..<(row + 1) * size))
      actions[row] = values.greedyAction(in: state)
    }
  }

  /// Adds the table, and how states are numbered.
  public func write(to writer: inout SafetensorsWriter) {
    writer.add("action_values", values.values, shape: [values.stateCount, values.actionCount])
    let encoder = (try? JSONEncoder().encode(encoder)).map { String(decoding: $0, as: UTF8.self) }
    writer.metadata["encoder"] = encoder
  }

  /// Reads a policy that was written.
  ///
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no such table.
  public init(from file: SafetensorsFile, actionCount: Int) throws {
    guard let text = file.metadata["encoder"],
      let encoder = try? JSONDecoder().decode(Encoder.self, from: Data(text.utf8))
    else {
      throw PolicyFileError("It does not say how its states are numbered: its metadata has no usable 'encoder'.")
    }
    let shape = [encoder.stateCount, actionCount]
    self.init(
      values: ActionValues(
        stateCount: shape[0], actionCount: shape[1],
        values: try file.array("action_values", as: Double.self, shape: shape)),
      encoder: encoder)
  }
}
