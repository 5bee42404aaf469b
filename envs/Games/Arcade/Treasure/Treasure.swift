import Simulation

/// Gather gold that crosses the board and keep clear of the enemies among it.
///
/// Gold and enemies come from the left or the right, at most one to a row, and move a cell every few steps. Gold pays 1; an
/// enemy ends the game. With the ramp they come and move faster and faster.
///
/// The rules of MinAtar's Asterix. Channels: player, enemy, the last cells of both kinds, gold.
public struct Treasure: ArcadeGame {
  /// The number of channels.
  public static var channelCount: Int { Channel.count }
  /// Stay, left, up, right and down.
  public static var minimalActions: [ArcadeAction] { [.stay, .left, .up, .right, .down] }

  private static let rampInterval = 100

  private(set) var player = (x: 5, y: 5)
  private(set) var things = CrossingThings()
  private var spawnInterval = 10
  private var spawnTimer = 10
  private var moveInterval = 5
  private var moveTimer = 5
  private var rampTimer = Treasure.rampInterval
  private var rampIndex = 0
  private let isRamping: Bool

  /// Makes the game.
  public init(isRamping: Bool) { self.isRamping = isRamping }

  /// Clears the board.
  public mutating func begin(using random: inout ArcadeRandom) { self = Treasure(isRamping: isRamping) }

  /// Lets something come, moves the player, then everything else.
  public mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult {
    if spawnTimer == 0 {
      things.spawn(using: &random)
      spawnTimer = spawnInterval
    }
    move(action)
    var result = meet()
    if moveTimer == 0 {
      moveTimer = moveInterval
      things.move()
      let second = meet()
      result.reward += second.reward
      if second.status.isFinished { result.status = .terminated }
    }
    spawnTimer -= 1
    moveTimer -= 1
    if isRamping, spawnInterval > 1 || moveInterval > 1 { ramp() }
    return result
  }

  private mutating func move(_ action: ArcadeAction) {
    switch action {
    case .left: player.x = max(player.x - 1, 0)
    case .right: player.x = min(player.x + 1, 9)
    case .up: player.y = max(player.y - 1, 1)
    case .down: player.y = min(player.y + 1, 8)
    case .stay, .fire: break
    }
  }

  /// Takes gold from the player's cell; an enemy there ends the game.
  private mutating func meet() -> StepResult {
    let slot = player.y - 1
    guard things.isOccupied(slot), things.column(slot) == player.x else { return .running(reward: 0) }
    guard things.isGold(slot) else { return .terminated(reward: 0) }
    things.remove(slot)
    return .running(reward: 1)
  }

  private mutating func ramp() {
    guard rampTimer < 0 else {
      rampTimer -= 1
      return
    }
    if moveInterval > 1, rampIndex % 2 == 1 { moveInterval -= 1 }
    if spawnInterval > 1 { spawnInterval -= 1 }
    rampIndex += 1
    rampTimer = Self.rampInterval
  }

  /// Marks the player, and everything with its trail.
  @inline(__always)
  public func mark(in flags: inout MutableSpan<UInt8>) {
    flags.mark(x: player.x, y: player.y, Channel.player)
    var slots = things.occupied
    while slots != 0 {
      let slot = slots.trailingZeroBitCount
      slots &= slots - 1
      let (x, behind) = (things.column(slot), things.column(slot) - things.direction(slot))
      flags.mark(x: x, y: slot + 1, things.isGold(slot) ? Channel.gold : .enemy)
      if 0...9 ~= behind { flags.mark(x: behind, y: slot + 1, Channel.trail) }
    }
  }

  enum Channel: Int, ArcadeChannel {
    case player, enemy, trail, gold
    static var count: Int { 4 }
  }
}

/// The things that cross the board, at most one to each of eight rows.
struct CrossingThings: Sendable {
  /// The rows that have something, as bits.
  private(set) var occupied: UInt8 = 0
  private var rightward: UInt8 = 0
  private var gold: UInt8 = 0
  private var columns = InlineArray<8, Int8>(repeating: 0)

  func isOccupied(_ slot: Int) -> Bool { occupied >> slot & 1 != 0 }
  func isGold(_ slot: Int) -> Bool { gold >> slot & 1 != 0 }
  func column(_ slot: Int) -> Int { Int(columns[slot]) }
  /// The direction of a thing: 1 to the right, -1 to the left.
  func direction(_ slot: Int) -> Int { rightward >> slot & 1 != 0 ? 1 : -1 }

  mutating func remove(_ slot: Int) { occupied &= ~(1 << slot) }

  /// Puts gold or an enemy at the end of a free row, if there is one.
  mutating func spawn(using random: inout ArcadeRandom) {
    let isRightward = random.random() < 0.5
    let isGold = random.random() < 1.0 / 3
    guard occupied != .max else { return }
    var free = ~occupied
    for _ in 0..<random.integers(0..<free.nonzeroBitCount) { free &= free - 1 }
    let slot = free.trailingZeroBitCount
    occupied |= 1 << slot
    rightward = rightward & ~(1 << slot) | (isRightward ? 1 << slot : 0)
    gold = gold & ~(1 << slot) | (isGold ? 1 << slot : 0)
    columns[slot] = isRightward ? 0 : 9
  }

  /// Moves everything by a cell; what leaves the board is gone.
  mutating func move() {
    var slots = occupied
    while slots != 0 {
      let slot = slots.trailingZeroBitCount
      slots &= slots - 1
      columns[slot] += Int8(direction(slot))
      if !(0...9 ~= columns[slot]) { remove(slot) }
    }
  }
}
