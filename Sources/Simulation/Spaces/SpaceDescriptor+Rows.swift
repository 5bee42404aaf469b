extension SpaceDescriptor {
  /// The layout of a row that holds an element.
  ///
  /// The parts of a tuple are one field behind each other if all are numbers of one kind, and else a field each, with its
  /// index for a name; those of a dictionary are always a field each.
  public var layout: RowLayout {
    switch self {
    case .box(let kind, let shape, _, _): RowLayout(kind, shape: shape)
    case .discrete: RowLayout(.int64, shape: [])
    case .multiDiscrete(let counts, _): RowLayout(.int64, shape: [counts.count])
    case .multiBinary(let count): RowLayout(.uint8, shape: [count])
    case .tuple(let parts):
      commonKind.map { RowLayout($0, shape: [scalarCount]) }
        ?? Self.layout(of: parts.enumerated().map { ("\($0)", $1) })
    case .dictionary(let parts): Self.layout(of: parts.map { (Self.escaped($0.name), $0.space) })
    }
  }

  /// Returns a name that no part of another one has: dots alone separate the names of parts.
  private static func escaped(_ name: String) -> String {
    // Scalars, since a dot with an accent is another character than a dot.
    var escaped = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if scalar == "." || scalar == "\\" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  private static func layout(of parts: [(name: String, space: SpaceDescriptor)]) -> RowLayout {
    RowLayout(
      parts.flatMap { name, space in
        space.layout.fields.map { .field(name + ($0.name.isEmpty ? "" : ".\($0.name)"), $0.kind, shape: $0.shape) }
      })
  }

  /// The kind of all numbers, if parts need no names; `nil` if they are of several, or in a dictionary.
  private var commonKind: ScalarKind? {
    guard case .tuple(let parts) = self else {
      if case .dictionary = self { return nil }
      return layout.kind
    }
    let kinds = Set(parts.map(\.commonKind))
    return kinds.count == 1 ? kinds.first ?? nil : nil
  }

  /// The parts that are no tuples and dictionaries themselves, in the order of a row; of another space, itself.
  public var leaves: [SpaceLeaf] {
    switch self {
    case .tuple(let parts): Self.leaves(parts.enumerated().map { (.index($0), $1) }, areOneField: commonKind != nil)
    case .dictionary(let parts): Self.leaves(parts.map { (.key($0.name), $0.space) }, areOneField: false)
    default: [SpaceLeaf(path: [], space: self, field: 0, start: 0)]
    }
  }

  private static func leaves(
    _ parts: [(step: SpaceLeaf.Step, space: SpaceDescriptor)], areOneField: Bool
  ) -> [SpaceLeaf] {
    var (field, start) = (0, 0)
    return parts.flatMap { step, space in
      let leaves = space.leaves.map {
        SpaceLeaf(path: [step] + $0.path, space: $0.space, field: field + $0.field, start: start + $0.start)
      }
      if areOneField { start += space.scalarCount } else { field += space.layout.fields.count }
      return leaves
    }
  }

  /// The space itself, to draw elements from and to check them; `nil` if no space of this package has such elements.
  ///
  /// - Precondition: The bounds of a box are in order and numbers of its kind, as those of a space's own descriptor are.
  public var space: (any Space)? {
    switch self {
    case .box(let kind, let shape, let low, let high):
      func box<Number: SpaceScalar>(_: Number.Type) -> any Space {
        Box(low: low.map { Number(clamping: $0) }, high: high.map { Number(clamping: $0) }, shape: shape)
      }
      return kind.spaceScalar.map { box($0) }
    case .discrete(let count, let start): return Discrete(count, start: start)
    case .multiDiscrete(let counts, let start):
      return MultiDiscrete(zip(counts, start).map { Discrete($0, start: $1) })
    case .multiBinary(let count): return MultiBinary(count)
    case .tuple(let parts):
      let categories = parts.compactMap {
        if case .discrete(let count, let start) = $0 { Discrete(count, start: start) } else { nil }
      }
      return categories.count == parts.count ? DiscreteTuple(categories) : CompositeSpace(self)
    case .dictionary: return CompositeSpace(self)
    }
  }
}

/// A part of a space that is no composite, and its place in a row.
public struct SpaceLeaf: Hashable, Sendable {
  /// A step from a composite space to one of its parts.
  public enum Step: Hashable, Sendable {
    /// The part of a tuple at a position.
    case index(Int)
    /// The part of a dictionary with a name.
    case key(String)
  }

  /// The steps from the whole to the part.
  public let path: [Step]
  /// The part.
  public let space: SpaceDescriptor
  /// The index of the row's field in which its numbers stand.
  public let field: Int
  /// The place of its first number in that field.
  public let start: Int

  /// The places of its numbers in the field.
  public var numbers: Range<Int> { start..<start + space.scalarCount }

  /// The range of each number, if they are categories; `nil` otherwise.
  public var categories: [Range<Int>]? {
    switch space {
    case .discrete(let count, let start): [start..<start + count]
    case .multiDiscrete(let counts, let start): zip(counts, start).map { $1..<$1 + $0 }
    default: nil
    }
  }
}

extension Space {
  /// Draws a random element into every row.
  ///
  /// - Precondition: Rows have numbers of the same kind, and as many; those of a space of bytes may be of any.
  public func sample(into rows: inout RowBuffer, using generator: inout RandomGenerator) {
    precondition(
      rows.stride == scalarCount * MemoryLayout<Scalar>.stride
        && (Scalar.kind == .uint8 || rows.kind == Scalar.kind), "rows of \(rows.layout) do not hold \(descriptor)")
    for row in 0..<rows.count {
      var bytes = rows.mutableRowBytes(row)
      var element = bytes.mutableNumbers(as: Scalar.self)
      sample(into: &element, using: &generator)
    }
  }

  /// Returns true if every row is an element of the space.
  public func contains(_ rows: RowBuffer) -> Bool {
    rows.layout == descriptor.layout
      && (0..<rows.count).allSatisfy { contains(rows.rowBytes($0).numbers(as: Scalar.self)) }
  }
}
