import Simulation
import Training

// A category out of its range would be written beside its place among ones and zeros.

/// Numbers in a row that are out of their ranges.
public struct RowFault: Equatable, Sendable {
  /// The row.
  public let row: Int
  /// The numbers that it holds.
  public let numbers: [Int]
  /// The space that was expected.
  public let space: SpaceDescriptor

  /// Returns the first row of categories out of their ranges; `nil` if there is none.
  init?(in rows: borrowing RowBuffer, field: Int, start: Int, counts: [Int], starts: [Int]) {
    let numbers = rows.field(field, as: Int.self)
    func isOutside(_ row: Int) -> Bool {
      for index in counts.indices {
        let distance = numbers[row][start + index].subtractingReportingOverflow(starts[index])
        if distance.overflow || !(0..<counts[index]).contains(distance.partialValue) { return true }
      }
      return false
    }
    for row in 0..<numbers.rowCount where isOutside(row) {
      self.row = row
      self.numbers = counts.indices.map { numbers[row][start + $0] }
      space =
        counts.count == 1
        ? .discrete(count: counts[0], start: starts[0]) : .multiDiscrete(counts: counts, start: starts)
      return
    }
    return nil
  }

  init(row: Int, numbers: [Int], space: SpaceDescriptor) {
    self.row = row
    self.numbers = numbers
    self.space = space
  }

  fileprivate func error(in name: String) -> CheckpointError {
    CheckpointError("Its '\(name)' hold \(numbers), but \(space) was expected.")
  }
}

extension ObservationEncoder {
  /// Throws unless every row of a file can be encoded.
  func check(_ observations: borrowing RowBuffer, _ name: String) throws(CheckpointError) {
    for part in parts {
      guard case .categories(let counts, let starts) = part.form else { continue }
      let fault = RowFault(in: observations, field: part.field, start: part.start, counts: counts, starts: starts)
      if let fault { throw fault.error(in: name) }
    }
  }
}

extension ActionHead {
  /// Throws unless every row of a file is an action.
  func check(_ actions: borrowing RowBuffer, _ name: String) throws(CheckpointError) {
    if let fault = fault(in: actions) { throw fault.error(in: name) }
  }
}
