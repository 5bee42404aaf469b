/// One seat of a game as a world: the other seats' moves are part of each step.
///
/// The observation is the position as the seat sees it, the action its move, and the mask holds the legal moves. The reward
/// is what the seat's own move and the answers to it have brought; an episode terminates when the game is over, whoever
/// made the last move. A move that is not legal loses the game. Where the others may move several times, they do so
/// within one step.
///
/// ```swift
/// var world = SingleSeat<TicTacToe>()
/// world.opponent = PolicyPlayer(policy, of: world.game)
/// ```
public struct SingleSeat<Contest: Game>: ConfigurableEnvironment {
  /// The parameters.
  public let configuration: SingleSeatConfiguration<Contest.Configuration>
  /// The values that observations have.
  public let observationSpace: Box<Float>
  /// The moves.
  public let actionSpace: Discrete
  /// The position.
  public private(set) var game: Contest
  /// The seat that is played.
  public private(set) var seat = 0
  /// The seat that has lost the game by a move that was not legal, if one has.
  public private(set) var offender: Int?
  /// The stream that the seat and the others' moves are drawn from.
  public var generator = RandomGenerator(seed: 0)
  /// The player who holds the other seats; `nil` for one who makes any legal move, all equally likely.
  public var opponent: (any Player)?

  @usableFromInline let start: Contest

  /// Makes the world.
  public init(_ configuration: SingleSeatConfiguration<Contest.Configuration> = .init()) {
    configuration.requireValid()
    self.configuration = configuration
    start = Contest(configuration.game)
    game = start
    observationSpace = Box(low: 0, high: 1, shape: start.observationShape)
    actionSpace = Discrete(start.moveCount)
  }

  /// True: not every move is legal.
  public var masksActions: Bool { true }

  /// Allows the legal moves.
  public func writeActionMask(into mask: inout MutableSpan<Bool>) { game.writeLegalMoves(into: &mask) }

  /// True if the game is over, or lost by a move that was not legal.
  public var isOver: Bool { offender != nil || game.isOver }

  /// The reward that the last move has brought a seat.
  public func reward(ofSeat seat: Int) -> Double {
    offender.map { Contest.reward(ofSeat: seat, whereOffendedBy: $0) } ?? game.reward(ofSeat: seat)
  }

  /// Sets the game up; where another seat moves first, it has moved.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    (game, offender) = (start, nil)
    seat = configuration.seat.seat(of: Contest.seatCount, using: &generator)
    _ = letOthersMove()
    game.writeObservation(fromSeat: seat, into: &observation)
  }

  /// Makes a move, and lets the others answer.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    let reward = play(action[0]) + letOthersMove()
    game.writeObservation(fromSeat: seat, into: &observation)
    return isOver ? .terminated(reward: reward) : .running(reward: reward)
  }

  /// Makes the move of the seat to move, and returns the reward of the one that is played.
  private mutating func play(_ move: Int) -> Double {
    if game.isLegal(move) { game.play(move) } else { offender = game.mover }
    return reward(ofSeat: seat)
  }

  /// Lets the others move until it is the seat's turn, and returns the reward of the seat.
  private mutating func letOthersMove() -> Double {
    var reward = 0.0
    while !isOver, game.mover != seat {
      reward += play(otherMove())
    }
    return reward
  }

  private mutating func otherMove() -> Int {
    guard opponent != nil, let move = opponent?.move(in: game, using: &generator) else {
      return game.randomMove(using: &generator)
    }
    return move
  }
}
