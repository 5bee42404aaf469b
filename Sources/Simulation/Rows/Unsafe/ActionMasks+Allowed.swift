extension ActionMasks {
  /// Returns the allowed values of a category.
  ///
  /// - Parameters:
  ///   - places: The places of its values among a row's flags.
  ///   - row: The row.
  /// - Precondition: There is such a row, if there are masks.
  @inlinable
  @_lifetime(borrow self)
  public func allowed(_ places: Range<Int>, inRow row: Int) -> AllowedValues {
    guard let rows else { return AllowedValues(all: places.count) }
    // The flags stay where they are as long as the masks, which hold the same memory.
    let flags = rows.row(row, as: Bool.self).extracting(places)
    return AllowedValues(_overrideLifetime(flags, borrowing: self))
  }
}
