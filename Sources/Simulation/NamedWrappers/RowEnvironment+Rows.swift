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
    check(action)
    var row = Self.bytes(of: &observation, spaces.observation)
    return step(action.rowBytes(0), into: &row)
  }

  /// Advances by one step whose observation nobody looks at, unless the episode ends with it.
  ///
  /// - Parameters:
  ///   - action: One row.
  ///   - observation: One row, which receives the observation if the episode ends with the step.
  public mutating func skip(_ action: borrowing RowBuffer, intoRow observation: inout RowBuffer) -> StepResult {
    check(action)
    var row = Self.bytes(of: &observation, spaces.observation)
    return skip(action.rowBytes(0), into: &row)
  }

  private func check(_ action: borrowing RowBuffer) {
    precondition(
      action.layout == spaces.action.layout,
      "a row of \(action.layout) is no action of \(spaces.action.descriptor)")
  }

  @_lifetime(&rows)
  private static func bytes(of rows: inout RowBuffer, _ space: CompositeSpace) -> MutableSpan<UInt8> {
    precondition(rows.layout == space.layout, "a row of \(rows.layout) is no observation of \(space.descriptor)")
    return rows.mutableRowBytes(0)
  }
}
