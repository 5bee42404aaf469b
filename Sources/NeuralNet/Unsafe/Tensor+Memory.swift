import CKernels

extension Tensor {
  /// The address of the first number.
  var address: UnsafeMutablePointer<Float> { storage.address + offset }

  /// Makes a constant of numbers in row-major order.
  ///
  /// - Parameters:
  ///   - values: As many as `shape` asks for.
  ///   - shape: The sizes of the dimensions.
  ///   - pool: The pool to take the memory from; results computed from the tensor take theirs there, too.
  public init(_ values: [Float], shape: Shape, in pool: MemoryPool? = nil) {
    precondition(
      values.count == shape.elementCount, "\(values.count) numbers do not fill a tensor of the shape \(shape)")
    self.init(shape: shape, storage: Storage(count: values.count, pool: pool))
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { address.update(from: start, count: source.count) }
    }
  }

  /// Makes a constant of bytes times a factor, such as the 1/255 of a picture's.
  ///
  /// - Parameters:
  ///   - bytes: As many as `shape` asks for, in row-major order.
  ///   - factor: The factor by which each byte is multiplied.
  ///   - shape: The sizes of the dimensions.
  ///   - pool: The pool to take the memory from; results computed from the tensor take theirs there, too.
  public init(_ bytes: Span<UInt8>, times factor: Float, shape: Shape, in pool: MemoryPool? = nil) {
    precondition(
      bytes.count == shape.elementCount, "\(bytes.count) bytes do not fill a tensor of the shape \(shape)")
    self.init(shape: shape, storage: Storage(count: bytes.count, pool: pool))
    bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { palaestra_floats_of_bytes(start, factor, address, source.count) }
    }
  }

  /// Makes a constant by writing its numbers in place.
  ///
  /// - Parameters:
  ///   - shape: The sizes of the dimensions.
  ///   - pool: The pool to take the memory from.
  ///   - fill: Writes all numbers; they are undefined before.
  public init(shape: Shape, in pool: MemoryPool? = nil, fill: (inout MutableSpan<Float>) -> Void) {
    self.init(shape: shape, storage: Storage(count: shape.elementCount, pool: pool))
    var span = MutableSpan(_unsafeStart: address, count: count)
    fill(&span)
  }

  /// The numbers in row-major order.
  public var values: [Float] {
    withExtendedLifetime(storage) { Array(UnsafeBufferPointer(start: address, count: count)) }
  }

  /// Lends the numbers in row-major order.
  public func withValues<Result>(_ body: (Span<Float>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(Span(_unsafeStart: address, count: count)) }
  }

  /// The number of a tensor that has only one.
  public var item: Float {
    precondition(count == 1, "a tensor of the shape \(shape) is not one number")
    return withExtendedLifetime(storage) { address[0] }
  }
}
