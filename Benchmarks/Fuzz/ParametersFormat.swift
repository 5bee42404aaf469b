import Environments
import Foundation
import Raster
import Simulation

/// Draws a chart.
func draw(_ plot: LinePlot) throws {
  var canvas = Canvas(
    width: Int(plot.frameSize.width), height: Int(plot.frameSize.height), fonts: try FontSet.bundled())
  canvas.draw(plot)
}

/// Parameters of worlds, as a configuration or a dataset brings them along: the world is stepped and drawn.
struct ParametersFormat: Format {
  let name = "parameters"

  func makeSeeds(in root: URL) throws -> [Seed] {
    try Catalog.standard.entries.filter { !$0.specification.parameters.isEmpty }.map { entry in
      let folder = root.appending(path: entry.specification.id)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let values = Dictionary(
        uniqueKeysWithValues: entry.specification.parameters.map { ($0.name, $0.defaultValue) })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(values).write(to: folder.appending(path: "parameters.json"))
      return Seed(folder: entry.specification.id, file: "parameters.json")
    }
  }

  func read(_ file: URL, of seed: Seed) throws {
    let values = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    let entry = try Catalog.standard.entry(seed.folder)
    let task = try entry.task(ConfigurationOverrides(values))
    play(on: task.makeStage())
  }

  private func play(on stage: any Stage) {
    let task = stage.specification
    var generator = RandomGenerator(seed: 0)
    var (observation, action) = (
      RowBuffer(task.observationLayout, count: 1), RowBuffer(task.actionLayout, count: 1)
    )
    var canvas = Canvas(width: 60, height: 40, fonts: try? FontSet.bundled())
    stage.reset(seed: 0, into: &observation)
    var status = EpisodeStatus.running
    for _ in 0..<20 where !status.isFinished {
      task.actionSpace.space?.sample(into: &action, using: &generator)
      status = stage.step(action, into: &observation).status
    }
    canvas.draw(stage)
  }
}
