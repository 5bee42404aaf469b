import Simulation

/// The rules of an arcade game on 10 × 10 cells.
///
/// Cells are counted from the upper left corner, x to the right and y down. Whatever is in a cell is a flag of a channel.
public protocol ArcadeGame: Sendable {
  /// The number of channels.
  static var channelCount: Int { get }

  /// The actions that do something, in their order.
  static var minimalActions: [ArcadeAction] { get }

  /// Makes the game; an episode begins with ``begin(using:)``.
  ///
  /// - Parameter isRamping: True if it grows harder as it goes on.
  init(isRamping: Bool)

  /// Starts an episode.
  mutating func begin(using random: inout ArcadeRandom)

  /// Advances by one step.
  mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult

  /// Sets the flags of what is on the board.
  ///
  /// - Parameter flags: One flag per cell and channel, cell by cell; all are 0 before.
  func mark(in flags: inout MutableSpan<UInt8>)
}

/// An action in an arcade game, in the order of its number.
public enum ArcadeAction: UInt8, CaseIterable, Sendable {
  case stay, left, up, right, down, fire
}

/// A channel of a game: a kind of thing that a cell may hold.
protocol ArcadeChannel: RawRepresentable<Int> {
  /// The number of the game's channels.
  static var count: Int { get }
}

extension MutableSpan where Element == UInt8 {
  /// Sets the flag of a channel in a cell.
  @inline(__always)
  mutating func mark<Channel: ArcadeChannel>(x: Int, y: Int, _ channel: Channel) {
    self[(y * CellSet.side + x) * Channel.count + channel.rawValue] = 1
  }

  /// Sets the flag of a channel in some cells.
  @inline(__always)
  mutating func mark<Channel: ArcadeChannel>(_ cells: CellSet, _ channel: Channel) {
    cells.forEach { self[$0 * Channel.count + channel.rawValue] = 1 }
  }

  /// Sets the flags of two channels in some cells.
  @inline(__always)
  mutating func mark<Channel: ArcadeChannel>(_ cells: CellSet, _ channel: Channel, and other: Channel) {
    cells.forEach { cell in
      self[cell * Channel.count + channel.rawValue] = 1
      self[cell * Channel.count + other.rawValue] = 1
    }
  }

  /// Clears all flags.
  @inline(__always)
  mutating func clear() {
    for index in indices { self[index] = 0 }
  }
}
