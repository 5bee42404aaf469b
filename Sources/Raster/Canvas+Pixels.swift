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
    for index in pixels.indices {
      let pixel = pixels[index]
      bytes[3 * index] = pixel.red
      bytes[3 * index + 1] = pixel.green
      bytes[3 * index + 2] = pixel.blue
    }
  }
}
