extension Range<Int> {
  /// Returns true if a multiple of an interval lies above the lower bound and not above the upper one.
  ///
  /// A batch advances several steps at a time, and may step over the multiple itself.
  func passesMultiple(of interval: Int) -> Bool { upperBound / interval > lowerBound / interval }
}
