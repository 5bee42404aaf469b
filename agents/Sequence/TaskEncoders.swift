import Files
import Simulation

/// The encoder of a task's observations, of the kinds of which one model may serve several.
enum TaskFeatures: Codable, Equatable, Sendable {
  case numbers(NumberFeatures)
  case categories(CategoryFeatures)

  /// Encodes the observations of a space; `nil` for pictures.
  init?(_ space: SpaceDescriptor) {
    let found = NumberFeatures(space).map(Self.numbers) ?? CategoryFeatures(space).map(Self.categories)
    guard let found else { return nil }
    self = found
  }

  /// The encoder itself.
  var encoder: any FeatureEncoder {
    switch self {
    case .numbers(let features): features
    case .categories(let features): features
    }
  }

  /// The number of features that the network sees.
  var count: Int { encoder.featureCount }

  /// True if the encoder is usable; a file may hold anything.
  var isUsable: Bool {
    switch self {
    case .numbers(let features): features.shape.count == 1 && (1...1 << 16).contains(features.shape[0])
    case .categories(let features): Categories.areUsable(features.counts, features.starts)
    }
  }
}

/// The head of a task, which turns the network's outputs into actions, and those into features.
enum TaskActions: Codable, Equatable, Sendable {
  case numbers(GaussianHead)
  case category(CategoricalHead)

  /// Acts in a space; `nil` if its actions are neither one category nor numbers.
  init?(_ space: SpaceDescriptor) {
    if let head = GaussianHead(space) {
      self = .numbers(head)
    } else if let head = CategoricalHead(space), head.actionSize == 1 {
      self = .category(head)
    } else {
      return nil
    }
  }

  /// The head itself.
  var head: any ActionHead {
    switch self {
    case .numbers(let head): head
    case .category(let head): head
    }
  }

  /// The number of features that the network sees of an action, and of outputs for it.
  var count: Int { head.featureCount }

  /// True if the action is a category.
  var isCategory: Bool {
    if case .category = self { true } else { false }
  }

  /// True if the head is usable; a file may hold anything.
  var isUsable: Bool {
    switch self {
    case .numbers(let head):
      head.scaling.low.count == head.scaling.high.count && (1...1 << 16).contains(head.scaling.count)
    case .category(let head): head.counts.count == 1 && Categories.areUsable(head.counts, head.starts)
    }
  }
}

private enum Categories {
  static func areUsable(_ counts: [Int], _ starts: [Int]) -> Bool {
    counts.count == starts.count && (1...1 << 10).contains(counts.count)
      && Untrusted.sum(counts, atMost: 1 << 16) != nil && !counts.contains(0)
  }
}
