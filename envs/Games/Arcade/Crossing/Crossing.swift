import Simulation

/// Cross eight lanes of cars, again and again.
///
/// The walker starts in the last row and takes a step at most every third time. The first row pays 1, and the way starts
/// anew with other cars; a car that is met costs the way. The game ends after 2501 steps.
///
/// The rules of MinAtar's Freeway. Channels: walker, car, and the last cell of a car in one of five channels by how many
/// steps it rests between two moves, 1 to 5.
public struct Crossing: ArcadeGame {
  /// The number of channels.
  public static var channelCount: Int { Channel.count }
  /// Stay, up and down.
  public static var minimalActions: [ArcadeAction] { [.stay, .up, .down] }

  private static let column = 4
  private static let restOfWalker = 3
  /// The number of steps, less one.
  static let lastStep = 2500

  /// The row of the walker.
  private(set) var row = 9
  private(set) var stepsLeft = Crossing.lastStep
  private var moveTimer = Crossing.restOfWalker
  private var cars = Lanes()

  /// Makes the game, which does not grow harder.
  public init(isRamping: Bool) {}

  /// Starts with all cars at the left.
  public mutating func begin(using random: inout ArcadeRandom) {
    self = Crossing(isRamping: false)
    drawCars(using: &random)
  }

  /// Moves the walker, then the cars.
  public mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult {
    if moveTimer == 0, action == .up || action == .down {
      moveTimer = Self.restOfWalker
      row = action == .up ? row - 1 : min(row + 1, 9)
    }
    let hasArrived = row == 0
    if hasArrived {
      drawCars(using: &random)
      row = 9
    }
    if meetsCar { row = 9 }
    let moved = cars.drive()
    if meetsCar, moved.isSet(row - 1) { row = 9 }
    if moveTimer > 0 { moveTimer -= 1 }
    stepsLeft -= 1
    return StepResult(reward: hasArrived ? 1 : 0, status: stepsLeft < 0 ? .terminated : .running)
  }

  /// True if the car in the walker's row is in its column.
  private var meetsCar: Bool { row < 9 && cars.columns[row - 1] == Self.column }

  private mutating func drawCars(using random: inout ArcadeRandom) {
    for car in 0..<8 { cars.rests[car] = random.integers(1..<6) }
    for car in 0..<8 { cars.rightward[car] = random.random() < 0.5 ? 0 : 0xff }
    cars.timers = cars.rests
  }

  /// A car: its column, its direction, 1 to the right or -1 to the left, and its rest.
  @inline(__always)
  func car(ofRow row: Int) -> (column: Int, direction: Int, rest: Int) {
    (cars.columns[row - 1], cars.rightward[row - 1] == 0 ? -1 : 1, cars.rests[row - 1])
  }

  /// Marks the walker, and the cars with their trails.
  @inline(__always)
  public func mark(in flags: inout MutableSpan<UInt8>) {
    flags.mark(x: Self.column, y: row, Channel.walker)
    for row in 1..<9 {
      let car = car(ofRow: row)
      flags.mark(x: car.column, y: row, Channel.car)
      let behind = car.column - car.direction
      flags.mark(x: behind < 0 ? 9 : behind > 9 ? 0 : behind, y: row, Channel.rest(car.rest))
    }
  }

  enum Channel: Int, ArcadeChannel {
    case walker, car, rest1, rest2, rest3, rest4, rest5
    static var count: Int { 7 }

    /// The channel of the trails of cars that rest so many steps.
    static func rest(_ steps: Int) -> Channel { Channel(rawValue: 1 + steps) ?? .rest5 }
  }
}

/// The cars of eight lanes.
private struct Lanes {
  var columns = LaneBytes()
  var timers = LaneBytes()
  /// The steps that a car rests between two moves.
  var rests = LaneBytes()
  /// All bits of a car that drives to the right, none of one that drives to the left.
  var rightward = LaneBytes()

  /// Moves the cars whose rest is over, around the ends of the board; returns all bits of those.
  mutating func drive() -> LaneBytes {
    let moving = ~timers.bits(atLeast: 1)
    timers.word = timers.word - (LaneBytes.ones & ~moving) | rests.word & moving
    // A cell to the left is nine to the right.
    let step = LaneBytes.ones &* 9 - (LaneBytes.ones &* 8 & rightward.word)
    columns.word += step & moving
    columns.word -= LaneBytes.ones &* 10 & columns.bits(atLeast: 10)
    return LaneBytes(word: moving)
  }
}

/// Eight numbers below 128, one to a lane, in one word.
private struct LaneBytes {
  static var ones: UInt64 { 0x0101_0101_0101_0101 }

  var word: UInt64 = 0

  subscript(lane: Int) -> Int {
    get { Int(word >> UInt64(8 * lane) & 0xff) }
    set { word = word & ~(0xff << UInt64(8 * lane)) | UInt64(newValue) << UInt64(8 * lane) }
  }

  func isSet(_ lane: Int) -> Bool { self[lane] != 0 }

  /// All bits of the lanes whose numbers are at least so large.
  func bits(atLeast least: UInt64) -> UInt64 {
    // The highest bit of a lane is free to say so.
    let reached = (word + Self.ones &* (128 - least)) & (Self.ones &* 128)
    return reached >> 7 &* 0xff
  }
}
