/// The values of each category that a batch's next actions may have; of most tasks, all.
///
/// A row has a flag for each value of each category, one category after the other, as Gymnasium's `info["action_mask"]`
/// has. A row that allows nothing is taken to allow all: there is no way out of it.
public struct ActionMasks: Sendable {
  /// A row of flags for each environment; `nil` where all values are always allowed.
  public let rows: RowBuffer?

  /// Takes rows of flags.
  public init(_ rows: RowBuffer? = nil) { self.rows = rows }

  /// No masks: all values are allowed.
  public static var none: ActionMasks { ActionMasks() }

  /// Returns true if a row allows the value at a place among its flags.
  public func allows(_ value: Int, inRow row: Int) -> Bool { rows?.row(row, as: Bool.self)[value] ?? true }

  /// Returns the number of allowed values at some places of a row; all, if none is.
  public func count(of values: Range<Int>, inRow row: Int) -> Int {
    guard let rows else { return values.count }
    let flags = rows.row(row, as: Bool.self)
    var count = 0
    for value in values where flags[value] { count += 1 }
    return count == 0 ? values.count : count
  }

  /// Draws one of the allowed values at some places of a row, all equally likely; as an offset from the first place.
  ///
  /// It draws one number, and the same one as without masks where all are allowed.
  public func draw(from values: Range<Int>, inRow row: Int, using generator: inout RandomGenerator) -> Int {
    let count = count(of: values, inRow: row)
    var rest = generator.integers(0..<count)
    guard count < values.count, let rows else { return rest }
    let flags = rows.row(row, as: Bool.self)
    for value in values where flags[value] {
      if rest == 0 { return value - values.lowerBound }
      rest -= 1
    }
    return rest
  }

  /// Returns true if a row allows all values at some places, or none of them.
  public func allowsAll(_ values: Range<Int>, inRow row: Int) -> Bool {
    count(of: values, inRow: row) == values.count
  }
}

extension StepBatch {
  /// The masks of the next actions.
  public var masks: ActionMasks { ActionMasks(actionMasks) }
}
