import Agents
import Environments
import Raster

/// The picture of a dream beside the real episode.
struct DreamScene {
  let real: any Stage
  /// The stage of the dream; `nil` if its states cannot be drawn, but only their numbers.
  let dreamt: (any Stage)?
  let history: DreamHistory
  /// The last reward; `nil` before the first.
  let reward: Double?
  let horizon: Int

  private var layout: DreamLayout { DreamLayout(panel: real.frameSize) }
  private var rollout: DreamRollout { history.newest }

  func draw(on canvas: inout Canvas) {
    let layout = layout
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: layout.frame.width, height: layout.frame.height), DreamPalette.night)
    draw(real, in: layout.real, on: &canvas)
    if let dreamt {
      draw(dreamt, in: layout.dream, on: &canvas)
      drawHaze(in: layout.dream, on: &canvas)
    } else {
      DreamStrips(history: history, area: layout.dream).draw(on: &canvas)
    }
    for (panel, color) in [(layout.real, DreamPalette.real), (layout.dream, DreamPalette.dream)] {
      canvas.fillRectangle(Rectangle(x: panel.minX, y: panel.maxY, width: panel.width, height: 3), color)
    }
    canvas.drawPanel(caption, in: layout.dreamCaption)
    DreamFooter(history: history, reward: reward, layout: layout).draw(on: &canvas)
  }

  private func draw(_ stage: any Stage, in panel: Rectangle, on canvas: inout Canvas) {
    let frame = stage.frameSize
    let place = Transform2D.translation(panel.x, panel.y)
      .scaled(panel.width / frame.width, panel.height / frame.height)
    canvas.withClip(panel) { $0.withTransform(place) { stage.draw(on: &$0) } }
  }

  /// A haze that closes in from the edges as the dream departs from what happens.
  private func drawHaze(in panel: Rectangle, on canvas: inout Canvas) {
    let difference = rollout.differences[rollout.age]
    let depth = 0.2 + 0.55 * min(difference, 1)
    let color = DreamPalette.dream
    let radius = (panel.width * panel.width + panel.height * panel.height).squareRoot() / 2
    canvas.withClip(panel) { canvas in
      canvas.fillCircle(
        center: panel.center, radius: radius,
        RadialGradient(colors: [
          color.opacity(0), color.opacity(0), color.opacity(0.12 * depth), color.opacity(0.5 * depth),
          color.opacity(depth),
        ]))
    }
  }

  private var caption: OverlayContent {
    let notice =
      switch rollout.ending {
      case .over: "It dreams that it is over"
      case .lost: "The dream is lost"
      case nil: ""
      }
    return OverlayContent(
      title: "Dream", policy: "from the same state, by the same actions",
      readings: [
        .init("DREAMT STEPS", "\(rollout.age) of \(horizon)", widest: "00 of 00"),
        .init("SINCE STEP", "\(rollout.start)", widest: "0000"),
      ], notice: notice)
  }
}
