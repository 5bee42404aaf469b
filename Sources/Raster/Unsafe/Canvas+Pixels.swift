extension Canvas {
  /// Calls `body` with the picture's bytes, four to a pixel in the order red, green, blue, alpha.
  public func withRGBA<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(pixels.span.bytes)
  }

  /// Writes the picture's bytes into `bytes`, three to a pixel in the order red, green, blue.
  ///
  /// - Precondition: `bytes` holds exactly 3 × width × height.
  public func copyRGB(into bytes: inout MutableSpan<UInt8>) {
    precondition(
      bytes.count == 3 * pixels.count,
      "A picture of \(width) by \(height) has \(3 * pixels.count) bytes, not \(bytes.count)")
    let pixels = pixels.span
    // Unchecked, since the counts were compared: a pixel observation is copied at every step.
    var target = 0
    for index in 0..<pixels.count {
      let packed = pixels[unchecked: index].packed
      bytes[unchecked: target] = UInt8(truncatingIfNeeded: packed)
      bytes[unchecked: target &+ 1] = UInt8(truncatingIfNeeded: packed >> 8)
      bytes[unchecked: target &+ 2] = UInt8(truncatingIfNeeded: packed >> 16)
      target &+= 3
    }
  }
}
