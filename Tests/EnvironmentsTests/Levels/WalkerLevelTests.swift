import Raster
import Simulation
import Testing

@testable import Environments

/// Terrains as vectors.
@Suite("The walker's levels")
struct WalkerLevelTests {
  typealias Terrain = BipedalWalkerTerrain

  @Test(
    "A drawn level has the obstacles of the terrain that Gymnasium draws, and nearly its ground", arguments: 0..<20)
  func drawnLevelsAreDesigned(seed: UInt64) throws {
    var (one, other) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed))
    let drawn = Terrain(hardcore: true, using: &one)
    let made = try Terrain(level: Terrain.drawLevel(hardcore: true, using: &other))
    #expect(made.heights.count == drawn.heights.count)
    #expect(made.obstacles.count >= drawn.obstacles.count - 8)
    for (box, original) in zip(made.obstacles, drawn.obstacles) {
      #expect(box.kind == original.kind && abs(box.left - original.left) < 1e-9)
      #expect(abs(box.right - original.right) < 1e-9 && abs(box.top - original.top) < 0.1)
    }
    let distances = zip(made.heights, drawn.heights).map { abs($0 - $1) }
    #expect(distances.reduce(0, +) / Double(distances.count) < 0.1)
  }

  @Test("A drawn level of the easy walk has no obstacles, and nearly the ground that Gymnasium draws")
  func easyLevels() throws {
    for seed: UInt64 in 0..<20 {
      var (one, other) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed))
      let drawn = Terrain(using: &one)
      let made = try Terrain(level: Terrain.drawLevel(hardcore: false, using: &other))
      #expect(made.obstacles.isEmpty)
      let distance = zip(made.heights, drawn.heights).map { abs($0 - $1) }.max() ?? 1
      #expect(distance < 0.3)
    }
  }

  @Test("Any vector is a terrain, and what is read from it makes the same obstacles again")
  func roundTrip() throws {
    var generator = RandomGenerator(seed: 7)
    for _ in 0..<200 {
      let terrain = try Terrain(level: (0..<Terrain.levelSize).map { _ in Float(generator.random()) })
      try terrain.validate()
      #expect(terrain.heights.count == Terrain.columnCount)
      let start = terrain.heights.prefix(Terrain.startColumns)
      #expect(start.allSatisfy { $0 == Terrain.startHeight })
      #expect(terrain.obstacles.allSatisfy { $0.left >= Terrain.position(ofColumn: Terrain.startColumns) - 1e-9 })
      let again = try Terrain(level: terrain.level { 0.5 })
      for (box, original) in zip(again.obstacles, terrain.obstacles) {
        #expect(box.kind == original.kind && abs(box.left - original.left) < 1e-9)
      }
      #expect(abs(again.obstacles.count - terrain.obstacles.count) <= 4)
    }
  }

  @Test("Writing and reading a drawn level gives the same terrain, whatever is chosen among like numbers")
  func choicesDoNotMatter() throws {
    var generator = RandomGenerator(seed: 11)
    var drawn = Terrain(heights: [])
    drawn.redraw(hardcore: true, roughness: 1, columns: 400, using: &generator)
    let terrain = try Terrain(level: drawn.level { 0.5 })
    for _ in 0..<20 { #expect(try Terrain(level: drawn.level { Float(generator.random()) }) == terrain) }
  }

  @Test("A made terrain can be walked on and drawn")
  func drawing() throws {
    var generator = RandomGenerator(seed: 3)
    var walker = BipedalWalker()
    try walker.setLevel(Terrain.drawLevel(hardcore: true, using: &generator))
    let _: [Float] = walker.reset(seed: 1)
    let obstacle = try #require(walker.terrain.obstacles.first)
    var motions = walker.motions
    for index in motions.indices { motions[index].position.x += Float(obstacle.left) - 6 }
    walker.motions = motions
    let picture = render(walker)
    walker.fixedTerrain = .level
    let _: [Float] = walker.reset(seed: 1)
    walker.motions = motions
    #expect(!picture.looksLike(render(walker)))
  }

  @Test("A vector of another size or with a number out of range is refused in words")
  func refusals() {
    #expect(throws: ConfigurationError("A level has 96 numbers here, not 2.")) { try Terrain(level: [0, 1]) }
    var level = [Float](repeating: 0.5, count: 96)
    level[7] = 1.5
    #expect(throws: ConfigurationError("Number 7 of a level is 1.5, but must be from 0 to 1.")) {
      var walker = BipedalWalker()
      try walker.setLevel(level)
    }
    level[7] = .nan
    #expect(throws: ConfigurationError.self) { try Terrain(level: level) }
  }
}

/// A walker that chooses among strengths.
@Suite("The walker with choices for actions")
struct DiscreteWalkerTests {
  @Test("Bins of actions make one category of them")
  func spaces() throws {
    let entry = try Catalog.standard.entry("BipedalWalker-v3")
    #expect(try entry.task(ConfigurationOverrides(["actionBins": "3"])).actionSpace == Discrete(81).descriptor)
    #expect(try entry.task().actionSpace == BipedalWalker().actionSpace.descriptor)
    #expect(try entry.task(ConfigurationOverrides(["actionBins": "3"])).heuristic == nil)
    #expect(throws: ConfigurationError("actionBins is 1, but must be 0, or from 2 to 9.")) {
      try entry.task(ConfigurationOverrides(["actionBins": "1"]))
    }
  }

  @Test("A choice drives the motors by the middles of its bins")
  func choices() {
    var configuration = BipedalWalker.Configuration()
    configuration.actionBins = 2
    var chosen = DiscreteBipedalWalker(configuration)
    var driven = BipedalWalker()
    let first: [Float] = chosen.reset(seed: 4)
    #expect(first == driven.reset(seed: 4))
    // The last motor's bins run fastest.
    let step: Step<[Float]> = chosen.step(0b0110)
    let same: Step<[Float]> = driven.step([-0.5, 0.5, 0.5, -0.5])
    #expect(step.observation == same.observation && step.reward == same.reward)
  }
}
