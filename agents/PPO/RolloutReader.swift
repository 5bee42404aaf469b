import NeuralNet
import Simulation

/// A reader of a rollout as inputs of networks: of sequences of steps, which are single steps without a memory.
struct RolloutReader: Sendable {
  private let rollout: Rollout
  private let encoder: ObservationEncoder
  private let normalizer: ObservationNormalizer?
  private let pool: MemoryPool?
  /// The number of steps of a sequence.
  let sequenceLength: Int

  /// Reads a rollout.
  ///
  /// - Parameters:
  ///   - rollout: The rollout, which is full.
  ///   - encoder: The encoder of observations.
  ///   - normalizer: The normalizer of their features; `nil` for none.
  ///   - sequenceLength: The number of steps of a sequence; 1 without a memory.
  ///   - pool: The pool of memory for tensors.
  init(
    _ rollout: Rollout, by encoder: ObservationEncoder, _ normalizer: ObservationNormalizer?, sequenceLength: Int,
    in pool: MemoryPool?
  ) {
    self.rollout = rollout
    self.encoder = encoder
    self.normalizer = normalizer
    self.sequenceLength = sequenceLength
    self.pool = pool
  }

  /// The number of sequences; the last ones of each environment may reach beyond the rollout.
  var sequenceCount: Int { (rollout.length + sequenceLength - 1) / sequenceLength * rollout.environmentCount }

  /// The rows of some sequences, those of each step one after the other; −1 where there is none.
  ///
  /// - Parameter sequences: The sequences; −1 for none.
  func rows(of sequences: ArraySlice<Int>) -> [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(sequences.count * sequenceLength)
    for step in 0..<sequenceLength {
      for sequence in sequences {
        let (environment, start) = place(of: sequence)
        let exists = sequence >= 0 && start + step < rollout.length
        rows.append(exists ? (start + step) * rollout.environmentCount + environment : -1)
      }
    }
    return rows
  }

  private func place(of sequence: Int) -> (environment: Int, start: Int) {
    let count = rollout.environmentCount
    return (sequence % count, sequence / count * sequenceLength)
  }

  /// The observations of some rows, and the memory's states where their sequences begin.
  func sequences(_ rows: [Int]) -> ActorCritic.Sequences {
    var sequences = ActorCritic.Sequences(observations: observations(rollout.observations, rows))
    guard rollout.stateSize > 0 else { return sequences }
    sequences.length = sequenceLength
    let starts = Array(rows.prefix(rows.count / sequenceLength))
    sequences.states = numbers(starts, of: rollout.states, width: rollout.stateSize)
    sequences.kept = Tensor(shape: [rows.count], in: pool) { kept in
      for (index, row) in rows.enumerated() { kept[index] = beginsEpisode(row) ? 0 : 1 }
    }
    return sequences
  }

  /// The observations that an episode's end or the rollout's led to, and the states before them.
  func final(_ rows: Range<Int>, truncated: Bool) -> ActorCritic.Sequences {
    let source = truncated ? rollout.truncated : rollout.observations
    var sequences = ActorCritic.Sequences(observations: observations(source, Array(rows)))
    guard rollout.stateSize > 0 else { return sequences }
    sequences.states = numbers(
      Array(rows), of: truncated ? rollout.truncatedStates : rollout.states, width: rollout.stateSize)
    return sequences
  }

  /// Some numbers of each row; zeros where there is none.
  func numbers(_ rows: [Int], of source: [Float], width: Int) -> Tensor {
    Tensor(shape: [rows.count, width], in: pool) { span in
      for (index, row) in rows.enumerated() {
        for place in 0..<width { span[index * width + place] = row < 0 ? 0 : source[row * width + place] }
      }
    }
  }

  /// A number of each row; 0 where there is none.
  func column(_ rows: [Int], of source: [Float]) -> Tensor {
    Tensor(shape: [rows.count], in: pool) { span in
      for (index, row) in rows.enumerated() { span[index] = row < 0 ? 0 : source[row] }
    }
  }

  /// The targets of each row's action.
  func targets(_ rows: [Int]) -> Tensor { numbers(rows, of: rollout.targets, width: rollout.head.actionSize) }

  /// The penalties of the outputs of actions that are not allowed, to be added to them; `nil` where all always are.
  func penalties(_ rows: [Int]) -> Tensor? {
    guard let head = rollout.head as? CategoricalHead else { return nil }
    return ActionMasks(rollout.masks).penalties(rows, of: head.counts, in: pool)
  }

  private func beginsEpisode(_ row: Int) -> Bool {
    let before = row - rollout.environmentCount
    return before >= 0 && rollout.statuses[before].isFinished
  }

  private func observations(_ source: RowBuffer, _ rows: [Int]) -> Tensor {
    let count = encoder.featureCount
    return Tensor(shape: Shape([rows.count] + encoder.shape), in: pool) { span in
      for (index, row) in rows.enumerated() {
        var features = span._mutatingExtracting(index * count..<(index + 1) * count)
        if row < 0 {
          for place in features.indices { features[place] = 0 }
        } else {
          encoder.encode(source, rows: row..<row + 1, into: &features)
          normalizer?.normalize(&features)
        }
      }
    }
  }
}
