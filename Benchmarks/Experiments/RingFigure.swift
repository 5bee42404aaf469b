import Agents
import ArgumentParser
import Foundation
import NeuralNet
import Raster
import Simulation

/// The figure of `agents/Generative/README.md`.
struct RingFigure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ring-figure",
    abstract: "Draws what generators and an autoencoder make of eight normal distributions around a circle.",
    discussion: "Prints how many of the distributions they find.")

  @Argument(help: "The folder of the picture.") var folder = "Benchmarks/pictures"
  @Option(help: "How many updates each makes.") var updates = 8000

  func run() throws {
    let panels = panels()
    for panel in panels { show(panel.row) }
    try draw(panels).writePNG(to: URL(filePath: folder).appending(path: "ring.png"))
  }

  private func panels() -> [Panel] {
    var random = RandomGenerator(seed: 2)
    return [
      Panel(title: "drawn", samples: RingOfGaussians.samples(1500, using: &random)),
      Panel(title: "non-saturating", samples: gan(updates: updates) { $0.gradientPenalty = 0.1 }),
      Panel(
        title: "Wasserstein",
        samples: gan(updates: updates) {
          $0.loss = .wasserstein
          $0.gradientPenalty = 1
          $0.discriminatorUpdates = 3
        }),
      Panel(
        title: "spectral normalization",
        samples: gan(updates: updates) {
          $0.gradientPenalty = 0
          $0.spectralNormalization = true
        }),
      Panel(title: "autoencoder", samples: autoencoder(updates: updates)),
    ]
  }

  private func draw(_ panels: [Panel]) throws -> Canvas {
    let zoom = 2.0
    var canvas = Canvas(
      width: Int(zoom * Panel.size.width) * panels.count, height: Int(zoom * Panel.size.height),
      fonts: try .bundled())
    canvas.clear(.white)
    canvas.withTransform(.scale(zoom, zoom)) { canvas in
      for (index, panel) in panels.enumerated() {
        panel.draw(on: &canvas, at: Point(Double(index) * Panel.size.width, 0))
      }
    }
    return canvas
  }
}

/// A panel of the figure: samples below their title.
private struct Panel {
  let title: String
  let samples: [Float]

  static let size = Size(240, 270)

  func draw(on canvas: inout Canvas, at origin: Point) {
    let middle = Point(origin.x + 120, origin.y + 145)
    canvas.drawText(title, at: Point(middle.x, origin.y + 20), size: 14, color: Color(0x20242C), alignment: .center)
    for row in 0..<samples.count / 2 {
      let (x, y) = (42 * Double(samples[2 * row]), 42 * Double(samples[2 * row + 1]))
      guard max(abs(x), abs(y)) < 118 else { continue }
      canvas.fillCircle(
        center: Point(middle.x + x, middle.y - y), radius: 1.3, Color(0x2C6FBB).opacity(0.45))
    }
  }

  /// A row of a table.
  var row: String {
    let (modes, quality) = RingOfGaussians.coverage(of: samples)
    return "| \(title) | \(modes) of \(RingOfGaussians.modes) | \(Int((100 * quality).rounded())) % |"
  }
}

private func gan(updates: Int, _ change: (inout GANConfiguration) -> Void) -> [Float] {
  var configuration = GANConfiguration()
  configuration.hiddenSizes = [128, 128]
  configuration.discriminatorHiddenSizes = [128, 128]
  configuration.batchSize = 128
  configuration.instanceNoise = 0
  configuration.learningRate = .constant(5e-4)
  configuration.discriminatorLearningRate = .constant(5e-4)
  change(&configuration)
  var random = RandomGenerator(seed: 1)
  var gan = ConditionalGAN(conditionSize: 0, head: PlainHead(size: 2), configuration: configuration, using: &random)
  for update in 0..<updates {
    for _ in 0..<configuration.discriminatorUpdates {
      gan.improveDiscriminator(
        on: Tensor(RingOfGaussians.samples(128, using: &random), shape: [128, 2]),
        progress: Double(update) / Double(updates), using: &random)
    }
    gan.improveGenerator(progress: Double(update) / Double(updates), using: &random)
  }
  return gan.samples(1500, using: &random).values
}

private func autoencoder(updates: Int) -> [Float] {
  var random = RandomGenerator(seed: 1)
  var autoencoder = VariationalAutoencoder(sampleSize: 2, using: &random)
  for _ in 0..<updates {
    autoencoder.improve(
      on: Tensor(RingOfGaussians.samples(128, using: &random), shape: [128, 2]), using: &random)
  }
  return autoencoder.samples(1500, using: &random).values
}
