extension RandomGenerator {
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

  /// `count` integers from `range`, as `integers(low, high, size=count, dtype=…, endpoint=True)` in NumPy.
  ///
  /// NumPy cuts each random word into several 8- or 16-bit numbers, but not across calls: one call for ten numbers and
  /// ten calls for one number differ. Types of 32 and 64 bits have no such border.
  public mutating func integers<Value: FixedWidthInteger>(_ range: ClosedRange<Value>, count: Int)
    -> [Value]
  {
    precondition(count >= 0, "integers(\(range), count: \(count)): the count must not be negative")
    return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: range.lowerBound)
      var span = buffer.mutableSpan
      fill(&span, integersIn: range)
      initialized = count
    }
  }

  /// `count` integers from `range`, as `integers(low, high, size=count, dtype=…)` in NumPy.
  ///
  /// The same as for a closed range; a range of all values of a type can only be written as a closed one.
  public mutating func integers<Value: FixedWidthInteger>(_ range: Range<Value>, count: Int) -> [Value] {
    precondition(
      !range.isEmpty, "integers(\(range), count: \(count)): the range must hold at least one value")
    return integers(range.lowerBound...(range.upperBound - 1), count: count)
  }

  /// Overwrites every element with an integer from `range`, in order; see `integers(_:count:)`.
  public mutating func fill<Value: FixedWidthInteger>(
    _ values: inout MutableSpan<Value>, integersIn range: ClosedRange<Value>
  ) {
    let last = UInt64(truncatingIfNeeded: range.upperBound &- range.lowerBound) & Value.allOnes
    var pieces = WordPieces()
    for index in values.indices {
      let offset =
        switch Value.bitWidth {
        case 8: UInt64(bounded(by: UInt8(last)) { pieces.next(UInt8.self, from: &$0) })
        case 16: UInt64(bounded(by: UInt16(last)) { pieces.next(UInt16.self, from: &$0) })
        case 32: UInt64(bounded(by: UInt32(last)) { $0.nextUInt32() })
        default: bounded(by: last)
        }
      values[index] = range.lowerBound &+ Value(truncatingIfNeeded: offset)
    }
  }

  /// `count` fair coin tosses, as `integers(0, 2, size=count, dtype=bool)` in NumPy: 32 from each half word.
  public mutating func booleans(count: Int) -> [Bool] {
    var word: UInt32 = 0
    return (0..<count).map { index in
      word = index % 32 == 0 ? nextUInt32() : word >> 1
      return word & 1 == 1
    }
  }
}

extension RandomGenerator {
  /// A number up to `last` from the narrowest words that can hold it.
  @inlinable
  mutating func bounded(by last: UInt64) -> UInt64 {
    if last <= 0xffff_ffff {
      return UInt64(bounded(by: UInt32(truncatingIfNeeded: last)) { $0.nextUInt32() })
    }
    return bounded(by: last) { $0.bits.next() }
  }

  /// A number up to `last`, every one equally likely, out of random words of the same width.
  ///
  /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", 2019.
  @inlinable
  mutating func bounded<Word: FixedWidthInteger & UnsignedInteger>(
    by last: Word, next: (inout RandomGenerator) -> Word
  ) -> Word where Word.Magnitude == Word {
    if last == 0 { return 0 }
    if last == .max { return next(&self) }
    let count = last &+ 1
    var product = next(&self).multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (Word.max &- last) % count
      while product.low < threshold {
        product = next(&self).multipliedFullWidth(by: count)
      }
    }
    return product.high
  }
}

extension FixedWidthInteger {
  fileprivate static var allOnes: UInt64 {
    bitWidth >= 64 ? .max : 1 << UInt64(bitWidth) - 1
  }
}

/// Half words cut into bytes or 16-bit numbers, the lowest bits first.
private struct WordPieces {
  private var word: UInt32 = 0
  private var bitsLeft = 0

  mutating func next<Piece: FixedWidthInteger>(_: Piece.Type, from random: inout RandomGenerator) -> Piece {
    if bitsLeft == 0 {
      word = random.nextUInt32()
      bitsLeft = 32
    } else {
      word >>= UInt32(Piece.bitWidth)
    }
    bitsLeft -= Piece.bitWidth
    return Piece(truncatingIfNeeded: word)
  }
}
