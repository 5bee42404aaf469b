import FewShot
import Foundation
import Raster
import Simulation
import Training

/// The course of an adaptation to classes of pictures: support pictures, and the classes that queries are taken for.
struct ClassificationCourse: AdaptationShow {
  /// The classes that queries are taken for after a number of gradient steps: query by query, class after class.
  struct Answers {
    let gradientSteps: Int
    let classes: [Int]
    /// The probability of the class that a query is taken for.
    let confidences: [Double]
  }

  let title: String
  let size: TaskSize
  /// The side of a picture in pixels.
  let side: Int
  /// The support pictures' pixels, from 0 to 1, class after class.
  let support: [Float]
  /// Those of the queries.
  let queries: [Float]
  let answers: [Answers]

  /// The number of queries of a class.
  private static let queryCount = 5

  /// Draws a task, and adapts to it.
  init(
    of learner: any MetaLearner, named name: String, on family: any ClassFamily, _ examination: MetaExamination
  ) {
    var (generator, size) = (RandomGenerator(seed: examination.seed), examination.size)
    size.queries = min(size.queries, Self.queryCount)
    let task = family.task(size, from: examination.part, using: &generator)
    let batch = TaskBatch([task], of: family, size)
    title = "\(name) on \(size.ways) classes of \(family.name), \(NumberFormat.count(size.shots, "shot"))"
    (self.size, side) = (size, family.inputShape[2])
    (support, queries) = (task.support.inputs, task.query.inputs)
    answers = learner.predictions(for: batch, examination.adaptation, using: &generator).map { prediction in
      let logits = prediction.mean
      let rows = (0..<size.ways * size.queries).map { logits[$0 * size.ways..<($0 + 1) * size.ways] }
      return Answers(
        gradientSteps: prediction.gradientSteps, classes: rows.map(Self.greatest),
        confidences: rows.map { row in
          let most = Double(row.max() ?? 0)
          return 1 / row.reduce(0) { $0 + exp(Double($1) - most) }
        })
    }
  }

  private static func greatest(_ row: ArraySlice<Float>) -> Int {
    (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
  }

  var gradientSteps: [Int] { answers.map(\.gradientSteps) }

  func picture(_ index: Int?) -> any Drawable {
    ClassificationPicture(course: self, answers: answers[index ?? answers.count - 1])
  }
}

/// A picture of classes in rows: the support pictures in the class's colour, and the queries in the colour of their answer.
private struct ClassificationPicture: Drawable {
  let course: ClassificationCourse
  let answers: ClassificationCourse.Answers

  private static let tile = 48.0
  private static let gap = 8.0
  private static let margin = 20.0
  private static let header = 64.0
  private static let paper = Color(0xF6F4EF)
  private static let ink = Color(0x1B2430)
  private static let quiet = Color(0x6B7482)

  private var pitch: Double { Self.tile + Self.gap }
  private var queryStart: Double { Self.margin + Double(course.size.shots) * pitch + 2.5 * Self.gap }

  var frameSize: Size {
    Size(
      max(queryStart + Double(course.size.queries) * pitch + Self.margin - Self.gap, 400),
      Self.header + Double(course.size.ways) * pitch + Self.margin - Self.gap)
  }

  func draw(on canvas: inout Canvas) {
    canvas.clear(Self.paper)
    let right = answers.classes.indices.count { answers.classes[$0] == $0 / course.size.queries }
    let share = "\(right) of \(answers.classes.count) right"
    canvas.drawText(course.title, at: Point(Self.margin, 22), size: 13, weight: .semiBold, color: Self.ink)
    let step = answers.gradientSteps > 0 ? ", \(ClassificationCourse.label(answers.gradientSteps))" : ""
    canvas.drawText(share + step, at: Point(Self.margin, 38), size: 10.5, color: Self.quiet)
    canvas.drawText("SUPPORT", at: Point(Self.margin, 58), size: 8, weight: .semiBold, color: Self.quiet)
    canvas.drawText("QUERIES", at: Point(queryStart, 58), size: 8, weight: .semiBold, color: Self.quiet)
    for label in 0..<course.size.ways {
      let y = Self.header + Double(label) * pitch
      for shot in 0..<course.size.shots {
        let index = label * course.size.shots + shot
        drawTile(
          course.support, index, at: Point(Self.margin + Double(shot) * pitch, y), color(label), 1, on: &canvas)
      }
      for query in 0..<course.size.queries {
        let index = label * course.size.queries + query
        let place = Point(queryStart + Double(query) * pitch, y)
        let answer = answers.classes[index]
        drawTile(course.queries, index, at: place, color(answer), answers.confidences[index], on: &canvas)
        if answer != label { drawCross(at: place, on: &canvas) }
      }
    }
  }

  private func color(_ label: Int) -> Color { LinePlot.palette[label % LinePlot.palette.count] }

  /// Draws a picture as ink on paper, above a bar of a colour that is as long as the answer is sure.
  private func drawTile(
    _ pixels: [Float], _ index: Int, at corner: Point, _ color: Color, _ confidence: Double, on canvas: inout Canvas
  ) {
    let frame = Rectangle(x: corner.x, y: corner.y, width: Self.tile, height: Self.tile)
    canvas.fillRoundedRectangle(frame, cornerRadius: 4, .white)
    let (side, count) = (course.side, course.side * course.side)
    let cell = (Self.tile - 6) / Double(side)
    for pixel in 0..<count {
      let darkness = pixels[index * count + pixel]
      guard darkness > 0.02 else { continue }
      let place = Rectangle(
        x: corner.x + 3 + Double(pixel % side) * cell, y: corner.y + 2 + Double(pixel / side) * cell,
        width: cell + 0.05,
        height: cell + 0.05)
      canvas.fillRectangle(place, Self.ink.opacity(Double(darkness)))
    }
    canvas.fillRectangle(
      Rectangle(x: corner.x + 3, y: corner.y + Self.tile - 4, width: (Self.tile - 6) * confidence, height: 3), color
    )
  }

  private func drawCross(at corner: Point, on canvas: inout Canvas) {
    let (right, top) = (corner.x + Self.tile - 5, corner.y + 5)
    canvas.line(from: Point(right - 7, top), to: Point(right, top + 7), Color(0xC0392B), width: 2)
    canvas.line(from: Point(right - 7, top + 7), to: Point(right, top), Color(0xC0392B), width: 2)
  }
}
