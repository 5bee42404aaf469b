import Simulation

/// Shoot down raiders that come lower and lower, and dodge what they shoot.
///
/// The raiders move sideways and, at an edge, down; fewer of them move faster. One that is hit pays 1, and a wave that is
/// cleared is followed by a faster one. The game is lost when a bullet or a raider meets the cannon, or when they turn in
/// the last row.
///
/// The rules of MinAtar's Space Invaders. Channels: cannon, raider, raider on the way to the left, to the right, the
/// cannon's bullet, a raider's bullet.
public struct Raiders: ArcadeGame {
  /// The number of channels.
  public static var channelCount: Int { Channel.count }
  /// Stay, left, right and fire.
  public static var minimalActions: [ArcadeAction] { [.stay, .left, .right, .fire] }

  private static let wave = CellSet(columns: 2..<8, rows: 0..<4)
  private static let coolDown = 5
  private static let slowestInterval = 12
  private static let fastestInterval = 6
  private static let shotInterval = 10

  /// The column of the cannon.
  private(set) var cannon = 5
  private(set) var raiders = Raiders.wave
  private(set) var bullets = CellSet()
  private(set) var enemyBullets = CellSet()
  private(set) var isLeftward = true
  private var moveInterval = Raiders.slowestInterval
  private var moveTimer = Raiders.slowestInterval
  private var shotTimer = Raiders.shotInterval
  private var coolDown = 0
  private let isRamping: Bool

  /// Makes the game.
  public init(isRamping: Bool) { self.isRamping = isRamping }

  /// Lines up the first wave.
  public mutating func begin(using random: inout ArcadeRandom) { self = Raiders(isRamping: isRamping) }

  /// Moves cannon, bullets and raiders, lets one shoot, and counts hits.
  public mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult {
    act(action)
    bullets = bullets.movedUp
    enemyBullets = enemyBullets.movedDown
    var isLost = enemyBullets[cannon, 9] || raiders[cannon, 9]
    if moveTimer == 0, march() || raiders[cannon, 9] { isLost = true }
    if shotTimer == 0 { shoot() }
    let hits = raiders.intersection(bullets)
    raiders.subtract(hits)
    bullets.subtract(hits)
    if coolDown > 0 { coolDown -= 1 }
    moveTimer -= 1
    shotTimer -= 1
    if raiders.isEmpty { beginWave() }
    return StepResult(reward: Double(hits.count), status: isLost ? .terminated : .running)
  }

  private mutating func act(_ action: ArcadeAction) {
    switch action {
    case .fire where coolDown == 0:
      bullets[cannon, 9] = true
      coolDown = Self.coolDown
    case .left: cannon = max(cannon - 1, 0)
    case .right: cannon = min(cannon + 1, 9)
    default: break
    }
  }

  /// Moves the raiders on, or down at an edge; returns true if they turn in the last row.
  private mutating func march() -> Bool {
    moveTimer = min(raiders.count, moveInterval)
    guard raiders.isDisjoint(with: CellSet(column: isLeftward ? 0 : 9)) else {
      isLeftward.toggle()
      let hasLanded = raiders.reachesLastRow
      raiders = raiders.rolledDown
      return hasLanded
    }
    raiders = isLeftward ? raiders.movedLeft : raiders.movedRight
    return false
  }

  /// Lets the lowest raider of the column shoot that is nearest to the cannon; of two, of the left one.
  private mutating func shoot() {
    shotTimer = Self.shotInterval
    for distance in 0..<10 {
      if shoot(inColumn: cannon - distance) || shoot(inColumn: cannon + distance) { return }
    }
  }

  private mutating func shoot(inColumn column: Int) -> Bool {
    guard 0...9 ~= column, let row = raiders.lowestRow(ofColumn: column) else { return false }
    enemyBullets[column, row] = true
    return true
  }

  private mutating func beginWave() {
    if isRamping, moveInterval > Self.fastestInterval { moveInterval -= 1 }
    raiders = Self.wave
  }

  /// Marks the cannon, the raiders with their direction, and the bullets.
  @inline(__always)
  public func mark(in flags: inout MutableSpan<UInt8>) {
    flags.mark(x: cannon, y: 9, Channel.cannon)
    flags.mark(raiders, Channel.raider, and: isLeftward ? .leftward : .rightward)
    flags.mark(bullets, Channel.bullet)
    flags.mark(enemyBullets, Channel.enemyBullet)
  }

  enum Channel: Int, ArcadeChannel {
    case cannon, raider, leftward, rightward, bullet, enemyBullet
    static var count: Int { 6 }
  }
}
