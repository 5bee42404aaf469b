import FewShot
import Foundation
import Raster
import Simulation
import Training

/// The course of an adaptation to one function: its points, and the curves that are predicted after steps on them.
struct AdaptationCourse {
  /// The curves predicted after a number of gradient steps, one for each sample.
  struct Curve {
    let gradientSteps: Int
    let samples: [[Point]]
  }

  /// The function in words.
  let formula: String
  /// The support points.
  let points: [Point]
  /// The function itself.
  let truth: [Point]
  let curves: [Curve]

  /// The number of places at which curves are drawn.
  private static let resolution = 201

  /// Draws a task, and adapts to it.
  init(of learner: any MetaLearner, on family: any FunctionFamily, _ examination: MetaExamination) {
    var generator = RandomGenerator(seed: examination.seed)
    var task = family.task(examination.size, from: examination.part, using: &generator)
    let (low, high) = (family.inputs.lowerBound, family.inputs.upperBound)
    let places = (0..<Self.resolution).map { low + (high - low) * Double($0) / Double(Self.resolution - 1) }
    let function = task.function
    task.query = ExampleSet(
      inputs: places.map { Float($0) }, targets: places.map { Float(function?($0) ?? .nan) })
    var size = examination.size
    size.queries = places.count
    let batch = TaskBatch([task], of: family, size)
    formula = function?.formula ?? family.name
    points = zip(task.support.inputs, task.support.targets).map { Point(Double($0), Double($1)) }
    truth = places.map { Point($0, function?($0) ?? .nan) }
    curves = learner.predictions(for: batch, examination.adaptation, using: &generator).map { prediction in
      Curve(
        gradientSteps: prediction.gradientSteps,
        samples: prediction.samples.map { zip(places, $0).map { Point($0, Double($1)) } })
    }
  }

  /// The mean squared error of a curve, the mean of its samples, on the whole range.
  func error(of curve: Curve) -> Double {
    let squares = truth.indices.map { index in
      let mean = curve.samples.reduce(0) { $0 + $1[index].y } / Double(curve.samples.count)
      return (mean - truth[index].y) * (mean - truth[index].y)
    }
    return squares.reduce(0, +) / Double(squares.count)
  }

  /// Draws all curves into one picture, or one after the other into a film.
  func record(titled title: String, to url: URL) throws {
    let isPicture = try VideoFormat(of: url) == .png
    let fonts = try FontSet.bundled()
    let size = plot(titled: title, curves).frameSize
    let (width, height) = (Int(size.width * 2), Int(size.height * 2))
    let pace = 20.0
    let writer = try VideoWriter(to: url, width: width, height: height, framesPerSecond: pace)
    for frame in isPicture ? [curves] : curves.map({ [$0] }) {
      var canvas = Canvas(width: width, height: height, fonts: fonts)
      canvas.draw(plot(titled: title, frame))
      for _ in 0..<(isPicture ? 1 : Int(pace)) { try writer.append(canvas) }
    }
    try writer.finish()
    Terminal.write("Recorded \(isPicture ? "the curves" : "one curve after the other") to \(url.relativePath).")
  }

  private func plot(titled title: String, _ curves: [Curve]) -> LinePlot {
    let shown = curves.flatMap { curve in
      curve.samples.enumerated().map { index, points in
        LinePlot.Series(label: index == 0 ? Self.label(curve.gradientSteps) : "", points: points)
      }
    }
    // A point between gaps is drawn as a dot.
    let dots = points.flatMap { [$0, Point(.nan, .nan)] }
    return LinePlot(
      title: title, subtitle: "what is predicted from \(NumberFormat.count(points.count, "point"))", xLabel: "x",
      yLabel: "y",
      series: [LinePlot.Series(label: "the function", points: truth, color: Color(0x8A94A3))] + shown
        + [LinePlot.Series(label: "points", points: dots, color: Color(0x1B2430))])
  }

  private static func label(_ steps: Int) -> String {
    steps == 0 ? "before" : "after \(NumberFormat.count(steps, "step"))"
  }
}
