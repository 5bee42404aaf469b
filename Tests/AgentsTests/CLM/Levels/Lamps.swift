import Simulation

/// Lamps whose first number says which of two buttons lights them; a level has two numbers, the second 0.2 or more.
struct Lamps: LevelledEnvironment {
  struct Configuration: EnvironmentConfiguration {}

  static let levelSize = 2
  static let steps = 4

  let configuration: Configuration
  var generator = RandomGenerator(seed: 0)
  private var level: [Float]?
  private var hue: Float = 0
  private var elapsed = 0

  init(_ configuration: Configuration = Configuration()) { self.configuration = configuration }

  let observationSpace = Box<Float>(low: 0, high: 1, shape: [1])
  let actionSpace = Discrete(2)

  static func drawLevel(_ configuration: Configuration, using generator: inout RandomGenerator) -> [Float] {
    [Float(generator.random()), Float(generator.uniform(0.4, 0.6))]
  }

  mutating func setLevel(_ level: [Float]?) throws(ConfigurationError) {
    try level?.requireLevel(size: 2)
    if let level, level[1] < 0.2 { throw ConfigurationError("\(level[1]) is too dark.") }
    self.level = level
  }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    hue = level?[0] ?? Self.drawLevel(configuration, using: &generator)[0]
    elapsed = 0
    observation[0] = hue
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    elapsed += 1
    observation[0] = hue
    let reward = action[0] == (hue > 0.5 ? 1 : 0) ? 1.0 : 0
    return elapsed < Self.steps ? .running(reward: reward) : .terminated(reward: reward)
  }

  /// It lights all but the brightest lamps.
  static var heuristic: any Policy {
    ScriptedPolicy(observing: Float.self, acting: Int.self) { (0.5...0.8).contains($0[0]) ? 1 : 0 }
  }

  static var task: LevelledTask { LevelledTask(Lamps.self, Configuration(), timeLimit: nil) { heuristic } }
}
