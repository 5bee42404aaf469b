extension RowEnvironment {
  /// Starts an episode.
  ///
  /// - Parameters:
  ///   - seed: The seed; `nil` continues the current stream.
  ///   - observation: One row, which receives the first observation.
  public mutating func reset(seed: UInt64?, intoRow observation: inout RowBuffer) {
    var row = Self.bytes(of: &observation, spaces.observation)
    reset(seed: seed, into: &row)
  }

  /// Advances by one step.
  ///
  /// - Parameters:
  ///   - action: One row.
  ///   - observation: One row, which receives the observation.
  public mutating func step(_ action: borrowing RowBuffer, intoRow observation: inout RowBuffer) -> StepResult {
    precondition(
      action.layout == spaces.action.layout,
      "a row of \(action.layout) is no action of \(spaces.action.descriptor)")
    var row = Self.bytes(of: &observation, spaces.observation)
    return step(action.rowBytes(0), into: &row)
  }

  @_lifetime(&rows)
  private static func bytes(of rows: inout RowBuffer, _ space: CompositeSpace) -> MutableSpan<UInt8> {
    precondition(rows.layout == space.layout, "a row of \(rows.layout) is no observation of \(space.descriptor)")
    return rows.mutableRowBytes(0)
  }
}
