import Simulation

/// What a network sees of an observation or an action: a row of numbers, or one number for each value of a category.
enum TokenEncoding: Codable, Equatable, Sendable {
  /// Numbers as they are.
  case numbers(count: Int)
  /// Numbers between bounds, moved to between −1 and 1.
  case scaled(low: [Float], high: [Float])
  /// 1 for the value that a category has, 0 for the others.
  case categories(counts: [Int], starts: [Int])

  /// Encodes the observations of a space; `nil` for pictures.
  init?(observationsOf space: SpaceDescriptor) {
    switch space {
    case .box(Float.numPyName, let shape, _, _): self = .numbers(count: shape.reduce(1, *))
    default:
      guard let categories = space.categories else { return nil }
      self = .categories(counts: categories.map(\.count), starts: categories.map(\.start))
    }
  }

  /// Encodes the actions of a space; `nil` if they are neither one category nor numbers.
  init?(actionsOf space: SpaceDescriptor) {
    switch space {
    case .discrete(let count, let start): self = .categories(counts: [count], starts: [start])
    case .box(Float.numPyName, let shape, let low, let high):
      let isBounded = zip(low, high).allSatisfy { $0.isFinite && $1.isFinite && $0 < $1 }
      self =
        isBounded
        ? .scaled(low: low.map { Float($0) }, high: high.map { Float($0) }) : .numbers(count: shape.reduce(1, *))
    default: return nil
    }
  }

  /// How many numbers stand in the environment's rows.
  var scalarCount: Int {
    switch self {
    case .numbers(let count): count
    case .scaled(let low, _): low.count
    case .categories(let counts, _): counts.count
    }
  }

  /// How many numbers the network sees.
  var featureCount: Int {
    switch self {
    case .numbers(let count): count
    case .scaled(let low, _): low.count
    case .categories(let counts, _): counts.reduce(0, +)
    }
  }

  /// Whether it is categories.
  var isCategorical: Bool {
    if case .categories = self { true } else { false }
  }

  /// Whether it can be what it says; a file may say anything.
  var isUsable: Bool {
    let isWhole =
      switch self {
      case .numbers(let count): count > 0
      case .scaled(let low, let high):
        low.count == high.count && zip(low, high).allSatisfy { $0.isFinite && $1.isFinite && $0 < $1 }
      case .categories(let counts, let starts):
        counts.count == starts.count && counts.allSatisfy { (1...1 << 16).contains($0) } && counts.count <= 1 << 10
      }
    return isWhole && (1...1 << 16).contains(featureCount)
  }
}

extension TokenEncoding {
  /// Whether all rows are finite and of the categories that there are.
  func accepts<Scalar: SpaceScalar>(_ rows: [Scalar]) -> Bool {
    guard case .categories(let counts, let starts) = self else {
      return rows.allSatisfy(\.floatValue.isFinite)
    }
    return rows.indices.allSatisfy { index in
      let category = index % counts.count
      let value = Int(exactly: rows[index].floatValue).map { $0.subtractingReportingOverflow(starts[category]) }
      guard let value, !value.overflow else { return false }
      return (0..<counts[category]).contains(value.partialValue)
    }
  }

  /// Writes what the network sees of a row.
  func encode<Scalar: SpaceScalar>(_ row: Span<Scalar>, into features: inout MutableSpan<Float>) {
    switch self {
    case .numbers:
      for index in row.indices { features[index] = row[index].floatValue }
    case .scaled(let low, let high):
      for index in row.indices {
        features[index] = 2 * (row[index].floatValue - low[index]) / (high[index] - low[index]) - 1
      }
    case .categories(let counts, let starts):
      for index in features.indices { features[index] = 0 }
      var first = 0
      for index in row.indices {
        features[first + Int(row[index].floatValue) - starts[index]] = 1
        first += counts[index]
      }
    }
  }

  /// Writes the action that a head's outputs stand for: the likeliest category, or the numbers within their bounds.
  func decode<Scalar: SpaceScalar>(_ outputs: Span<Float>, into action: inout MutableSpan<Scalar>) {
    switch self {
    case .numbers:
      for index in action.indices { action[index] = Scalar(Double(outputs[index])) }
    case .scaled(let low, let high):
      for index in action.indices {
        let share = (min(max(outputs[index], -1), 1) + 1) / 2
        action[index] = Scalar(
          Double(min(max(low[index] + share * (high[index] - low[index]), low[index]), high[index])))
      }
    case .categories(_, let starts):
      var best = 0
      for index in outputs.indices where outputs[index] > outputs[best] { best = index }
      action[0] = Scalar(Double(starts[0] + best))
    }
  }
}
