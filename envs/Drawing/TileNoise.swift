/// Irregularity that depends on nothing but an index: the same tile looks the same in every frame.
struct TileNoise {
  private let index: UInt64

  init(_ index: Int) { self.index = UInt64(truncatingIfNeeded: index) }

  /// A number from 0 up to 1, another one for each channel; by the finalizer of SplitMix64.
  func value(_ channel: Int) -> Double {
    var bits = (index &* 61 &+ UInt64(truncatingIfNeeded: channel) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-53
  }

  /// A number between two bounds.
  func value(_ channel: Int, in range: ClosedRange<Double>) -> Double {
    range.lowerBound + value(channel) * (range.upperBound - range.lowerBound)
  }
}
