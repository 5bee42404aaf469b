/// The seat of a game that an agent or a person takes.
public enum SeatChoice: String, NamedChoice {
  /// The seat that moves first.
  case first
  /// The seat that moves second.
  case second
  /// Any of the seats, drawn anew for each episode.
  case either

  /// The noun for sentences.
  public static let noun = "seat"

  /// Returns the number of the seat.
  @inlinable
  func seat(of count: Int, using generator: inout RandomGenerator) -> Int {
    switch self {
    case .first: 0
    case .second: 1
    case .either: generator.integers(0..<count)
    }
  }
}

/// The parameters of a game, and the seat that is played.
public struct SingleSeatConfiguration<GameConfiguration: EnvironmentConfiguration>: EnvironmentConfiguration {
  /// The seat that is played.
  public var seat = SeatChoice.either
  /// The parameters of the game.
  public var game = GameConfiguration()

  /// Either seat, and the game's usual parameters.
  public init() {}

  /// A seat of a game.
  public init(_ game: GameConfiguration, seat: SeatChoice = .either) { (self.game, self.seat) = (game, seat) }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.seat, "seat", "The seat that is played: the first, the second, or either, drawn for each episode.")
    SettingGroup(\.game)
  }
}
