import Agents
import ArgumentParser
import Environments
import Foundation
import Raster
import Simulation
import Training

/// The two figures of `agents/Tabular/README.md`, after example 6.6 of Sutton and Barto's book.
struct CliffFigure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cliff-figure",
    abstract: "Draws Q-learning and SARSA on the cliff, while they explore and once they have learned.")

  @Argument(help: "The folder of the pictures.") var folder = "Benchmarks/pictures"
  @Option(help: "How many runs the curves are the mean of.") var runs = 200
  @Option(help: "How many episodes the paths are learned from.") var episodes = 20_000

  func run() throws {
    let folder = URL(filePath: folder)
    let experiments = TemporalDifferenceTarget.allCases.map {
      CliffExperiment(target: $0, runs: runs, pathEpisodes: episodes)
    }
    try drawCurves(experiments, to: folder.appending(path: "cliff-curves.png"))
    try drawPaths(experiments.filter { $0.target != .expectedSarsa }, to: folder.appending(path: "cliff-paths.png"))
  }
}

/// One agent on the cliff, episode after episode.
private struct CliffExperiment {
  let target: TemporalDifferenceTarget
  let runs: Int
  let pathEpisodes: Int
  let episodes = 500

  /// The mean return of each episode while the agent explores, over all runs.
  func meanReturns() -> [Double] {
    var sums = [Double](repeating: 0, count: episodes)
    for run in 0..<runs {
      for (episode, episodeReturn) in returns(seed: UInt64(run), learningRate: .constant(0.5)).enumerated() {
        sums[episode] += episodeReturn
      }
    }
    return sums.map { $0 / Double(runs) }
  }

  /// The tiles that the best actions lead over, after a long run whose step size shrinks.
  func greedyPath() -> [Int] {
    var cliff = CliffWalking()
    var agent = makeAgent(learningRate: .exponential(from: 0.5, to: 0.005, fraction: 1))
    _ = play(&agent, episodes: pathEpisodes, seed: 0)
    var policy = agent.greedyPolicy
    var generator = RandomGenerator(seed: 0)
    var state: Int = cliff.reset(seed: 0)
    var path = [state]
    var actions = RowBuffer([0])
    while path.count < 100 {
      policy.act(on: RowBuffer([state]), into: &actions, using: &generator)
      let step: Step<Int> = cliff.step(actions[0, as: Int.self])
      state = step.observation
      path.append(state)
      if step.status.isFinished { break }
    }
    return path
  }

  private func returns(seed: UInt64, learningRate: Schedule) -> [Double] {
    var agent = makeAgent(learningRate: learningRate)
    return play(&agent, episodes: episodes, seed: seed)
  }

  private func makeAgent(learningRate: Schedule) -> TabularAgent {
    var configuration = TabularConfiguration()
    configuration.discount = 1
    configuration.learningRate = learningRate
    configuration.epsilon = .constant(0.1)
    return TabularAgent(
      target, encoder: .categories(counts: [48], starts: [0]), actionCount: 4, environmentCount: 1,
      configuration: configuration)
  }

  private func play(_ agent: inout TabularAgent, episodes: Int, seed: UInt64) -> [Double] {
    let environments = VectorTask(count: 1) { _ in CliffWalking() }
    var transitions = Transitions(environments)
    var statistics = EpisodeStatistics(count: 1)
    var generator = RandomGenerator(seed: seed)
    var returns: [Double] = []
    environments.reset(seed: seed, into: &transitions.outcome)
    while returns.count < episodes {
      agent.advance(to: Double(returns.count) / Double(episodes))
      transitions.advance()
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
      statistics.update(with: transitions.outcome)
      returns += statistics.finished.map(\.episodeReturn)
    }
    return returns
  }
}

/// The curves of the book's figure: the sum of rewards during an episode.
private func drawCurves(_ experiments: [CliffExperiment], to url: URL) throws {
  let series = experiments.map { experiment in
    let returns = experiment.meanReturns()
    let points = returns.indices.filter { $0 >= 5 }.map { episode in
      let window = returns[max(0, episode - 4)...episode]
      return Point(Double(episode), max(-100, Array(window).mean))
    }
    return LinePlot.Series(label: experiment.target.rawValue, points: points)
  }
  let plot = LinePlot(
    title: "Walking the cliff while exploring",
    subtitle: "ε = 0.1, α = 0.5, mean of \(experiments.first?.runs ?? 0) runs, running mean of 5 episodes",
    xLabel: "episode",
    yLabel: "sum of rewards during the episode", series: series)
  try render(plot, zoom: 1.5, fonts: .bundled()).writePNG(to: url)
}

/// The board with the paths that the best actions take.
private func drawPaths(_ experiments: [CliffExperiment], to url: URL) throws {
  var cliff = CliffWalking()
  let _: Int = cliff.reset(seed: 0)
  var canvas = Canvas(
    width: Int(cliff.frameSize.width), height: Int(cliff.frameSize.height), fonts: try .bundled())
  canvas.draw(cliff)
  for (index, experiment) in experiments.enumerated() {
    let path = experiment.greedyPath()
    // Side by side where both go the same way.
    let shift = Double(index) * 10 - 5
    let points = path.map { tile in
      let center = CliffWalking.center(ofTile: tile)
      return Point(center.x + shift, center.y + shift)
    }
    let color = LinePlot.palette[index]
    canvas.stroke(.polyline(points), color, width: 6)
    draw("\(experiment.target.rawValue): \(path.count - 1) steps", color, at: points[points.count / 2], on: &canvas)
  }
  try canvas.writePNG(to: url)
}

/// A label on a plate in the middle of a path.
private func draw(_ label: String, _ color: Color, at point: Point, on canvas: inout Canvas) {
  let width = canvas.measure(label, size: 16, weight: .semiBold).width + 20
  let plate = Rectangle(x: point.x - width / 2, y: point.y - 13, width: width, height: 26)
  canvas.fillRoundedRectangle(plate, cornerRadius: 13, .white)
  canvas.drawText(
    label, at: point, size: 16, weight: .semiBold, color: color, alignment: .center, baseline: .middle)
}
