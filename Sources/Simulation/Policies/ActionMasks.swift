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

  /// Returns the allowed values of a category.
  ///
  /// - Parameters:
  ///   - places: The places of its values among a row's flags.
  ///   - row: The row.
  public func allowed(_ places: Range<Int>, inRow row: Int) -> AllowedValues {
    AllowedValues(places, of: rows, row: row)
  }

  /// Draws one of the allowed values of a category, all equally likely; as an offset from its first place.
  ///
  /// It draws one number, and the same one as without masks where all are allowed.
  public func draw(from places: Range<Int>, inRow row: Int, using generator: inout RandomGenerator) -> Int {
    let allowed = allowed(places, inRow: row)
    var rest = generator.integers(0..<allowed.count)
    guard allowed.count < places.count else { return rest }
    for value in 0..<places.count where allowed.contains(value) {
      if rest == 0 { return value }
      rest -= 1
    }
    return rest
  }
}

/// The values of one category that one row allows: all, if it would allow none.
public struct AllowedValues: Sendable {
  /// The number of allowed values.
  public let count: Int
  /// The flags; `nil` where all values are allowed.
  @usableFromInline let rows: RowBuffer?
  @usableFromInline let row: Int
  @usableFromInline let start: Int

  fileprivate init(_ places: Range<Int>, of rows: RowBuffer?, row: Int) {
    var count = 0
    if let rows {
      let flags = rows.row(row, as: Bool.self)
      for place in places where flags[place] { count += 1 }
    }
    self.rows = count == 0 || count == places.count ? nil : rows
    self.count = count == 0 ? places.count : count
    self.row = row
    start = places.lowerBound
  }

  /// Returns true if a value, counted from 0, is allowed.
  @inlinable
  public func contains(_ value: Int) -> Bool { rows?.row(row, as: Bool.self)[start + value] ?? true }
}

extension StepBatch {
  /// The masks of the next actions.
  public var masks: ActionMasks { ActionMasks(actionMasks) }
}
