import Environments
import Simulation
import Testing

/// The draws of a walker's episodes, held against Gymnasium's.
@Suite("The walker's terrain")
struct BipedalWalkerTerrainTests {
  @Test(
    "Every terrain of a seed's stream is Gymnasium's, and so is the stream after it",
    arguments: [
      ("BipedalWalker-v3", false), ("BipedalWalker-v3_policy", false), ("BipedalWalkerHardcore-v3", true),
    ])
  func drawsAreExact(name: String, hardcore: Bool) throws {
    let golden = try GoldenTrajectory<Float, Float>(name)
    let generators = try #require(try GoldenIndex.load().files[name]).generators
    let points = try golden.file.array("reset_terrain", as: Double.self)
    let size = 2 * BipedalWalkerTerrain.columnCount
    for (row, seed) in golden.seeds.enumerated() {
      var generator = RandomGenerator(seed: seed)
      for (place, reset) in golden.resets.sorted(by: { $0.key[1] < $1.key[1] }) where place[0] == row {
        let terrain = BipedalWalkerTerrain(hardcore: hardcore, using: &generator)
        let ours = terrain.heights.enumerated().flatMap { column, height in
          [BipedalWalkerTerrain.position(ofColumn: column), height]
        }
        #expect(ours == Array(points[reset * size..<(reset + 1) * size]), "seed \(seed), reset after \(place[1])")
        // The push that the hull gets at the start.
        _ = generator.uniform(-5, 5)
      }
      let state = try #require(generators["\(seed)"])
      #expect(generator.bits.state == UInt128(state.state.dropFirst(2), radix: 16))
    }
  }

  @Test("A terrain has obstacles if and only if it is a hard one")
  func obstacles() {
    var generator = RandomGenerator(seed: 5)
    for _ in 0..<20 {
      #expect(BipedalWalkerTerrain(using: &generator).obstacles.isEmpty)
      let hard = BipedalWalkerTerrain(hardcore: true, using: &generator)
      #expect(!hard.obstacles.isEmpty && hard.obstacles.count <= BipedalWalkerTerrain.columnCount)
      #expect(hard.obstacles.allSatisfy { $0.left < $0.right && $0.bottom < $0.top })
      #expect(hard.heights.prefix(BipedalWalkerTerrain.startColumns).allSatisfy { $0 == hard.heights[0] })
    }
  }

  @Test("The ground does not swing without roughness")
  func smooth() {
    var generator = RandomGenerator(seed: 5)
    let terrain = BipedalWalkerTerrain(roughness: 0, using: &generator)
    #expect(terrain.heights == BipedalWalkerTerrain.level.heights)
    #expect(terrain.clouds.count == 10)
  }
}
