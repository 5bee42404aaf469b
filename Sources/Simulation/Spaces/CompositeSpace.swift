/// The space of dictionaries, or of tuples of several kinds of numbers: each element a row of several fields.
///
/// Counterpart of `gymnasium.spaces.Dict` and `Tuple`. An element is the bytes of its row, so that an environment of any
/// spaces is an ``Environment``; it keeps a row of its own, writes the fields by their types, and hands the bytes over:
///
/// ```swift
/// let observationSpace = CompositeSpace.dictionary([
///   "camera": Box<UInt8>(low: 0, high: 255, shape: [48, 48]), "speed": Box<Float>(low: -1, high: 1, shape: [2]),
/// ])
/// private lazy var row = observationSpace.makeRow()
///
/// func write(into observation: inout MutableSpan<UInt8>) {
///   var speed = row.mutableField(1, ofRow: 0, as: Float.self)
///   speed[0] = …
///   row.writeBytes(ofRow: 0, into: &observation)
/// }
/// ```
///
/// Spaces and networks see the fields: `rows.field(1, as: Float.self)[row]`.
public struct CompositeSpace: Space {
  /// The space as a value: a dictionary, or a tuple.
  public let descriptor: SpaceDescriptor
  /// The layout of an element's row.
  public let layout: RowLayout
  private let leaves: [Leaf]

  /// A part, and where the bytes of its numbers stand in a row.
  private struct Leaf {
    let bytes: Range<Int>
    let space: any Space
  }

  /// A dictionary of spaces, in the order of their names, as Gymnasium sorts them.
  ///
  /// - Precondition: There is a part, and their names differ.
  public static func dictionary(_ parts: KeyValuePairs<String, any Space>) -> CompositeSpace {
    let descriptor = SpaceDescriptor.dictionary(sorting: parts.map { NamedSpace($0.key, $0.value.descriptor) })
    guard let space = CompositeSpace(descriptor) else { preconditionFailure("\(descriptor) has no elements") }
    return space
  }

  /// The space of a descriptor; `nil` if it is no dictionary or tuple of several kinds of numbers, or no space of this
  /// package has the elements of a part.
  init?(_ descriptor: SpaceDescriptor) {
    guard descriptor.layout.kind == nil else { return nil }
    self.init(partsOf: descriptor)
  }

  /// The rows of any space as bytes: of numbers of one kind, too.
  ///
  /// - Precondition: It is the space of an environment.
  init(rowsOf descriptor: SpaceDescriptor) {
    guard let space = CompositeSpace(partsOf: descriptor) else {
      preconditionFailure("\(descriptor) has no elements")
    }
    self = space
  }

  private init?(partsOf descriptor: SpaceDescriptor) {
    let layout = descriptor.layout
    let parts = descriptor.leaves
    leaves = parts.compactMap { part in
      part.space.space.map { Leaf(bytes: layout.fields[part.field].bytes(of: part.numbers), space: $0) }
    }
    guard !parts.isEmpty, leaves.count == parts.count else { return nil }
    self.descriptor = descriptor
    self.layout = layout
  }

  /// One row of zeros.
  public func makeRow() -> RowBuffer { RowBuffer(layout, count: 1) }

  /// The number of bytes of a row.
  public var scalarCount: Int { layout.stride }

  /// The numbers of all parts, of which categories have one per value.
  public var flattenedCount: Int { leaves.reduce(0) { $0 + $1.space.flattenedCount } }

  /// Returns true if all parts are elements of their spaces.
  ///
  /// - Precondition: The element begins at a multiple of 8 in memory, as rows do.
  public func contains(_ element: Span<UInt8>) -> Bool {
    guard element.count == scalarCount else { return false }
    func holds<Part: Space>(_ space: Part, _ bytes: Range<Int>) -> Bool {
      space.contains(element.extracting(bytes).numbers(as: Part.Scalar.self))
    }
    for leaf in leaves where !holds(leaf.space, leaf.bytes) { return false }
    return true
  }

  /// Draws a random element, part by part.
  ///
  /// - Precondition: The element begins at a multiple of 8 in memory, as rows do.
  public func sample(into element: inout MutableSpan<UInt8>, using generator: inout RandomGenerator) {
    func sample<Part: Space>(_ space: Part, _ bytes: Range<Int>) {
      var part = element._mutatingExtracting(bytes)
      var numbers = part.mutableNumbers(as: Part.Scalar.self)
      space.sample(into: &numbers, using: &generator)
    }
    for leaf in leaves { sample(leaf.space, leaf.bytes) }
  }

  /// Writes all parts as floats: numbers as they are, categories one-hot.
  ///
  /// - Precondition: The element begins at a multiple of 8 in memory, as rows do.
  public func flatten(_ element: Span<UInt8>, into flattened: inout MutableSpan<Float>) {
    var start = 0
    // By index: without optimization, an iterator allocates.
    for index in leaves.indices {
      let end = start + leaves[index].space.flattenedCount
      var part = flattened._mutatingExtracting(start..<end)
      leaves[index].space.flatten(bytes: element.extracting(leaves[index].bytes), into: &part)
      start = end
    }
  }

  /// Returns true if both have the same parts.
  public static func == (left: Self, right: Self) -> Bool { left.descriptor == right.descriptor }
}

extension Space {
  /// Writes an element, given by its bytes, as floats.
  fileprivate func flatten(bytes: Span<UInt8>, into flattened: inout MutableSpan<Float>) {
    flatten(bytes.numbers(as: Scalar.self), into: &flattened)
  }
}

extension RowBuffer {
  /// Copies the bytes of a row.
  ///
  /// - Precondition: There is such a row, and as much room.
  public func writeBytes(ofRow row: Int, into bytes: inout MutableSpan<UInt8>) {
    let source = rowBytes(row)
    precondition(bytes.count == source.count, "\(source.count) bytes do not fill \(bytes.count)")
    for index in source.indices { bytes[index] = source[index] }
  }
}
