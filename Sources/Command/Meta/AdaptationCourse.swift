import FewShot
import Foundation
import Raster
import Simulation
import Training

/// The course of an adaptation to one function: its points, and the curves that are predicted after steps on them.
struct AdaptationCourse: AdaptationShow {
  /// The curves predicted after a number of gradient steps, one for each sample.
  struct Curve {
    let gradientSteps: Int
    let samples: [[Point]]
  }

  /// The method and the function in words.
  let title: String
  /// The support points.
  let points: [Point]
  /// The function itself.
  let truth: [Point]
  let curves: [Curve]

  /// The number of places at which curves are drawn.
  private static let resolution = 201

  /// Draws a task, and adapts to it.
  init(
    of learner: any MetaLearner, named name: String, on family: any FunctionFamily, _ examination: MetaExamination
  ) {
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
    title = "\(name) on \(function?.formula ?? family.name)"
    points = zip(task.support.inputs, task.support.targets).map { Point(Double($0), Double($1)) }
    truth = places.map { Point($0, function?($0) ?? .nan) }
    curves = learner.predictions(for: batch, examination.adaptation, using: &generator).map { prediction in
      Curve(
        gradientSteps: prediction.gradientSteps,
        samples: prediction.samples.map { zip(places, $0).map { Point($0, Double($1)) } })
    }
  }

  var gradientSteps: [Int] { curves.map(\.gradientSteps) }

  func picture(_ index: Int?) -> any Drawable { plot(index.map { [curves[$0]] } ?? curves) }

  private func plot(_ curves: [Curve]) -> LinePlot {
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
}
