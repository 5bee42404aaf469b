/// Rows of numbers whose types are values: an array of what a ``RowLayout`` describes.
///
/// A value: copies share memory until one of them changes. Typed views are checked once, when they are taken, and the
/// compiler ties them to the buffer, so that none outlives its memory.
///
/// ```swift
/// var rows = RowBuffer(RowLayout(.float32, shape: [4]), count: 64)
/// var row = rows.mutableRow(3, as: Float.self)
/// row[0] = 1
/// let numbers = rows.numbers(as: Float.self)  // a Span<Float> of 256
/// ```
public struct RowBuffer: Sendable {
  /// The layout of each row.
  public let layout: RowLayout
  /// The number of rows.
  public internal(set) var count: Int
  /// The distance from one row to the next, in bytes.
  public let stride: Int
  /// The kind by which views see all numbers: the layout's, and bytes where fields have names.
  @usableFromInline let kind: ScalarKind
  @usableFromInline var memory: RowMemory

  /// Makes rows of zeros.
  ///
  /// - Precondition: `count` is not negative.
  public init(_ layout: RowLayout, count: Int) {
    precondition(count >= 0, "there cannot be \(count) rows")
    self.init(layout, count: count, in: RowMemory(byteCount: count * layout.stride))
  }

  /// Makes no rows, but room for some, which takes memory as it fills.
  ///
  /// - Precondition: `capacity` is not negative.
  public init(_ layout: RowLayout, capacity: Int) {
    self.init(layout, count: capacity)
    count = 0
  }

  init(_ layout: RowLayout, count: Int, in memory: RowMemory) {
    self.layout = layout
    self.count = count
    stride = layout.stride
    kind = layout.kind ?? .uint8
    self.memory = memory
  }

  /// Returns true if rows have as many numbers of the same kind as a layout, whatever their shape is.
  public func fits(_ layout: RowLayout) -> Bool {
    guard let kind = self.layout.kind else { return layout == self.layout }
    return kind == layout.kind && stride == layout.stride
  }

  @inlinable
  func require<Number: RowScalar>(_ type: Number.Type) {
    if kind != Number.kind { refuse(Number.kind) }
  }

  @inlinable
  func require(_ row: Int) {
    precondition(row >= 0 && row < count, "there is no row \(row) among \(count)")
  }

  @usableFromInline @inline(never)
  func refuse(_ kind: ScalarKind) -> Never {
    preconditionFailure("rows of \(layout) cannot be read as \(kind)")
  }
}

extension RowBuffer: Equatable {
  /// Returns true if layouts and bytes are equal.
  public static func == (left: RowBuffer, right: RowBuffer) -> Bool {
    left.layout == right.layout && left.count == right.count && left.matches(right, 0..<right.count, at: 0)
  }
}
