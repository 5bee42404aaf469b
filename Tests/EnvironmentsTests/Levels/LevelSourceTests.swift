import Simulation
import Synchronization
import Testing

@testable import Environments

/// Batches whose rows take their levels from a source.
@Suite("Levels from a source")
struct LevelSourceTests {
  static let settings: [(id: String, overrides: [String: String])] = [
    ("BipedalWalker-v3", [:]), ("BipedalWalkerHardcore-v3", [:]), ("BipedalWalker-v3", ["actionBins": "2"]),
    ("CarRacingFeatures-v0", ["continuous": "false"]), ("CarRacingFeatures-v0", [:]),
  ]

  @Test("Without a level all is bit for bit as usual", arguments: settings)
  func standardEpisodes(id: String, overrides: [String: String]) throws {
    let task = try Catalog.standard.entry(id).task(ConfigurationOverrides(overrides))
    let levels = try #require(task.levels)
    #expect(levels.makeVector(count: 2, levelsFrom: Levels([nil])).traces() == task.makeVector(count: 2).traces())
    let stage = try #require(task.makeStage(levelsFrom: Levels([nil])))
    #expect(stage.trace() == task.makeStage().trace())
  }

  @Test("The same levels give the same episodes, and others give others", arguments: settings)
  func levelsReproduce(id: String, overrides: [String: String]) throws {
    let task = try Catalog.standard.entry(id).task(ConfigurationOverrides(overrides))
    let levels = try #require(task.levels)
    var generator = RandomGenerator(seed: 1)
    let drawn = (0..<8).map { _ in levels.draw(&generator) }
    #expect(drawn.allSatisfy { $0.count == levels.size && levels.isValid($0) })
    let traces = levels.makeVector(count: 2, levelsFrom: Levels(drawn)).traces()
    #expect(traces == levels.makeVector(count: 2, levelsFrom: Levels(drawn)).traces())
    #expect(traces != levels.makeVector(count: 2, levelsFrom: Levels(drawn.reversed())).traces())
  }

  @Test("A source is asked in the order of the rows, and again where an episode ended")
  func theOrder() throws {
    let source = Levels([nil])
    let task = try Catalog.standard.entry("BipedalWalker-v3").task()
    let environments = try #require(task.levels).makeVector(count: 3, levelsFrom: source)
    let traces = environments.traces(Play(steps: 400))
    let ends = traces.map(\.ends.count).reduce(0, +)
    #expect(source.rows.prefix(3) == [0, 1, 2])
    #expect(ends > 0 && source.rows.count == 3 + ends)
  }

  @Test("Whoever has no levels says so")
  func tasksWithoutLevels() throws {
    let task = try Catalog.standard.entry("CartPole-v1").task()
    #expect(task.levels == nil)
    #expect(task.makeStage(levelsFrom: Levels([nil])) == nil)
  }
}

/// Hands out some levels again and again.
private final class Levels: LevelSource {
  private let levels: [[Float]?]
  private let asked = Mutex<[Int]>([])

  init(_ levels: [[Float]?]) { self.levels = levels }

  /// For which rows levels were asked.
  var rows: [Int] { asked.withLock(\.self) }

  func level(forRow row: Int) -> [Float]? {
    asked.withLock {
      $0.append(row)
      return levels[($0.count - 1) % levels.count]
    }
  }
}
