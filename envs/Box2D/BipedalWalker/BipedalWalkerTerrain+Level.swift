import Simulation

/// Terrains as vectors.
///
/// A level is a row of slots from the end of the start on. Each begins with what stands in the way, if anything does,
/// and goes on with free ground in two straight parts. The six numbers of a slot are
///
/// | number | meaning |
/// |---|---|
/// | 0 | how many columns the free ground has: 5 to 9, or 8 to 12 where nothing stands |
/// | 1, 2 | the slope of its first and its second half, from -0.15 to 0.15 metres a column |
/// | 3 | above 0.5, a pit of 3 or 4 columns |
/// | 4 | above 0.5, a stump of 1 or 2 columns |
/// | 5 | above 0.5, stairs of 4 steps down, 3 down, 3 up or 4 up |
///
/// Where several of the last three are above 0.5, the largest counts. What Gymnasium draws can be written like this
/// but for the ground's finer shape. Slots beyond the last column do not matter; where they end before it, the ground
/// goes on level.
extension BipedalWalkerTerrain {
  /// The length of a level: six numbers for each of sixteen slots.
  public static let levelSize = 6 * slotCount

  private static let slotCount = 16

  /// Makes the terrain that a level describes.
  ///
  /// - Throws: If it is not ``levelSize`` numbers from 0 to 1.
  public init(level: [Float]) throws(ConfigurationError) {
    try level.requireLevel(size: Self.levelSize)
    self.init(heights: Array(repeating: Self.startHeight, count: Self.startColumns))
    for slot in 0..<Self.slotCount where heights.count < Self.columnCount {
      append(LevelSlot(level[6 * slot..<6 * slot + 6]))
    }
    let height = heights[heights.count - 1]
    while heights.count < Self.columnCount { heights.append(height) }
    heights.removeLast(heights.count - Self.columnCount)
    var sky = RandomGenerator(seed: 0)
    clouds = Self(hardcore: false, using: &sky).clouds
  }

  private mutating func append(_ slot: LevelSlot) {
    let base = heights[heights.count - 1]
    if let hurdle = slot.hurdle {
      hurdle.place(at: heights.count, base, in: &obstacles)
      for column in 0..<hurdle.columnCount { heights.append(base + hurdle.rise(at: column)) }
    }
    var height = heights[heights.count - 1]
    for column in 0..<slot.freeColumns {
      height += column < slot.freeColumns / 2 ? slot.slopes.0 : slot.slopes.1
      heights.append(height)
    }
  }

  /// Draws a terrain as Gymnasium does, written as a level.
  ///
  /// Where several numbers describe the same terrain, one of them is drawn: a generator's discriminator should not
  /// know what is designed by its round numbers.
  public static func drawLevel(
    hardcore: Bool, roughness: Double = 1, using generator: inout RandomGenerator
  ) -> [Float] {
    var terrain = Self(heights: [])
    // Beyond the last column too, so that every slot holds what Gymnasium would draw.
    terrain.redraw(hardcore: hardcore, roughness: roughness, columns: 2 * columnCount, using: &generator)
    return terrain.level { Float(generator.random()) }
  }

  /// Writes the terrain as a level, as nearly as one can.
  ///
  /// - Parameter place: Chooses among numbers that mean the same, from 0 to 1 each.
  func level(choosing place: () -> Float) -> [Float] {
    var (level, column) = ([Float](), Self.startColumns)
    var hurdles = self.hurdles[...]
    for _ in 0..<Self.slotCount {
      var slot = LevelSlot(hurdle: nil, freeColumns: 0, slopes: (0, 0))
      if let next = hurdles.first, next.column <= column {
        slot.hurdle = next.hurdle
        hurdles.removeFirst()
        column += next.hurdle.columnCount
      }
      slot.freeColumns = slot.freeColumns(upTo: (hurdles.first?.column ?? heights.count) - column)
      let middle = column + slot.freeColumns / 2
      slot.slopes.0 = slope(from: column - 1, to: middle - 1)
      slot.slopes.1 = slope(from: middle - 1, to: column + slot.freeColumns - 1)
      column += slot.freeColumns
      level += slot.numbers(choosing: place)
    }
    return level
  }

  private func slope(from first: Int, to last: Int) -> Double {
    let (first, last) = (min(first, heights.count - 1), min(last, heights.count - 1))
    return first < last ? (heights[last] - heights[first]) / Double(last - first) : 0
  }

  /// The hurdles that the boxes form, and the column in which each begins.
  private var hurdles: [(column: Int, hurdle: WalkerHurdle)] {
    var found: [(column: Int, hurdle: WalkerHurdle)] = []
    var rest = obstacles[...]
    while let box = rest.popFirst() {
      let column = Self.columns(in: box.left)
      switch box.kind {
      case .stump: found.append((column, .stump(columns: Self.columns(in: box.right - box.left))))
      case .pit:
        guard let wall = rest.popFirst() else { break }
        found.append((column, .pit(columns: Self.columns(in: wall.left - box.left))))
      case .stairs:
        var (steps, last) = (1, box)
        while let next = rest.first, next.kind == .stairs, abs(next.left - last.right) < 0.01 {
          (steps, last) = (steps + 1, next)
          rest.removeFirst()
        }
        found.append((column, .stairs(steps: steps, rises: last.top > box.top)))
      }
    }
    return found
  }

  private static func columns(in length: Double) -> Int { Int((length / columnWidth).rounded()) }
}

/// The contents of a slot, which six numbers of a level describe.
private struct LevelSlot {
  var hurdle: WalkerHurdle?
  var freeColumns: Int
  var slopes: (Double, Double)

  private static let steepest = 0.15
  /// The hurdles that a slot can have: pits, stumps and stairs, each by size.
  private static let choices: [[WalkerHurdle]] = [
    [.pit(columns: 3), .pit(columns: 4)], [.stump(columns: 1), .stump(columns: 2)],
    [
      .stairs(steps: 4, rises: false), .stairs(steps: 3, rises: false), .stairs(steps: 3, rises: true),
      .stairs(steps: 4, rises: true),
    ],
  ]

  init(hurdle: WalkerHurdle?, freeColumns: Int, slopes: (Double, Double)) {
    self.hurdle = hurdle
    self.freeColumns = freeColumns
    self.slopes = slopes
  }

  init(_ numbers: ArraySlice<Float>) {
    let numbers = Array(numbers)
    let sizes = numbers[3...].map { 2 * $0 - 1 }
    let kind = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    hurdle = sizes[kind] > 0 ? Self.choices[kind][Self.bin(sizes[kind], of: Self.choices[kind].count)] : nil
    freeColumns = 0
    slopes = (Double(2 * numbers[1] - 1) * Self.steepest, Double(2 * numbers[2] - 1) * Self.steepest)
    let range = freeRange
    freeColumns = range.lowerBound + Self.bin(numbers[0], of: range.count)
  }

  /// The range of the number of columns of free ground.
  private var freeRange: ClosedRange<Int> { hurdle == nil ? 8...12 : 5...9 }

  /// The number of free columns that the slot takes of those given, so that empty slots after it can take the others.
  func freeColumns(upTo columns: Int) -> Int {
    freeRange.reversed().first { count in
      let rest = columns - count
      return rest == 0 || (8...12).contains(rest) || rest >= 16
    } ?? freeRange.lowerBound
  }

  /// The six numbers that describe the slot.
  func numbers(choosing place: () -> Float) -> [Float] {
    let range = freeRange
    // Away from the edges, where rounding would make another number of it.
    func inner() -> Float { min(max(place(), 0.01), 0.99) }
    var numbers = [(Float(freeColumns - range.lowerBound) + inner()) / Float(range.count)]
    numbers += [slopes.0, slopes.1].map { Float(min(max(0.5 + 0.5 * $0 / Self.steepest, 0), 1)) }
    for choices in Self.choices {
      guard let hurdle, let size = choices.firstIndex(of: hurdle) else {
        numbers.append(0.5 * inner())
        continue
      }
      numbers.append(0.5 + 0.5 * (Float(size) + inner()) / Float(choices.count))
    }
    return numbers
  }

  /// The bin of a number from 0 to 1.
  private static func bin(_ number: Float, of count: Int) -> Int { min(Int(number * Float(count)), count - 1) }
}

/// A level is a terrain: see ``BipedalWalkerTerrain/init(level:)``.
extension BipedalWalker: LevelledEnvironment {
  /// The length of a level: six numbers for each of sixteen slots.
  public static var levelSize: Int { BipedalWalkerTerrain.levelSize }

  /// Draws the terrain of an easy or a hard walk, as the configuration says.
  public static func drawLevel(_ configuration: Configuration, using generator: inout RandomGenerator) -> [Float] {
    BipedalWalkerTerrain.drawLevel(
      hardcore: configuration.hardcore, roughness: configuration.roughness, using: &generator)
  }

  /// Builds the terrain of all episodes to come.
  public mutating func setLevel(_ level: [Float]?) throws(ConfigurationError) {
    fixedTerrain = if let level { try BipedalWalkerTerrain(level: level) } else { nil }
  }
}
