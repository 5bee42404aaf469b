import Simulation

/// Rescue divers from among fish and hostile submarines before the air runs out.
///
/// An enemy that is shot pays 1. Divers come aboard when they are met, six at most. At the surface the air is renewed: with
/// six divers on board for a reward of up to 10, by the air that was left; with fewer, one is set down; without any the
/// game is lost, as it is when something hostile is met or the air runs out. With the ramp each surfacing makes enemies more
/// and faster.
///
/// The rules of MinAtar's Seaquest, in which the divers on board count -1 after six were set down. Channels: front, back,
/// own bullet, trail, enemy's bullet, fish, enemy submarine, air gauge, diver gauge, diver.
public struct Submarine: ArcadeGame {
  /// The number of channels.
  public static var channelCount: Int { Channel.count }
  /// All six actions.
  public static var minimalActions: [ArcadeAction] { ArcadeAction.allCases }

  static let fullAir = 200
  private static let coolDown = 5
  private static let shotInterval = 10
  private static let diverSpawnInterval = 30
  private static let diverMoveInterval = 5

  private(set) var x = 5
  private(set) var y = 0
  private(set) var isRightward = false
  private(set) var air = Submarine.fullAir
  /// The divers on board.
  private(set) var diverCount = 0
  private var isSurfaced = true
  private var coolDown = 0

  // Six cells a bullet, one of them a step, five steps apart; divers leave after 60 steps, of which 30 lie between two.
  private(set) var bullets = Roster<4>()
  private(set) var divers = Roster<4>()
  // At most one enemy comes with a step, and none stays for more than 60.
  private(set) var fish = Roster<64>()
  private(set) var enemies = Roster<64>()
  private(set) var enemyBullets = Roster<80>()

  private var spawnInterval = 20
  private var spawnTimer = 20
  private var diverSpawnTimer = Submarine.diverSpawnInterval
  private var moveInterval = 5
  private var rampIndex = 0
  private let isRamping: Bool

  /// Makes the game.
  public init(isRamping: Bool) { self.isRamping = isRamping }

  /// Starts at the surface, with full air.
  public mutating func begin(using random: inout ArcadeRandom) { self = Submarine(isRamping: isRamping) }

  /// Lets something come, moves the submarine, its bullets, divers and enemies, and breathes.
  public mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult {
    spawn(using: &random)
    steer(action)
    var outcome = Outcome()
    moveBullets(&outcome)
    moveDivers()
    moveEnemies(&outcome)
    moveEnemyBullets(&outcome)
    moveFish(&outcome)
    if spawnTimer > 0 { spawnTimer -= 1 }
    if diverSpawnTimer > 0 { diverSpawnTimer -= 1 }
    if coolDown > 0 { coolDown -= 1 }
    breathe(&outcome)
    return StepResult(reward: Double(outcome.reward), status: outcome.isLost ? .terminated : .running)
  }

  /// A step's result as it comes about.
  private struct Outcome {
    var reward = 0
    var isLost = false
  }
}

// MARK: The submarine.
extension Submarine {
  private mutating func steer(_ action: ArcadeAction) {
    switch action {
    case .fire where coolDown == 0:
      bullets.append(Swimmer(x: x, y: y, isRightward: isRightward))
      coolDown = Self.coolDown
    case .left:
      x = max(x - 1, 0)
      isRightward = false
    case .right:
      x = min(x + 1, 9)
      isRightward = true
    case .up: y = max(y - 1, 0)
    case .down: y = min(y + 1, 8)
    case .stay, .fire: break
    }
  }

  private mutating func breathe(_ outcome: inout Outcome) {
    if air <= 0 { outcome.isLost = true }
    if y > 0 {
      air -= 1
      isSurfaced = false
    } else if !isSurfaced {
      if diverCount == 0 { outcome.isLost = true } else { outcome.reward += surface() }
    }
  }

  /// Renews the air and sets divers down; returns the reward.
  private mutating func surface() -> Int {
    isSurfaced = true
    var reward = 0
    if diverCount == 6 {
      diverCount = 0
      reward = air * 10 / Self.fullAir
    }
    air = Self.fullAir
    diverCount -= 1
    if isRamping { ramp() }
    return reward
  }

  private mutating func ramp() {
    guard spawnInterval > 1 || moveInterval > 2 else { return }
    if moveInterval > 2, rampIndex % 2 == 1 { moveInterval -= 1 }
    if spawnInterval > 1 { spawnInterval -= 1 }
    rampIndex += 1
  }
}

// MARK: Those that come from the sides.
extension Submarine {
  private mutating func spawn(using random: inout ArcadeRandom) {
    if spawnTimer == 0 {
      spawnEnemy(using: &random)
      spawnTimer = spawnInterval
    }
    guard diverSpawnTimer == 0 else { return }
    let isRightward = random.random() < 0.5
    let row = random.integers(1..<9)
    divers.append(
      Swimmer(x: isRightward ? 0 : 9, y: row, isRightward: isRightward, moveTimer: Self.diverMoveInterval))
    diverSpawnTimer = Self.diverSpawnInterval
  }

  /// Lets an enemy come, unless another one would meet it in its row.
  private mutating func spawnEnemy(using random: inout ArcadeRandom) {
    let isRightward = random.random() < 0.5
    let isSubmarine = random.random() < 1.0 / 3
    let row = random.integers(1..<9)
    guard !enemies.opposes(isRightward, inRow: row), !fish.opposes(isRightward, inRow: row) else { return }
    let swimmer = Swimmer(
      x: isRightward ? 0 : 9, y: row, isRightward: isRightward, moveTimer: moveInterval,
      shotTimer: isSubmarine ? Self.shotInterval : 0)
    if isSubmarine { enemies.append(swimmer) } else { fish.append(swimmer) }
  }

  private mutating func moveBullets(_ outcome: inout Outcome) {
    for index in bullets.indicesBackwards {
      guard bullets[index].advance() else {
        bullets.remove(index)
        continue
      }
      if let hit = fish.firstIndex(sharing: bullets[index]) {
        fish.remove(hit)
      } else if let hit = enemies.firstIndex(sharing: bullets[index]) {
        enemies.remove(hit)
      } else {
        continue
      }
      bullets.remove(index)
      outcome.reward += 1
    }
  }

  private mutating func moveDivers() {
    for index in divers.indicesBackwards where !rescue(index) {
      guard divers[index].moveTimer == 0 else {
        divers[index].moveTimer -= 1
        continue
      }
      divers[index].moveTimer = Self.diverMoveInterval
      if divers[index].advance() { _ = rescue(index) } else { divers.remove(index) }
    }
  }

  /// Takes a diver aboard that is met, if there is room.
  private mutating func rescue(_ index: Int) -> Bool {
    guard divers[index].isIn(x, y), diverCount < 6 else { return false }
    divers.remove(index)
    diverCount += 1
    return true
  }

  private mutating func moveEnemies(_ outcome: inout Outcome) {
    for index in enemies.indicesBackwards {
      var enemy = enemies[index]
      let place = Self.move(
        &enemy, index, of: &enemies, against: (x, y), &bullets, interval: moveInterval, &outcome)
      // One that is gone shoots a last time.
      if enemy.shotTimer == 0 {
        enemy.shotTimer = Self.shotInterval
        enemyBullets.append(Swimmer(x: enemy.x, y: enemy.y, isRightward: enemy.isRightward))
      } else {
        enemy.shotTimer -= 1
      }
      if let place { enemies[place] = enemy }
    }
  }

  private mutating func moveEnemyBullets(_ outcome: inout Outcome) {
    for index in enemyBullets.indicesBackwards {
      if enemyBullets[index].isIn(x, y) { outcome.isLost = true }
      guard enemyBullets[index].advance() else {
        enemyBullets.remove(index)
        continue
      }
      if enemyBullets[index].isIn(x, y) { outcome.isLost = true }
    }
  }

  private mutating func moveFish(_ outcome: inout Outcome) {
    for index in fish.indicesBackwards {
      var swimmer = fish[index]
      _ = Self.move(
        &swimmer, index, of: &fish, against: (x, y), &bullets, interval: moveInterval, &outcome)
    }
  }

  /// Moves an enemy when it is its time: against the submarine, into a bullet, or off the board.
  ///
  /// - Returns: Its index in the list, if it is still there.
  private static func move(
    _ enemy: inout Swimmer, _ index: Int, of swimmers: inout Roster<64>, against player: (x: Int, y: Int),
    _ bullets: inout Roster<4>, interval: Int, _ outcome: inout Outcome
  ) -> Int? {
    if enemy.isIn(player.x, player.y) { outcome.isLost = true }
    guard enemy.moveTimer == 0 else {
      enemy.moveTimer -= 1
      swimmers[index] = enemy
      return index
    }
    enemy.moveTimer = interval
    let isOnBoard = enemy.advance()
    swimmers[index] = enemy
    guard isOnBoard else { return swimmers.remove(index) }
    if enemy.isIn(player.x, player.y) {
      outcome.isLost = true
    } else if let bullet = bullets.firstIndex(sharing: enemy) {
      bullets.remove(bullet)
      outcome.reward += 1
      return swimmers.remove(index)
    }
    return index
  }
}

// MARK: Observation.
extension Submarine {
  /// Marks the submarine, everybody else with trails, and the gauges.
  @inline(__always)
  public func mark(in flags: inout MutableSpan<UInt8>) {
    flags.mark(x: x, y: y, Channel.front)
    flags.mark(x: isRightward ? x - 1 : x + 1, y: y, Channel.back)
    for cell in 0..<max(air, 0) * 10 / Self.fullAir { flags.mark(x: cell, y: 9, Channel.airGauge) }
    for cell in 0..<max(diverCount, 0) { flags.mark(x: 8 - cell, y: 9, Channel.diverGauge) }
    mark(bullets, .bullet, hasTrail: false, in: &flags)
    mark(enemyBullets, .enemyBullet, hasTrail: false, in: &flags)
    mark(fish, .fish, in: &flags)
    mark(enemies, .enemy, in: &flags)
    mark(divers, .diver, in: &flags)
  }

  @inline(__always)
  private func mark<let capacity: Int>(
    _ swimmers: borrowing Roster<capacity>, _ channel: Channel, hasTrail: Bool = true,
    in flags: inout MutableSpan<UInt8>
  ) {
    swimmers.forEach { swimmer in
      flags.mark(x: swimmer.x, y: swimmer.y, channel)
      if hasTrail, 0...9 ~= swimmer.behind { flags.mark(x: swimmer.behind, y: swimmer.y, Channel.trail) }
    }
  }

  enum Channel: Int, ArcadeChannel {
    case front, back, bullet, trail, enemyBullet, fish, enemy, airGauge, diverGauge, diver
    static var count: Int { 10 }
  }
}
