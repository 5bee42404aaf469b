import Demonstrations
import Foundation
import Simulation
import TestSupport
import Testing

@Suite("Datasets that travel with the library", .mayHang(inLineFor: .hdf5))
struct BundledDatasetsTests {
  @Test("are those of four tasks")
  func ids() {
    #expect(
      BundledDatasets.ids == ["bundled/car-v0", "bundled/lander-v0", "bundled/poles-v0", "bundled/walker-v0"])
  }

  @Test(
    "hold twenty episodes that earn what the heuristic earns",
    arguments: [
      ("bundled/car-v0", "CarRacingFeatures-v0", 900.0), ("bundled/lander-v0", "LunarLander-v3", 200),
      ("bundled/poles-v0", "CartPole-v1", 500), ("bundled/walker-v0", "BipedalWalker-v3", 300),
    ])
  func episodes(id: String, environment: String, atLeast least: Double) throws {
    let dataset = try MinariDataset(opening: DatasetRoot.standard.existing(id))
    let summaries = try dataset.summaries()
    #expect(dataset.metadata.environment == environment && summaries.compactMap(\.seed) == Array(0..<20))
    #expect(summaries.map(\.episodeReturn).reduce(0, +) / 20 >= least)
    _ = try dataset.demonstrations()
  }

  @Test("are small")
  func size() throws {
    let sizes = try BundledDatasets.ids.map {
      try MinariDataset(opening: #require(BundledDatasets.url(of: $0))).byteCount
    }
    #expect(sizes.reduce(0, +) < 5_000_000)
  }

  @Test("are not written to")
  func place() throws {
    let error = try #require(throws: DatasetError.self) { try DatasetRoot.standard.place(for: "bundled/poles-v0") }
    #expect(error.description.hasPrefix("Nothing is written into bundled/"))
  }

  @Test("are asked for by their nearest names")
  func nearest() throws {
    let error = try #require(throws: DatasetError.self) { try DatasetRoot.standard.existing("bundled/pole-v0") }
    #expect(error.description.contains("Did you mean 'bundled/poles-v0'?"))
  }
}
