extension FloatingPoint {
  /// The number, or 0 where there is none: an action that is NaN must not reach the bodies of a simulation.
  var orZeroIfNaN: Self { isNaN ? 0 : self }
}
