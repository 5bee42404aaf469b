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
    // Unchecked, since the counts were compared, and four pixels at a time: a pixel observation is copied at every step.
    let pixels = pixels.span
    let whole = pixels.count & ~3
    var words = bytes.mutableBytes
    for index in stride(from: 0, to: whole, by: 4) {
      let first = pixels[unchecked: index].packed & 0xFF_FFFF
      let second = pixels[unchecked: index &+ 1].packed & 0xFF_FFFF
      let third = pixels[unchecked: index &+ 2].packed & 0xFF_FFFF
      let fourth = pixels[unchecked: index &+ 3].packed
      let offset = 3 &* index
      words.storeBytes(of: (first | second << 24).littleEndian, toUncheckedByteOffset: offset, as: UInt32.self)
      words.storeBytes(
        of: (second >> 8 | third << 16).littleEndian, toUncheckedByteOffset: offset &+ 4, as: UInt32.self)
      words.storeBytes(
        of: (third >> 16 | fourth << 8).littleEndian, toUncheckedByteOffset: offset &+ 8, as: UInt32.self)
    }
    for index in whole..<pixels.count {
      let pixel = pixels[index]
      (bytes[3 * index], bytes[3 * index + 1], bytes[3 * index + 2]) = (pixel.red, pixel.green, pixel.blue)
    }
  }
}
