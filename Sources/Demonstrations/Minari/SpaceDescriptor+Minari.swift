import Files
import Simulation

extension SpaceDescriptor {
  /// The space as Minari writes it: the bounds of a box in nested lists, infinite ones as Python's `Infinity`.
  ///
  /// Source: `minari/serialization.py` of Minari 0.5.4.
  var minariJSON: PythonJSON {
    func object(_ members: KeyValuePairs<String, PythonJSON>) -> PythonJSON {
      .object(members.map { PythonJSON.Member(name: $0.key, value: $0.value) })
    }
    func row(_ numbers: [Int]) -> PythonJSON { .list(numbers.map { PythonJSON($0) }) }
    switch self {
    case .box(let scalar, let shape, let low, let high):
      let isWhole = !scalar.isFloatingPoint
      return object([
        "type": .text("Box"), "dtype": .text(scalar.rawValue), "shape": row(shape),
        "low": Self.nested(low[...], shape[...], isWhole), "high": Self.nested(high[...], shape[...], isWhole),
      ])
    case .discrete(let count, let start):
      return object([
        "type": .text("Discrete"), "dtype": .text("int64"), "start": PythonJSON(start), "n": PythonJSON(count),
      ])
    case .multiDiscrete(let counts, let start):
      return object([
        "type": .text("MultiDiscrete"), "dtype": .text("int64"), "nvec": row(counts), "start": row(start),
      ])
    case .multiBinary(let count): return object(["type": .text("MultiBinary"), "n": PythonJSON(count)])
    case .tuple(let parts):
      return object(["type": .text("Tuple"), "subspaces": .list(parts.map(\.minariJSON))])
    case .dictionary(let parts):
      let members = parts.map { PythonJSON.Member(name: $0.name, value: $0.space.minariJSON) }
      return object(["type": .text("Dict"), "subspaces": .object(members)])
    }
  }

  private static func nested(
    _ bounds: ArraySlice<Double>, _ shape: ArraySlice<Int>, _ isWhole: Bool
  ) -> PythonJSON {
    guard let count = shape.first else {
      let bound = bounds.first ?? 0
      return (isWhole ? Int(exactly: bound).map { PythonJSON($0) } : nil) ?? PythonJSON(bound)
    }
    let size = count > 0 ? bounds.count / count : 0
    return .list(
      (0..<count).map { index in
        let start = bounds.startIndex + index * size
        return nested(bounds[start..<start + size], shape.dropFirst(), isWhole)
      })
  }

  /// Reads a space that Minari wrote.
  ///
  /// - Throws: The fault of the space, as the rest of a sentence.
  init(minariJSON json: PythonJSON) throws(SpaceDamage) {
    guard let type = json["type"]?.text else { throw SpaceDamage("has no type") }
    switch type {
    case "Box": self = try Self.box(json)
    case "Discrete": self = try Self.discrete(json)
    case "MultiDiscrete": self = try Self.multiDiscrete(json)
    case "MultiBinary":
      guard let counts = json["n"]?.flattenedNumbers?.wholeNumbers,
        let count = Untrusted.product(counts, atMost: Self.mostNumbers), count > 0
      else { throw SpaceDamage("is a MultiBinary without a usable n") }
      self = .multiBinary(count: count)
    case "Tuple":
      guard let list = json["subspaces"]?.list else { throw SpaceDamage("is a Tuple without subspaces") }
      var parts: [SpaceDescriptor] = []
      for part in list { parts.append(try SpaceDescriptor(minariJSON: part)) }
      self = .tuple(parts)
    case "Dict": self = try Self.dictionary(json)
    default: throw SpaceDamage("is a \(type), which is not supported")
    }
  }

  /// The largest number of numbers in an element.
  private static var mostNumbers: Int { 1_000_000_000 }

  private static func discrete(_ json: PythonJSON) throws(SpaceDamage) -> SpaceDescriptor {
    let start = json["start"].map { $0.int } ?? 0
    guard let start, let count = json["n"]?.count, isRange(start, count) else {
      throw SpaceDamage("is a Discrete without a usable n")
    }
    return .discrete(count: count, start: start)
  }

  private static func dictionary(_ json: PythonJSON) throws(SpaceDamage) -> SpaceDescriptor {
    guard case .object(let members) = json["subspaces"] else { throw SpaceDamage("is a Dict without subspaces") }
    var parts: [NamedSpace] = []
    for member in members { parts.append(NamedSpace(member.name, try SpaceDescriptor(minariJSON: member.value))) }
    guard !parts.isEmpty, Set(parts.map(\.name)).count == parts.count, parts.allSatisfy(\.hasStorableName) else {
      throw SpaceDamage("is a Dict without usable subspaces")
    }
    return .dictionary(sorting: parts)
  }

  private static func multiDiscrete(_ json: PythonJSON) throws(SpaceDamage) -> SpaceDescriptor {
    guard let counts = json["nvec"]?.flattenedNumbers?.wholeNumbers, !counts.isEmpty else {
      throw SpaceDamage("is a MultiDiscrete without a usable nvec")
    }
    let given = json["start"].map { $0.flattenedNumbers?.wholeNumbers } ?? []
    let starts = given.flatMap { Self.starts($0, of: counts) }
    guard let starts else { throw SpaceDamage("is a MultiDiscrete without a usable start") }
    guard zip(starts, counts).allSatisfy({ isRange($0, $1) }) else {
      throw SpaceDamage("is a MultiDiscrete without a usable nvec")
    }
    return .multiDiscrete(counts: counts, start: starts)
  }

  /// Returns the start of each of some categories, given one number for each, one for all, or none.
  private static func starts(_ given: [Int], of counts: [Int]) -> [Int]? {
    guard given.count != counts.count else { return given }
    return given.count > 1 ? nil : counts.map { _ in given.first ?? 0 }
  }

  /// Returns true if there can be so many categories from a number on.
  private static func isRange(_ start: Int, _ count: Int) -> Bool {
    count > 0 && !start.addingReportingOverflow(count).overflow
  }

  private static func box(_ json: PythonJSON) throws(SpaceDamage) -> SpaceDescriptor {
    guard let scalar = json["dtype"]?.text.flatMap(ScalarKind.init(rawValue:)),
      let shape = json["shape"]?.flattenedNumbers?.wholeNumbers,
      shape.allSatisfy({ $0 > 0 }), let count = Untrusted.product(shape, atMost: mostNumbers)
    else { throw SpaceDamage("is a Box without a usable dtype and shape") }
    guard let low = json["low"]?.flattenedNumbers, let high = json["high"]?.flattenedNumbers,
      low.count == count, high.count == count
    else { throw SpaceDamage("is a Box of shape \(shape) without \(count) bounds of each kind") }
    return .box(scalar: scalar, shape: shape, low: low, high: high)
  }
}

/// The fault of a space, as the rest of a sentence.
struct SpaceDamage: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension [Double] {
  fileprivate var wholeNumbers: [Int]? {
    let numbers = compactMap { Int(exactly: $0) }
    return numbers.count == count ? numbers : nil
  }
}
