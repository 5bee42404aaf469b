import Foundation
import Raster
import Viewer

/// An adaptation to one task that can be drawn: what is predicted after some numbers of gradient steps.
protocol AdaptationShow {
  /// The task in words.
  var title: String { get }
  /// The numbers of gradient steps, one for each picture of a film.
  var gradientSteps: [Int] { get }

  /// Returns a picture of what is predicted after one of the numbers of steps; `nil` for all in one.
  func picture(_ index: Int?) -> any Drawable
}

extension AdaptationShow {
  /// A number of gradient steps in words.
  static func label(_ steps: Int) -> String {
    steps == 0 ? "before" : "after \(NumberFormat.count(steps, "step"))"
  }

  /// Draws all steps into one picture, or one after the other into a film.
  func record(to url: URL) throws {
    let isPicture = try VideoFormat(of: url) == .png
    let pictures = isPicture ? [picture(nil)] : gradientSteps.indices.map { picture($0) }
    let size = pictures[0].frameSize
    let (width, height) = (Int(size.width * 2), Int(size.height * 2))
    let pace = 20.0
    let writer = try VideoWriter(to: url, width: width, height: height, framesPerSecond: pace)
    for picture in pictures {
      var canvas = Canvas(width: width, height: height, fonts: try FontSet.bundled())
      canvas.draw(picture)
      for _ in 0..<(isPicture ? 1 : Int(pace)) { try writer.append(canvas) }
    }
    try writer.finish()
    Terminal.write("Recorded \(isPicture ? "a picture" : "one step after the other") to \(url.relativePath).")
  }
}

/// A window that shows how a learner bends to one task after the other.
struct AdaptationWindow {
  /// The title of the window.
  let title: String
  /// The seed of the first task; those of the next ones follow.
  let seed: UInt64
  /// Makes the show of the task of a seed.
  let show: (UInt64) throws -> any AdaptationShow

  /// The number of steps per second.
  private static let pace = 1.0
  /// The number of steps for which the last picture stays.
  private static let pause = 3

  /// Opens the window, until it is closed.
  func open() throws {
    var (current, task, step) = (try show(seed), seed, 0)
    var loop = WindowLoop(
      title: title, frameSize: current.picture(nil).frameSize, framesPerSecond: Self.pace, fonts: try .bundled())
    loop.overlay.notice = Self.notice(current, step)
    let interrupt = Interrupt()
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      var isNext = tick.isRestartRequested
      for _ in 0..<tick.stepCount {
        step += 1
        isNext = isNext || step >= current.gradientSteps.count + Self.pause
      }
      if isNext {
        (task, step) = (task &+ 1, 0)
        current = try show(task)
      }
      tick.overlay.notice = Self.notice(current, step)
      tick.draw(current.picture(min(step, current.gradientSteps.count - 1)))
    }
  }

  private static func notice(_ show: some AdaptationShow, _ step: Int) -> String {
    let steps = show.gradientSteps[min(step, show.gradientSteps.count - 1)]
    return type(of: show).label(steps) + (step >= show.gradientSteps.count ? " · the next task follows" : "")
  }
}
