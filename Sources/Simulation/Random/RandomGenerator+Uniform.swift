extension RandomGenerator {
  /// A number in [0, 1) with 53 random bits, as `random()` in NumPy.
  @inlinable
  public mutating func random() -> Double {
    Double(bits.next() >> 11) * 0x1p-53
  }

  /// A number from `low` up to `high`, which rounding may reach, as `uniform(low, high)` in NumPy.
  ///
  /// - Parameters:
  ///   - low: The first bound.
  ///   - high: The other bound; must be no less than `low`, and `high - low` finite.
  @inlinable
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    let width = high - low
    assert(width >= 0 && width.isFinite, "uniform(\(low), \(high)): expected low <= high, a finite distance apart")
    return low + width * random()
  }

  /// An integer from `range`, every one equally likely, as `integers(low, high)` in NumPy.
  ///
  /// A range of one value draws nothing.
  @inlinable
  public mutating func integers(_ range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "integers(\(range)): the range must hold at least one value")
    let last = UInt64(bitPattern: Int64(range.upperBound &- 1 &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: bounded(by: last))
  }

  /// An integer from `range`, every one equally likely, as `integers(low, high, endpoint=True)` in NumPy.
  @inlinable
  public mutating func integers(_ range: ClosedRange<Int>) -> Int {
    let last = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: bounded(by: last))
  }

  /// A number in 0...`last`: Lemire's method on the narrowest words that can hold it.
  ///
  /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", 2019; NumPy's `random_bounded_uint64`.
  @inlinable
  mutating func bounded(by last: UInt64) -> UInt64 {
    if last == 0 { return 0 }
    if last < 0xffff_ffff { return UInt64(bounded32(by: UInt32(truncatingIfNeeded: last))) }
    if last == 0xffff_ffff { return UInt64(nextUInt32()) }
    if last == .max { return bits.next() }
    return bounded64(by: last)
  }

  @inlinable
  mutating func bounded32(by last: UInt32) -> UInt32 {
    let count = UInt64(last) &+ 1
    var product = UInt64(nextUInt32()) &* count
    if UInt64(UInt32(truncatingIfNeeded: product)) < count {
      let threshold = UInt64(UInt32.max &- last) % count
      while UInt64(UInt32(truncatingIfNeeded: product)) < threshold {
        product = UInt64(nextUInt32()) &* count
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  @inlinable
  mutating func bounded64(by last: UInt64) -> UInt64 {
    let count = last &+ 1
    var product = bits.next().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (UInt64.max &- last) % count
      while product.low < threshold {
        product = bits.next().multipliedFullWidth(by: count)
      }
    }
    return product.high
  }
}
