import Files
import Foundation
import Raster
import Safetensors

extension RunFolder {
  /// Writes what a meta-learner has learned, with what is needed to use it elsewhere.
  func write(learned learner: any MetaLearner, as kind: PolicyKind, steps: Int) throws {
    var writer = SafetensorsWriter(metadata: configuration.policyMetadata(steps: steps))
    try LearnedPart(of: learner).writeCheckpoint(to: &writer, named: LearnedPart.name)
    try writer.write(to: policyURL(kind))
  }

  /// Reads what was learned in a run into a learner made by the run's settings.
  ///
  /// - Throws: `RunFolderError` or `SafetensorsError`, if the file holds something else or is damaged.
  public func learned(_ kind: PolicyKind = .latest, by learner: any MetaLearner) throws -> any MetaLearner {
    var part = LearnedPart(of: learner)
    do {
      let file = try SafetensorsFile(contentsOf: policyURL(kind))
      try part.readCheckpoint(from: file, named: LearnedPart.name)
      try file.checkFinite()
    } catch let error as CheckpointError {
      throw RunFolderError("\(policyURL(kind).relativePath) cannot be used. \(error.description)")
    }
    return part.learner
  }

  /// Writes the evaluations and the metrics of a meta-learner's training.
  func write(_ records: [MetaRecord], _ metrics: MetricsTable) throws {
    let encoder = Self.encoder
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(records), to: Self.evaluationsName)
    try write(Data(metrics.csv.utf8), to: Self.metricsName)
  }

  /// Draws the curves of the scores; a run goes on without where the fonts are missing.
  func drawCurve(of records: [MetaRecord]) throws {
    guard let last = records.last?.evaluation, let fonts = try? FontSet.bundled() else { return }
    let series = last.scores.indices.map { index in
      let steps = last.scores[index].gradientSteps
      return LinePlot.Series(
        label: steps == 1 ? "after 1 gradient step" : "after \(steps) gradient steps",
        points: records.map { Point(Double($0.steps), $0.evaluation.scores[index].mean) },
        deviations: records.map { $0.evaluation.scores[index].confidence })
    }
    let plot = LinePlot(
      title: "\(configuration.agent) on \(configuration.environment)",
      subtitle: "seed \(configuration.plan.seed), mean of \(last.tasks) new tasks with its 95 % interval",
      xLabel: "meta-steps", yLabel: last.measure == .accuracy ? "accuracy" : "mean squared error", series: series)
    var canvas = Canvas(
      width: Int(plot.frameSize.width * 2), height: Int(plot.frameSize.height * 2), fonts: fonts)
    canvas.draw(plot)
    try canvas.writePNG(to: curveURL)
  }
}
