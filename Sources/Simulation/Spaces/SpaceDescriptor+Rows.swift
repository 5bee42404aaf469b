extension SpaceDescriptor {
  /// The layout of a row that holds an element.
  ///
  /// The parts of a tuple are one field behind each other if all are numbers of one kind, and else a field each, with its
  /// index for a name.
  public var layout: RowLayout {
    switch self {
    case .box(let kind, let shape, _, _): RowLayout(kind, shape: shape)
    case .discrete: RowLayout(.int64, shape: [])
    case .multiDiscrete(let counts, _): RowLayout(.int64, shape: [counts.count])
    case .multiBinary(let count): RowLayout(.uint8, shape: [count])
    case .tuple(let parts): Self.layout(of: parts, scalarCount)
    }
  }

  private static func layout(of parts: [SpaceDescriptor], _ scalarCount: Int) -> RowLayout {
    let layouts = parts.map(\.layout)
    let kinds = Set(layouts.map(\.kind))
    if kinds.count == 1, let kind = kinds.first ?? nil { return RowLayout(kind, shape: [scalarCount]) }
    return RowLayout(
      layouts.enumerated().flatMap { index, layout in
        layout.fields.map { .field("\(index)" + ($0.name.isEmpty ? "" : ".\($0.name)"), $0.kind, shape: $0.shape) }
      })
  }

  /// The space itself, to draw elements from and to check them; `nil` if no space of this package has such elements.
  ///
  /// - Precondition: The bounds of a box are in order and numbers of its kind, as those of a space's own descriptor are.
  public var space: (any Space)? {
    switch self {
    case .box(let kind, let shape, let low, let high):
      func box<Number: SpaceScalar>(_: Number.Type) -> any Space {
        Box(low: low.map { Number($0) }, high: high.map { Number($0) }, shape: shape)
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
      return categories.count == parts.count ? DiscreteTuple(categories) : nil
    }
  }
}

extension Space {
  /// Draws a random element into every row.
  ///
  /// - Precondition: Rows hold elements of this space.
  public func sample(into rows: inout RowBuffer, using generator: inout RandomGenerator) {
    for row in 0..<rows.count {
      var element = rows.mutableRow(row, as: Scalar.self)
      sample(into: &element, using: &generator)
    }
  }

  /// Returns true if every row is an element of the space.
  public func contains(_ rows: RowBuffer) -> Bool {
    rows.layout.kind == Scalar.kind && (0..<rows.count).allSatisfy { contains(rows.row($0, as: Scalar.self)) }
  }
}
