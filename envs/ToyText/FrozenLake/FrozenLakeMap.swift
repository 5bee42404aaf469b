import Simulation

/// The tiles of a frozen lake.
public struct FrozenLakeMap: Sendable, Equatable {
  /// What a tile is, by Gymnasium's letter.
  public enum Tile: Character, Sendable {
    /// Where the player starts.
    case start = "S"
    /// Ice that holds.
    case frozen = "F"
    /// A hole, where the episode ends.
    case hole = "H"
    /// The goal, where the episode ends.
    case goal = "G"
  }

  /// How many rows the lake has.
  public let rows: Int
  /// How many columns the lake has.
  public let columns: Int
  /// The tiles, row by row.
  public let tiles: [Tile]

  private let name: String?

  /// Reads a map from one text per row, such as `["SFFF", "FHFH", "FFFH", "HFFG"]`.
  public init(rows texts: [String]) throws(ConfigurationError) {
    try self.init(rows: texts, name: nil)
  }

  private init(rows texts: [String], name: String?) throws(ConfigurationError) {
    let shown = texts.joined(separator: "/")
    guard let first = texts.first, !first.isEmpty, texts.allSatisfy({ $0.count == first.count }) else {
      throw ConfigurationError("The map '\(shown)' must have rows of one length, such as SFFF/FHFH/FFFH/HFFG.")
    }
    var tiles: [Tile] = []
    for letter in texts.joined() {
      guard let tile = Tile(rawValue: letter) else {
        throw ConfigurationError(
          "The map '\(shown)' has the tile '\(letter)', but tiles are S (start), F (frozen), H (hole), G (goal).")
      }
      tiles.append(tile)
    }
    guard tiles.contains(.start) else {
      throw ConfigurationError("The map '\(shown)' has no start: one tile must be S.")
    }
    rows = texts.count
    columns = first.count
    self.tiles = tiles
    self.name = name
  }

  private init(_ name: String, _ texts: [String]) {
    rows = texts.count
    columns = texts[0].count
    tiles = texts.joined().compactMap { Tile(rawValue: $0) }
    self.name = name
  }

  /// Gymnasium's map `4x4`.
  public static let fourByFour = FrozenLakeMap("4x4", ["SFFF", "FHFH", "FFFH", "HFFG"])

  /// Gymnasium's map `8x8`.
  public static let eightByEight = FrozenLakeMap(
    "8x8",
    [
      "SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG",
    ])

  /// A random map on which the goal can be reached: Gymnasium's `generate_random_map(size, p, seed)`.
  ///
  /// - Parameters:
  ///   - size: The number of rows and of columns, at least 2.
  ///   - frozenProbability: How likely a tile is ice rather than a hole.
  ///   - seed: The seed of the map's own random stream.
  public static func random(
    size: Int = 8, frozenProbability: Double = 0.8, seed: UInt64
  ) throws(ConfigurationError) -> FrozenLakeMap {
    guard (2...1000).contains(size), frozenProbability > 0, frozenProbability <= 1 else {
      throw ConfigurationError(
        "A random map needs a size from 2 to 1000 and a probability above 0 and up to 1, "
          + "not \(size) and \(frozenProbability).")
    }
    var generator = RandomGenerator(seed: seed)
    for _ in 0..<10_000 {
      var letters = (0..<size * size).map { _ in
        generator.choice(probabilities: [frozenProbability, 1 - frozenProbability]) == 0 ? "F" : "H"
      }
      letters[0] = "S"
      letters[size * size - 1] = "G"
      let rows = (0..<size).map { letters[$0 * size..<($0 + 1) * size].joined() }
      let map = try FrozenLakeMap(rows: rows, name: "random:\(size):\(frozenProbability):\(seed)")
      if map.goalIsReachable { return map }
    }
    throw ConfigurationError(
      "No map of size \(size) with a way to the goal came up in 10000 tries; "
        + "raise the probability of ice above \(frozenProbability).")
  }

  /// Whether a player who never slips can get from the first tile to a goal.
  public var goalIsReachable: Bool {
    var frontier = [GridPosition(row: 0, column: 0)]
    var seen = Set(frontier)
    while let position = frontier.popLast() {
      for direction in [GridDirection.down, .right, .up, .left] {
        let next = position.moved(direction, rows: rows, columns: columns)
        let tile = tiles[next.row * columns + next.column]
        if tile == .goal { return true }
        if tile != .hole, seen.insert(next).inserted { frontier.append(next) }
      }
    }
    return false
  }
}

extension FrozenLakeMap: TextRepresentable {
  /// The name, or the rows separated by slashes.
  public var description: String {
    name
      ?? (0..<rows).map { String(tiles[$0 * columns..<($0 + 1) * columns].map(\.rawValue)) }
      .joined(separator: "/")
  }

  /// Reads a map as one types it: a name, rows separated by slashes, or `random:SIZE:FROZEN:SEED`.
  public init(text: String) throws(ConfigurationError) {
    switch text {
    case "4x4": self = .fourByFour
    case "8x8": self = .eightByEight
    default:
      guard text.hasPrefix("random") else {
        self = try FrozenLakeMap(
          rows: text.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
        return
      }
      let parts = text.split(separator: ":").dropFirst().map(String.init)
      guard parts.count == 3, let size = Int(parts[0]), let frozen = Double(parts[1]), let seed = UInt64(parts[2])
      else {
        throw ConfigurationError("'\(text)' is not of the form random:SIZE:FROZEN:SEED, such as random:8:0.8:1.")
      }
      self = try .random(size: size, frozenProbability: frozen, seed: seed)
    }
  }
}
