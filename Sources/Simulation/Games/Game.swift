/// A position of a game of several players who take turns; as a copyable value, it is its own snapshot.
///
/// A game has a fixed number of seats, counted from 0 in the order of their first turns. The rules decide whose turn is
/// next: a seat may move twice. Moves are numbers, of which the position allows some; chance has no part in it.
///
/// ```swift
/// var game = FourInARow()
/// while !game.isOver {
///   game.play(game.randomMove(using: &generator))
/// }
/// game.reward(ofSeat: 0)  // 1, 0 or -1
/// ```
///
/// Two positions are equal if the players see the same: the board and the seat to move, however they came about.
///
/// An agent that knows of one seat alone plays it as the world ``SingleSeat``, where a ``Player`` holds the others.
public protocol Game: Hashable, Sendable {
  /// The parameters of the game.
  associatedtype Configuration: EnvironmentConfiguration

  /// Sets the game up.
  ///
  /// - Precondition: The configuration is valid.
  init(_ configuration: Configuration)

  /// The number of seats; two by default.
  static var seatCount: Int { get }

  /// The number of moves that have a number; a position allows some of `0 ..< moveCount`.
  var moveCount: Int { get }

  /// The seat whose turn it is; of no meaning once the game is over.
  var mover: Int { get }

  /// True if the game is over: nobody may move.
  var isOver: Bool { get }

  /// Returns true if the seat to move may make a move; once the game is over, it may make none.
  func isLegal(_ move: Int) -> Bool

  /// Makes a move.
  ///
  /// - Precondition: The move is legal.
  mutating func play(_ move: Int)

  /// The reward that the last move has brought a seat: of most games, 1 for a win, -1 for a loss and 0 for the rest.
  func reward(ofSeat seat: Int) -> Double

  /// The extent of each axis of an observation, whose numbers lie between 0 and 1.
  var observationShape: [Int] { get }

  /// Writes the position as a seat sees it: what is its own comes first.
  func writeObservation(fromSeat seat: Int, into observation: inout MutableSpan<Float>)

  /// The symmetries of the game but for the trivial one; none by default.
  var symmetries: [GameSymmetry] { get }

  // MARK: Requirements with defaults, for games that have a faster way

  /// The number of legal moves.
  var legalMoveCount: Int { get }

  /// Draws a legal move, all equally likely.
  ///
  /// - Precondition: The game is not over.
  func randomMove(using generator: inout RandomGenerator) -> Int

  /// Plays random legal moves until the game is over.
  mutating func playOut(using generator: inout RandomGenerator)
}

extension Game {
  /// Sets the game up with its usual parameters.
  @inlinable public init() { self.init(Configuration()) }

  /// None.
  public var symmetries: [GameSymmetry] { [] }

  /// Two.
  @inlinable public static var seatCount: Int { 2 }

  /// The number of legal moves, counted one by one.
  @inlinable public var legalMoveCount: Int {
    var (count, move) = (0, 0)
    // Without optimization, the iterator of a loop allocates.
    while move < moveCount {
      if isLegal(move) { count += 1 }
      move += 1
    }
    return count
  }

  /// The legal moves in ascending order.
  @inlinable public var legalMoves: [Int] { (0..<moveCount).filter(isLegal) }

  /// Writes a flag for each move: true if it is legal.
  @inlinable public func writeLegalMoves(into mask: inout MutableSpan<Bool>) {
    for move in mask.indices { mask[move] = isLegal(move) }
  }

  /// Returns the position after a move.
  @inlinable public func playing(_ move: Int) -> Self {
    var next = self
    next.play(move)
    return next
  }

  /// Draws one number, and takes the legal move of that place.
  @inlinable public func randomMove(using generator: inout RandomGenerator) -> Int {
    var rest = generator.integers(0..<legalMoveCount)
    var move = 0
    while move < moveCount {
      if isLegal(move) {
        if rest == 0 { return move }
        rest -= 1
      }
      move += 1
    }
    preconditionFailure("a random move was asked for where none is legal")
  }

  /// Plays random legal moves until the game is over.
  @inlinable public mutating func playOut(using generator: inout RandomGenerator) {
    while !isOver { play(randomMove(using: &generator)) }
  }
}
