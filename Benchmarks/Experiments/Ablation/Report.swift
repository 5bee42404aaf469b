import Foundation
import Raster

/// Tables and a picture of runs.
struct Report {
  let runs: [Run]
  let arms: [Arm]
  let threshold: Double

  private func runs(of arm: Arm) -> [Run] { runs.filter { $0.arm == arm.letter }.sorted { $0.seed < $1.seed } }

  /// Steps until a run reached the threshold; those of a whole run if it never did.
  private func steps(_ run: Run) -> Double { Double(run.stepsToReach(threshold) ?? run.steps.last ?? 0) }

  /// The mean of a run's last three evaluations.
  private func final(_ run: Run) -> Double { Array(run.returns.suffix(3)).mean }

  func table() -> String {
    var lines = [
      "| arm | seeds | reached | steps to \(Int(threshold)): interquartile mean (95 %) | median | of A (95 %) | final return | interquartile mean (95 %) | seconds |",
      "|---|---|---|---|---|---|---|---|---|",
    ]
    let plain = arms.first.map(runs(of:)) ?? []
    for arm in arms {
      let own = runs(of: arm)
      guard !own.isEmpty else { continue }
      let (steps, finals) = (own.map(steps), own.map(final))
      let estimate = Estimate(own.count) { $0.map { steps[$0] }.interquartileMean }
      let finalEstimate = Estimate(own.count) { $0.map { finals[$0] }.interquartileMean }
      lines.append(
        "| \(arm.letter): \(arm.name) | \(own.count) | \(own.count { $0.stepsToReach(threshold) != nil }) | "
          + "\(text(estimate, 0)) | \(Int(steps.median)) | \(ratio(own, plain)) | "
          + String(format: "%.1f ± %.1f", finals.mean, finals.standardError)
          + " | \(text(finalEstimate, 1)) | " + String(format: "%.1f |", own.map(\.seconds).median))
    }
    return lines.joined(separator: "\n")
  }

  /// The interquartile mean of the steps, in units of that of the same seeds of another arm.
  private func ratio(_ own: [Run], _ plain: [Run]) -> String {
    let pairs = own.compactMap { run in plain.first { $0.seed == run.seed }.map { (steps(run), steps($0)) } }
    guard pairs.count == own.count else { return "" }
    let estimate = Estimate(pairs.count) { rows in
      rows.map { pairs[$0].0 }.interquartileMean / rows.map { pairs[$0].1 }.interquartileMean
    }
    return String(format: "%.2f (%.2f to %.2f)", estimate.value, estimate.low, estimate.high)
  }

  private func text(_ estimate: Estimate, _ digits: Int) -> String {
    String(format: "%.\(digits)f (%.\(digits)f to %.\(digits)f)", estimate.value, estimate.low, estimate.high)
  }

  /// Learning curves: the interquartile mean over the seeds, with its interval.
  func drawCurves(title: String, to url: URL) throws {
    let series = arms.compactMap { arm -> LinePlot.Series? in
      let own = runs(of: arm)
      guard let first = own.first else { return nil }
      let estimates = first.steps.indices.map { index in
        Estimate(own.count, resamples: 400) { rows in
          rows.map { own[$0].returns[min(index, own[$0].returns.count - 1)] }.interquartileMean
        }
      }
      return LinePlot.Series(
        label: "\(arm.letter): \(arm.name)",
        points: zip(first.steps, estimates).map { Point(Double($0), $1.value) },
        bands: estimates.map { LinePlot.Band(from: $0.low, to: $0.high) })
    }
    let plot = LinePlot(
      title: title, subtitle: "interquartile mean over \(Set(runs.map(\.seed)).count) seeds and its 95 % interval",
      xLabel: "environment steps", yLabel: "return", series: series,
      threshold: LinePlot.Threshold(threshold, label: "threshold"))
    var canvas = Canvas(
      width: Int(plot.frameSize.width * 2), height: Int(plot.frameSize.height * 2), fonts: try .bundled())
    canvas.draw(plot)
    try canvas.writePNG(to: url)
  }
}
