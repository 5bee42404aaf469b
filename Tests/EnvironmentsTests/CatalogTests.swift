import Foundation
import Simulation
import Testing

@testable import Environments

/// The catalogue, held against Gymnasium's registry.
@Suite("The catalogue")
struct CatalogTests {
  /// Tasks that Gymnasium does not have.
  private static let own = Set([
    "CartPoleBox2D-v0", "CarRacingFeatures-v0", "Bandit-v0", "TabularMDP-v0", "Navigation2D-v0", "Corners2D-v0",
    "Bricks-v0", "Treasure-v0", "Crossing-v0", "Submarine-v0", "Raiders-v0",
    "TicTacToe-v0", "FourInARow-v0", "Reversi-v0", "Go-v0",
  ]).union(Catalog.rooms.map(\.id))

  @Test func theIdsAreGymnasiumsAndOurs() throws {
    #expect(Set(catalogIDs).subtracting(Self.own) == Set(try GoldenCatalog.load().map(\.id)))
    #expect(Set(catalogIDs).count == catalogIDs.count)
  }

  @Test(arguments: catalogIDs.filter { !own.contains($0) })
  func limitThresholdAndSpacesAreGymnasiums(id: String) throws {
    let ours = try Catalog.standard.entry(id).specification
    let theirs = try #require(try GoldenCatalog.load().first { $0.id == id })
    #expect(ours.timeLimit == theirs.timeLimit)
    #expect(ours.rewardThreshold == theirs.rewardThreshold)
    #expect(ours.observationSpace == theirs.observationSpace.descriptor)
    #expect(ours.actionSpace == theirs.actionSpace.descriptor)
  }

  /// What a key does must be an action of the environment, or playing it would stop the program.
  @Test(arguments: contractIDs)
  func everyKeyIsAnAction(id: String) throws {
    let task = try contractEntry(id).task()
    let environments = task.makeVector(count: 1)
    let actions = task.keys.extremes
    #expect(!actions.isEmpty && actions.allSatisfy(environments.canAct))
    #expect(task.keys.keys.allSatisfy { !$0.meaning.isEmpty } || task.keys.namesSquares)
  }

  @Test(arguments: [
    ("CartPole", "There is no environment 'CartPole'. Did you mean 'CartPole-v1'? `palaestra envs` lists them."),
    ("taxi-v3", "There is no environment 'taxi-v3'. Did you mean 'Taxi-v4'? `palaestra envs` lists them."),
    ("Tetris-v1", "There is no environment 'Tetris-v1'. `palaestra envs` lists them."),
  ])
  func anUnknownIdIsRefusedWithTheNearest(id: String, sentence: String) {
    #expect(throws: ConfigurationError(sentence)) { try Catalog.standard.entry(id) }
  }
}

extension KeyMap {
  /// True if two keys name a square, which the first of each explain for all.
  fileprivate var namesSquares: Bool { if case .squares = self { true } else { false } }

  /// Every action of a choice; of axes, the actions at rest and with each axis where each of its keys moves it.
  fileprivate var extremes: [[Double]] {
    switch self {
    case .choices(let bindings, .takes(let idle)): bindings.map(\.action) + [idle]
    case .choices(let bindings, _): bindings.map(\.action)
    case .squares(let rows, let columns, let more): [[0], [Double(rows * columns - 1)]] + more.map(\.action)
    case .axes(let axes):
      [axes.map(\.rest)]
        + axes.indices.flatMap { index in
          axes[index].bindings.map { binding in
            var action = axes.map(\.rest)
            action.replaceSubrange(index...index, with: binding.action)
            return action
          }
        }
    }
  }
}

/// A row of Gymnasium's registry.
private struct GoldenCatalog: Decodable {
  let id: String
  let timeLimit: Int?
  let rewardThreshold: Double?
  let observationSpace: GoldenSpace
  let actionSpace: GoldenSpace

  enum CodingKeys: String, CodingKey {
    case id
    case timeLimit = "max_episode_steps"
    case rewardThreshold = "reward_threshold"
    case observationSpace = "observation_space"
    case actionSpace = "action_space"
  }

  static func load() throws -> [GoldenCatalog] {
    try JSONDecoder().decode([GoldenCatalog].self, from: Data(contentsOf: Golden.url("catalog.json")))
  }
}

/// A space of Gymnasium.
private struct GoldenSpace: Decodable {
  let descriptor: SpaceDescriptor

  private enum Key: String, CodingKey { case type, dtype, shape, low, high, n, start, subspaces }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .type) {
    case "Box":
      let shape = try container.decode([Int].self, forKey: .shape)
      descriptor = .box(
        scalar: try container.decode(ScalarKind.self, forKey: .dtype), shape: shape,
        low: Self.bounds(try container.decode([Bound].self, forKey: .low), of: shape),
        high: Self.bounds(try container.decode([Bound].self, forKey: .high), of: shape))
    case "Discrete":
      descriptor = .discrete(
        count: try container.decode(Int.self, forKey: .n), start: try container.decode(Int.self, forKey: .start))
    default:
      descriptor = .tuple(try container.decode([GoldenSpace].self, forKey: .subspaces).map(\.descriptor))
    }
  }

  /// The bounds of all numbers; of pictures, which have many, only one is stored.
  private static func bounds(_ stored: [Bound], of shape: [Int]) -> [Double] {
    let count = shape.reduce(1, *)
    return stored.count == 1 ? Array(repeating: stored[0].value, count: count) : stored.map(\.value)
  }

  /// A number, or the name of an infinity.
  private struct Bound: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        value = try container.decode(String.self) == "Infinity" ? .infinity : -.infinity
      }
    }
  }
}
