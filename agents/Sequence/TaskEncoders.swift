import Simulation

/// The encoder of a task's observations, of the kinds of which one model may serve several.
struct TaskFeatures: Equatable, Sendable {
  let encoder: ObservationEncoder

  /// Encodes the observations of a space; `nil` for pictures.
  init?(_ space: SpaceDescriptor) {
    guard let encoder = ObservationEncoder(space) else { return nil }
    self.init(encoder)
  }

  private init?(_ encoder: ObservationEncoder) {
    for part in encoder.parts { if case .pictures = part.form { return nil } }
    self.encoder = encoder
  }

  /// The number of features that the network sees.
  var count: Int { encoder.featureCount }

  /// True if the encoder is usable; a file may hold anything.
  var isUsable: Bool {
    (1...1 << 16).contains(count)
      && encoder.parts.allSatisfy { part in
        guard case .categories(let counts, let starts) = part.form else { return true }
        return counts.count <= 1 << 10 && FeatureCount.areUsable(counts, from: starts)
      }
  }
}

extension TaskFeatures: Codable {
  private enum Key: String, CodingKey { case numbers, categories, parts }
  private enum Value: String, CodingKey { case value = "_0" }

  /// The key under which the encoder stands.
  private var key: Key {
    guard encoder.parts.count == 1 else { return .parts }
    if case .numbers = encoder.parts[0].form { return .numbers } else { return .categories }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    var value = container.nestedContainer(keyedBy: Value.self, forKey: key)
    try value.encode(self.encoder, forKey: .value)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let key = container.allKeys.first else { throw FeatureCount.refusal(of: [], in: decoder) }
    let value = try container.nestedContainer(keyedBy: Value.self, forKey: key)
    guard let features = Self(try value.decode(ObservationEncoder.self, forKey: .value)) else {
      throw FeatureCount.refusal(of: [], in: decoder)
    }
    self = features
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
    case .category(let head):
      head.counts.count == 1 && FeatureCount.areUsable(head.counts, from: head.starts) && count <= 1 << 16
    }
  }
}
