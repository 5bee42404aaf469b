import Files
import Foundation
import Safetensors
import Simulation
import Training

/// Takes the action of the largest value in a table.
public struct TabularPolicy: SavablePolicy {
  /// The table.
  public let values: ActionValues
  /// The encoder, which numbers the states.
  public let encoder: StateEncoder

  /// Makes a policy from a table.
  public init(values: ActionValues, encoder: StateEncoder) {
    precondition(
      values.stateCount == encoder.stateCount,
      "a table of \(values.stateCount) states does not fit an encoder of \(encoder.stateCount)")
    self.values = values
    self.encoder = encoder
  }

  /// Looks up every row's best action.
  public func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Looks up every row's best allowed action.
  public func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count {
      actions[row] = values.greedyAction(in: encoder.state(ofRow: row, observations), allowing: masks, row: row)
    }
  }

  /// Adds the table, and how states are numbered.
  public func write(to writer: inout SafetensorsWriter) {
    writer.add("action_values", values.values, shape: [values.stateCount, values.actionCount])
    writer.metadata["encoder"] = StoredText.text(of: encoder)
  }

  /// Reads a policy that was written.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - task: The task that it is to act in, with one category.
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no such table.
  public init(from file: SafetensorsFile, for task: TaskSpecification) throws {
    let encoder = try Self.encoder(of: file)
    guard encoder.fits(task.observationSpace) else {
      throw PolicyFileError(
        "It knows \(encoder.stateCount) states, from \(encoder.scalarCount == 1 ? "one number" : "\(encoder.scalarCount) numbers") "
          + "per observation, but the environment observes \(task.observationSpace).")
    }
    let shape = [encoder.stateCount, task.actionSpace.elementCount ?? 0]
    self.init(
      values: ActionValues(
        stateCount: shape[0], actionCount: shape[1],
        values: try file.array("action_values", as: Double.self, shape: shape)),
      encoder: encoder)
  }

  private static func encoder(of file: SafetensorsFile) throws(PolicyFileError) -> StateEncoder {
    guard let text = file.metadata["encoder"] else {
      throw PolicyFileError("Its metadata has no 'encoder' that says how its states are numbered.")
    }
    do {
      return try UntrustedJSON.decode(StateEncoder.self, from: Data(text.utf8))
    } catch let error as PolicyFileError {
      throw error
    } catch {
      throw PolicyFileError(
        "The 'encoder' in its metadata does not say how its states are numbered: \(text.prefix(80))")
    }
  }
}
