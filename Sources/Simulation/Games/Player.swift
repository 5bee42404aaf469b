/// A player of games, who sees positions: a search, a solver, a policy, or chance.
///
/// One player may play several games and hold several seats: it keeps nothing from one move to the next that a game
/// depends on.
public protocol Player {
  /// Chooses a move.
  ///
  /// A move that is not legal loses the game.
  ///
  /// - Parameters:
  ///   - game: The position, which is not over.
  ///   - generator: The random number generator for players that need one.
  mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int
}

/// A player who makes any legal move, all equally likely.
public struct RandomPlayer: Player {
  /// A player who knows nothing.
  public init() {}

  /// Draws a legal move.
  public func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    game.randomMove(using: &generator)
  }
}

/// A player who asks a policy, which sees what its seat observes and the legal moves as a mask.
public struct PolicyPlayer: Player {
  private var policy: any Policy
  private var observation: RowBuffer
  private var mask: RowBuffer
  private var action: RowBuffer

  /// Has a policy play a game.
  ///
  /// - Parameters:
  ///   - policy: A policy for the ``SingleSeat`` world of the game.
  ///   - game: The game; positions of other games do not fit.
  public init(_ policy: any Policy, of game: some Game) {
    self.policy = policy
    observation = RowBuffer(RowLayout(.float32, shape: game.observationShape), count: 1)
    mask = RowBuffer(RowLayout(.bool, shape: [game.moveCount]), count: 1)
    action = RowBuffer(RowLayout(.int64, shape: []), count: 1)
  }

  /// Shows the policy the position and asks for its action.
  public mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    write(game)
    policy.beginEpisodes()
    policy.act(on: observation, allowing: ActionMasks(mask), into: &action, using: &generator)
    return action[0, as: Int.self]
  }

  private mutating func write(_ game: some Game) {
    var numbers = observation.mutableRow(0, as: Float.self)
    game.writeObservation(fromSeat: game.mover, into: &numbers)
    var flags = mask.mutableRow(0, as: Bool.self)
    game.writeLegalMoves(into: &flags)
  }
}

extension Game {
  /// Plays on to the end.
  ///
  /// - Parameters:
  ///   - players: The players, by the number of the seat.
  ///   - generator: The random number generator of the players.
  /// - Returns: The sum of rewards of each seat from here on; a move that is not legal loses the game.
  public func rewards(
    ofPlayBy players: inout [any Player], using generator: inout RandomGenerator
  ) -> [Double] {
    precondition(
      players.count == Self.seatCount, "\(Self.seatCount) seats need as many players, not \(players.count)")
    var (game, rewards) = (self, [Double](repeating: 0, count: Self.seatCount))
    while !game.isOver {
      let mover = game.mover
      let move = players[mover].move(in: game, using: &generator)
      guard game.isLegal(move) else {
        return rewards.indices.map { rewards[$0] + Self.reward(ofSeat: $0, whereOffendedBy: mover) }
      }
      game.play(move)
      for seat in rewards.indices { rewards[seat] += game.reward(ofSeat: seat) }
    }
    return rewards
  }

  /// The reward of a seat once another, or itself, has made a move that is not legal: the others share what it loses.
  @inlinable
  static func reward(ofSeat seat: Int, whereOffendedBy offender: Int) -> Double {
    seat == offender ? -1 : 1 / Double(seatCount - 1)
  }
}
