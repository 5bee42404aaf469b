/// The layout of a row of numbers: one field, or several named ones of different kinds behind each other.
///
/// Counterpart of a NumPy dtype. A layout of several fields is a structured dtype with offsets, so that NumPy sees each
/// field of a batch as a strided array without a copy.
///
/// ```swift
/// let vector = RowLayout(.float32, shape: [4])
/// let mixed = RowLayout([.field("image", .uint8, shape: [12, 12]), .field("speed", .float32, shape: [2])])
/// mixed.stride  // 152
/// ```
public struct RowLayout: Hashable, Sendable {
  /// A part of a row whose numbers are of one kind.
  public struct Field: Hashable, Sendable {
    /// The name; empty for the only field of a row without names.
    public let name: String
    /// The kind of each number.
    public let kind: ScalarKind
    /// The extent of each axis; numbers are in C order.
    public let shape: [Int]
    /// The number of numbers.
    public let count: Int
    /// The distance from the row's beginning, in bytes.
    public fileprivate(set) var offset = 0

    /// Returns a field, whose offset its layout finds.
    public static func field(_ name: String, _ kind: ScalarKind, shape: [Int]) -> Field {
      Field(name: name, kind: kind, shape: shape, count: shape.reduce(1, *))
    }

    /// The size in bytes.
    @inlinable public var byteCount: Int { count * kind.size }

    /// Returns the places in the row of the bytes of some numbers.
    func bytes(of numbers: Range<Int>) -> Range<Int> {
      offset + numbers.lowerBound * kind.size..<offset + numbers.upperBound * kind.size
    }
  }

  /// The fields, in order.
  public let fields: [Field]
  /// The distance from one row to the next, in bytes.
  public let stride: Int

  /// A row of one field without a name.
  public init(_ kind: ScalarKind, shape: [Int]) { self.init([.field("", kind, shape: shape)]) }

  /// A row of several fields, each at the next multiple of its numbers' size.
  ///
  /// - Precondition: There is a field, each has a number, and their names differ.
  public init(_ fields: [Field]) {
    precondition(
      !fields.isEmpty && fields.allSatisfy { $0.count > 0 }, "a row needs a field, and each field a number")
    precondition(
      Set(fields.map(\.name)).count == fields.count,
      "the fields \(fields.map(\.name)) of a row need different names")
    var (end, alignment, placed) = (0, 1, fields)
    for index in placed.indices {
      let size = placed[index].kind.size
      placed[index].offset = Self.aligned(end, to: size)
      end = placed[index].offset + placed[index].byteCount
      alignment = max(alignment, size)
    }
    self.fields = placed
    stride = Self.aligned(end, to: alignment)
  }

  /// The kind of all numbers; `nil` if fields have names.
  @inlinable public var kind: ScalarKind? { fields.count == 1 && fields[0].name.isEmpty ? fields[0].kind : nil }

  /// The number of numbers in a row, of all fields.
  @inlinable public var scalarCount: Int {
    fields.count == 1 ? fields[0].count : fields.reduce(0) { $0 + $1.count }
  }

  /// Returns the index of a field among all; `nil` if there is none of that name.
  public func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

  private static func aligned(_ offset: Int, to size: Int) -> Int { (offset + size - 1) / size * size }
}

extension RowLayout: CustomStringConvertible {
  /// The layout in words, such as `float32[4]` or `{image: uint8[12 12], speed: float32[2]}`.
  public var description: String {
    let texts = fields.map { field in
      let extent = field.shape.map(String.init).joined(separator: " ")
      return (field.name.isEmpty ? "" : "\(field.name): ") + "\(field.kind)[\(extent)]"
    }
    return kind != nil ? texts[0] : "{\(texts.joined(separator: ", "))}"
  }
}
