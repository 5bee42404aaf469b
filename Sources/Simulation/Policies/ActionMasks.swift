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

  /// Draws one of the allowed values of a category, all equally likely; as an offset from its first place.
  ///
  /// It draws one number, and the same one as without masks where all are allowed.
  public func draw(from places: Range<Int>, inRow row: Int, using generator: inout RandomGenerator) -> Int {
    let allowed = self.allowed(places, inRow: row)
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
///
/// A view of the flags, which does not outlive the masks and is asked at every step.
public struct AllowedValues: ~Escapable {
  /// The number of allowed values.
  public let count: Int
  /// A flag for each value; none where all are allowed.
  @usableFromInline let flags: Span<Bool>

  /// Allows all of some values.
  @inlinable
  @_lifetime(immortal)
  init(all count: Int) {
    self.count = count
    flags = Span()
  }

  @inlinable
  @_lifetime(copy flags)
  init(_ flags: Span<Bool>) {
    var count = 0
    for value in flags.indices where flags[value] { count += 1 }
    let isFree = count == 0 || count == flags.count
    self.count = isFree ? flags.count : count
    self.flags = isFree ? flags.extracting(0..<0) : flags
  }

  /// Returns true if a value, counted from 0, is allowed.
  @inlinable public func contains(_ value: Int) -> Bool { flags.isEmpty || flags[value] }
}

extension StepBatch {
  /// The masks of the next actions.
  public var masks: ActionMasks { ActionMasks(actionMasks) }
}
