import Foundation

/// A safetensors file, opened for reading.
///
/// Only the header is read and checked at first; each tensor is read when it is asked for, straight into its array. The
/// file stays open, so replacing it on disk in the meantime does no harm.
///
/// ```swift
/// let file = try SafetensorsFile(contentsOf: url)
/// let weight = try file.array("q_net.0.weight", as: Float.self, shape: [64, 8])
/// ```
///
/// Source: the format's specification in the `safetensors` project of Hugging Face.
public struct SafetensorsFile: Sendable {
  /// A tensor's entry in the header.
  public struct Tensor: Sendable, Hashable {
    /// The name, unique in its file.
    public let name: String
    /// The type of its elements.
    public let elementType: SafetensorsElementType
    /// Sizes from the outermost dimension to the innermost; empty for a single number.
    public let shape: [Int]
    /// The range of its bytes, counted from the end of the header.
    public let byteRange: Range<Int>

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// Text stored beside the tensors.
  public let metadata: [String: String]

  /// The tensors in the order of their bytes.
  public let tensors: [Tensor]

  private let path: String
  private let source: ReadableFile
  private let dataOffset: Int
  private let indices: [String: Int]

  /// Opens the file and checks its header.
  ///
  /// Throws a `SafetensorsError` when the file cannot be opened or its header breaks any rule of the format.
  public init(contentsOf url: URL) throws(SafetensorsError) {
    path = url.path
    do throws(SafetensorsError.Problem) {
      source = try ReadableFile(at: url)
      let (header, dataOffset) = try Self.readHeader(source)
      self.dataOffset = dataOffset
      metadata = header.metadata
      tensors = header.tensors
    } catch {
      throw SafetensorsError(file: url.path, problem: error)
    }
    indices = Dictionary(uniqueKeysWithValues: tensors.indices.map { [tensors] in (tensors[$0].name, $0) })
  }

  /// The tensor of that name, if there is one.
  public func tensor(_ name: String) -> Tensor? {
    indices[name].map { tensors[$0] }
  }

  /// The numbers of a tensor, in row-major order.
  ///
  /// Throws a `SafetensorsError` when there is no such tensor, when its type is not `Element`, or when its shape is not
  /// `shape`. No number is converted.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - type: The Swift type of the stored numbers.
  ///   - shape: The shape that the caller relies on; `nil` takes any.
  public func array<Element: SafetensorsElement>(
    _ name: String, as type: Element.Type, shape: [Int]? = nil
  ) throws(SafetensorsError) -> [Element] {
    let tensor = try checkedTensor(name, Element.elementType, shape: shape)
    return try [Element](count: tensor.count) { buffer throws(SafetensorsError) in
      try read(tensor, into: buffer)
    }
  }

  /// Reads the numbers of a tensor over `values`, without allocating.
  ///
  /// Throws a `SafetensorsError` as `array(_:as:shape:)` does; `values` must have as many elements as the tensor.
  public func read<Element: SafetensorsElement>(
    _ name: String, into values: inout MutableSpan<Element>, shape: [Int]? = nil
  ) throws(SafetensorsError) {
    let tensor = try checkedTensor(name, Element.elementType, shape: shape)
    if tensor.count != values.count {
      throw SafetensorsError(
        file: path,
        problem: .shapeMismatch(tensor: name, found: tensor.shape, expected: shape ?? [values.count]))
    }
    var failure: SafetensorsError?
    values.withUnsafeMutableBytes { buffer in
      do throws(SafetensorsError) { try read(tensor, into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Reads the numbers of a tensor whose type is a value, without allocating.
  ///
  /// Throws a `SafetensorsError` as ``array(_:as:shape:)`` does.
  ///
  /// - Precondition: There are as many bytes as `shape` and `elementType` ask for.
  public func read(
    _ name: String, as elementType: SafetensorsElementType, shape: [Int], into bytes: inout MutableRawSpan
  ) throws(SafetensorsError) {
    let tensor = try checkedTensor(name, elementType, shape: shape)
    precondition(
      tensor.byteRange.count == bytes.byteCount,
      "\(bytes.byteCount) bytes do not hold \(shape) of \(elementType.rawValue)")
    var failure: SafetensorsError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(SafetensorsError) { try read(tensor, into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Throws what ``array(_:as:shape:)`` would, without reading a number: so that nothing is made that the file cannot fill.
  public func check<Element: SafetensorsElement>(
    _ name: String, as type: Element.Type, shape: [Int]
  ) throws(SafetensorsError) {
    try check(name, as: Element.elementType, shape: shape)
  }

  /// Throws what ``read(_:as:shape:into:)`` would, without reading a number.
  public func check(
    _ name: String, as elementType: SafetensorsElementType, shape: [Int]
  ) throws(SafetensorsError) {
    _ = try checkedTensor(name, elementType, shape: shape)
  }

  /// The counts that a tensor holds: whole numbers from 0 to 2⁵³, so that counting on does not overflow.
  ///
  /// Throws a `SafetensorsError` as ``array(_:as:shape:)`` does, or when a number is none of these.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that the caller relies on.
  public func counts(_ name: String, shape: [Int]) throws(SafetensorsError) -> [Int] {
    let numbers = try array(name, as: Int.self, shape: shape)
    guard let index = numbers.firstIndex(where: { !(0...1 << 53).contains($0) }) else { return numbers }
    throw SafetensorsError(
      file: path,
      problem: .impossibleValue(
        tensor: name, index: index, found: "\(numbers[index])", expected: "a count from 0 to 2⁵³"))
  }

  /// Throws a `SafetensorsError` that names the first number that is not finite, if there is one among those of single and
  /// double precision.
  public func checkFinite() throws(SafetensorsError) {
    for tensor in tensors {
      switch tensor.elementType {
      case .float32: try checkFinite(tensor.name, as: Float.self)
      case .float64: try checkFinite(tensor.name, as: Double.self)
      default: break
      }
    }
  }

  private func checkFinite<Number: SafetensorsElement & BinaryFloatingPoint>(
    _ name: String, as type: Number.Type
  ) throws(SafetensorsError) {
    let numbers = try array(name, as: type)
    guard let index = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    let found = numbers[index].isNaN ? "NaN" : "\(numbers[index])"
    throw SafetensorsError(
      file: path,
      problem: .impossibleValue(tensor: name, index: index, found: found, expected: "a finite number"))
  }

  /// The bytes of a tensor of any type, as they are stored.
  ///
  /// Throws a `SafetensorsError` when there is no such tensor.
  public func bytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
    let tensor = try existingTensor(name)
    return try [UInt8](count: tensor.byteRange.count) { buffer throws(SafetensorsError) in
      try readBytes(tensor, into: buffer)
    }
  }
}

extension SafetensorsFile {
  private static func readHeader(
    _ source: ReadableFile
  ) throws(SafetensorsError.Problem) -> (header: Header, dataOffset: Int) {
    let lengthSize = 8
    let fileSize = source.byteCount
    guard fileSize >= lengthSize else { throw .truncated(byteCount: fileSize, expected: lengthSize) }
    let prefix = try source.bytes(at: 0, count: lengthSize)
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Header.byteLimit else {
      throw .headerTooLong(byteCount: length, limit: Header.byteLimit)
    }
    let dataOffset = lengthSize + Int(length)
    guard fileSize >= dataOffset else { throw .truncated(byteCount: fileSize, expected: dataOffset) }
    let bytes = try source.bytes(at: lengthSize, count: Int(length))
    return (try Header(bytes, dataByteCount: fileSize - dataOffset), dataOffset)
  }

  private func existingTensor(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let tensor = tensor(name) else {
      throw SafetensorsError(file: path, problem: .missingTensor(name, available: tensors.map(\.name)))
    }
    return tensor
  }

  private func checkedTensor(
    _ name: String, _ elementType: SafetensorsElementType, shape: [Int]?
  ) throws(SafetensorsError) -> Tensor {
    let tensor = try existingTensor(name)
    if tensor.elementType != elementType {
      throw SafetensorsError(
        file: path,
        problem: .elementTypeMismatch(tensor: name, found: tensor.elementType, expected: elementType))
    }
    if let shape, shape != tensor.shape {
      throw SafetensorsError(
        file: path, problem: .shapeMismatch(tensor: name, found: tensor.shape, expected: shape))
    }
    return tensor
  }

  /// Reads and, for truth values, checks: a `Bool` with any other byte than 0 or 1 would be undefined behaviour, so
  /// none is left in `buffer` either.
  private func read(
    _ tensor: Tensor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SafetensorsError) {
    guard tensor.elementType == .bool else { return try readBytes(tensor, into: buffer) }
    do throws(SafetensorsError) {
      try readBytes(tensor, into: buffer)
      if let index = buffer.firstIndex(where: { $0 > 1 }) {
        throw SafetensorsError(
          file: path, problem: .invalidBoolean(tensor: tensor.name, index: index, found: buffer[index]))
      }
    } catch {
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      throw error
    }
  }

  private func readBytes(
    _ tensor: Tensor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SafetensorsError) {
    do throws(SafetensorsError.Problem) {
      try source.read(at: dataOffset + tensor.byteRange.lowerBound, into: buffer)
    } catch {
      throw SafetensorsError(file: path, problem: error)
    }
  }
}
