import Files
import Foundation
import Raster

extension RunFolder {
  /// The file of the learning curve.
  public var curveURL: URL { url.appending(path: "curve.png") }

  /// The learning curve as far as the folder's evaluations go.
  public var curve: LinePlot { curve(of: evaluations, over: configuration.unit ?? .environmentSteps) }

  /// True if the run ended with the return at which its plan stops.
  public var hasReachedGoal: Bool { configuration.plan.isReached(by: evaluations) }

  /// The evaluations that are written down; none if their file is damaged.
  public var evaluations: [EvaluationRecord] {
    let records: [EvaluationRecord] = storedEvaluations()
    return records.allSatisfy(\.isUsable) ? records : []
  }

  /// The evaluations of a meta-learner that are written down; none if their file is damaged, or the run is another one.
  public var metaEvaluations: [MetaRecord] {
    let records: [MetaRecord] = storedEvaluations()
    return records.allSatisfy(\.isUsable) ? records : []
  }

  private func storedEvaluations<Record: Decodable>() -> [Record] {
    (try? FileContents.read(url.appending(path: Self.evaluationsName)))
      .flatMap { try? UntrustedJSON.decode([Record].self, from: $0, by: Self.decoder) } ?? []
  }

  /// Draws the learning curve; a run goes on without one where the fonts are missing.
  func drawCurve(of records: [EvaluationRecord], over unit: StepUnit) throws {
    guard !records.isEmpty, let fonts = try? FontSet.bundled() else { return }
    let plot = curve(of: records, over: unit)
    var canvas = Canvas(
      width: Int(plot.frameSize.width * 2), height: Int(plot.frameSize.height * 2), fonts: fonts)
    canvas.draw(plot)
    try canvas.writePNG(to: curveURL)
  }

  private func curve(of records: [EvaluationRecord], over unit: StepUnit) -> LinePlot {
    LinePlot(
      title: "\(configuration.agent) on \(configuration.environment)",
      subtitle: "seed \(configuration.plan.seed), mean ± standard deviation of "
        + "\(configuration.plan.evaluationEpisodes) episodes without exploration",
      xLabel: unit.rawValue, yLabel: "return",
      series: [
        LinePlot.Series(
          points: records.map { Point(Double($0.steps), $0.meanReturn) },
          deviations: records.map(\.evaluation.standardDeviation))
      ],
      threshold: configuration.rewardThreshold.map { LinePlot.Threshold($0, label: "solved") })
  }
}
