/// A space as a value that can be printed, compared and stored, whatever its scalar type.
///
/// Its JSON names what Gymnasium and Minari name: `type`, `dtype`, `shape`, `low`, `high`, `n`, `start`, `nvec`,
/// `subspaces`. Infinite bounds, which JSON cannot hold, are written as the strings `"Infinity"` and
/// `"-Infinity"`.
public indirect enum SpaceDescriptor: Hashable, Sendable {
  /// Numbers between bounds, which are flat and in C order.
  case box(scalar: String, shape: [Int], low: [Double], high: [Double])
  /// One integer of `start ..< start + count`.
  case discrete(count: Int, start: Int)
  /// Several integers, each with its own count and start.
  case multiDiscrete(counts: [Int], start: [Int])
  /// Bits.
  case multiBinary(count: Int)
  /// Several spaces side by side.
  case tuple([SpaceDescriptor])

  /// How many values one number can take if the elements can be counted; `nil` for boxes.
  public var elementCount: Int? {
    switch self {
    case .box: nil
    case .discrete(let count, _): count
    case .multiDiscrete(let counts, _): counts.reduce(1, *)
    case .multiBinary(let count): count < Int.bitWidth - 1 ? 1 << count : nil
    case .tuple(let parts):
      parts.reduce(Optional(1)) { product, part in
        guard let product, let count = part.elementCount else { return nil }
        return product * count
      }
    }
  }

  /// How many numbers an element has.
  public var scalarCount: Int {
    switch self {
    case .box(_, let shape, _, _): shape.reduce(1, *)
    case .discrete: 1
    case .multiDiscrete(let counts, _): counts.count
    case .multiBinary(let count): count
    case .tuple(let parts): parts.reduce(0) { $0 + $1.scalarCount }
    }
  }
}

extension SpaceDescriptor: CustomStringConvertible {
  /// The space in Gymnasium's notation, such as `Discrete(2)` or `Box(4,)`.
  public var description: String {
    switch self {
    case .box(let scalar, let shape, let low, let high):
      let extent = shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
      let bounds = "\(Self.bounds(low)), \(Self.bounds(high))"
      return "Box(\(bounds), \(extent), \(scalar))"
    case .discrete(let count, let start):
      return start == 0 ? "Discrete(\(count))" : "Discrete(\(count), start=\(start))"
    case .multiDiscrete(let counts, _):
      return "MultiDiscrete([\(counts.map(String.init).joined(separator: " "))])"
    case .multiBinary(let count): return "MultiBinary(\(count))"
    case .tuple(let parts): return "Tuple(\(parts.map(\.description).joined(separator: ", ")))"
    }
  }

  private static func bounds(_ values: [Double]) -> String {
    let texts = values.map { $0.isInfinite ? ($0 < 0 ? "-inf" : "inf") : "\(Float($0))" }
    let distinct = Set(texts)
    if distinct.count == 1, let only = distinct.first { return only }
    return texts.count <= 8 ? "[\(texts.joined(separator: " "))]" : "[\(texts[0]) …]"
  }
}

extension SpaceDescriptor: Encodable {
  private enum Key: String, CodingKey { case type, dtype, shape, low, high, n, start, nvec, subspaces }

  /// Writes the space in the form that Minari uses, bounds flat and in C order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .box(let scalar, let shape, let low, let high):
      try container.encode("Box", forKey: .type)
      try container.encode(scalar, forKey: .dtype)
      try container.encode(shape, forKey: .shape)
      try container.encode(low.map(Bound.init), forKey: .low)
      try container.encode(high.map(Bound.init), forKey: .high)
    case .discrete(let count, let start):
      try container.encode("Discrete", forKey: .type)
      try container.encode("int64", forKey: .dtype)
      try container.encode(count, forKey: .n)
      try container.encode(start, forKey: .start)
    case .multiDiscrete(let counts, let start):
      try container.encode("MultiDiscrete", forKey: .type)
      try container.encode("int64", forKey: .dtype)
      try container.encode(counts, forKey: .nvec)
      try container.encode(start, forKey: .start)
    case .multiBinary(let count):
      try container.encode("MultiBinary", forKey: .type)
      try container.encode(count, forKey: .n)
    case .tuple(let parts):
      try container.encode("Tuple", forKey: .type)
      try container.encode(parts, forKey: .subspaces)
    }
  }

  /// A bound of float32 precision, or the name of an infinity.
  private struct Bound: Encodable {
    let value: Double

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if value.isInfinite {
        try container.encode(value < 0 ? "-Infinity" : "Infinity")
      } else {
        try container.encode(Float(value))
      }
    }
  }
}
