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
  private let leaves: [(place: SpaceLeaf, space: any Space)]

  /// A dictionary of spaces, in this order.
  ///
  /// - Precondition: There is a part, and their names differ.
  public static func dictionary(_ parts: KeyValuePairs<String, any Space>) -> CompositeSpace {
    let descriptor = SpaceDescriptor.dictionary(parts.map { NamedSpace($0.key, $0.value.descriptor) })
    guard let space = CompositeSpace(descriptor) else { preconditionFailure("\(descriptor) has no elements") }
    return space
  }

  /// The space of a descriptor; `nil` if it is no dictionary or tuple of several kinds of numbers, or no space of this
  /// package has the elements of a part.
  init?(_ descriptor: SpaceDescriptor) {
    guard descriptor.layout.kind == nil || descriptor.isDictionary else { return nil }
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
    let leaves = descriptor.leaves
    let spaces = leaves.compactMap(\.space.space)
    guard !leaves.isEmpty, spaces.count == leaves.count else { return nil }
    self.descriptor = descriptor
    self.leaves = Array(zip(leaves, spaces))
    layout = descriptor.layout
  }

  /// One row of zeros.
  public func makeRow() -> RowBuffer { RowBuffer(layout, count: 1) }

  /// The number of bytes of a row.
  public var scalarCount: Int { layout.stride }

  /// The numbers of all parts, of which categories have one per value.
  public var flattenedCount: Int { leaves.reduce(0) { $0 + $1.space.flattenedCount } }

  /// Returns true if all parts are elements of their spaces.
  public func contains(_ element: Span<UInt8>) -> Bool {
    guard element.count == scalarCount else { return false }
    let row = row(of: element)
    func holds<Part: Space>(_ space: Part, _ place: SpaceLeaf) -> Bool {
      space.contains(row.field(place.field, as: Part.Scalar.self)[0].extracting(place.numbers))
    }
    for (place, space) in leaves where !holds(space, place) { return false }
    return true
  }

  /// Draws a random element, part by part.
  public func sample(into element: inout MutableSpan<UInt8>, using generator: inout RandomGenerator) {
    var row = makeRow()
    func sample<Part: Space>(_ space: Part, _ place: SpaceLeaf) {
      var field = row.mutableField(place.field, ofRow: 0, as: Part.Scalar.self)
      var part = field._mutatingExtracting(place.numbers)
      space.sample(into: &part, using: &generator)
    }
    for (place, space) in leaves { sample(space, place) }
    row.writeBytes(ofRow: 0, into: &element)
  }

  /// Writes all parts as floats: numbers as they are, categories one-hot.
  public func flatten(_ element: Span<UInt8>, into flattened: inout MutableSpan<Float>) {
    let row = row(of: element)
    var start = 0
    func flatten<Part: Space>(_ space: Part, _ place: SpaceLeaf) {
      var part = flattened._mutatingExtracting(start..<start + space.flattenedCount)
      space.flatten(row.field(place.field, as: Part.Scalar.self)[0].extracting(place.numbers), into: &part)
      start += space.flattenedCount
    }
    for (place, space) in leaves { flatten(space, place) }
  }

  private func row(of element: Span<UInt8>) -> RowBuffer {
    var row = makeRow()
    var bytes = row.mutableRow(0, as: UInt8.self)
    for index in element.indices { bytes[index] = element[index] }
    return row
  }

  /// Returns true if both have the same parts.
  public static func == (left: Self, right: Self) -> Bool { left.descriptor == right.descriptor }
}

extension SpaceDescriptor {
  fileprivate var isDictionary: Bool { if case .dictionary = self { true } else { false } }
}

extension RowBuffer {
  /// Copies the bytes of a row.
  ///
  /// - Precondition: There is such a row of several fields, and as much room.
  public func writeBytes(ofRow row: Int, into bytes: inout MutableSpan<UInt8>) {
    let source = self.row(row, as: UInt8.self)
    precondition(bytes.count == source.count, "\(source.count) bytes do not fill \(bytes.count)")
    for index in source.indices { bytes[index] = source[index] }
  }
}
