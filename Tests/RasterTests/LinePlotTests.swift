import Foundation
import Testing

@testable import Raster

struct LinePlotTests {
  /// A curve that rises and flattens out, with ripples.
  private func curve(_ rate: Double) -> [Point] {
    (0...60).map { index in
      let x = Double(index) / 60
      return Point(x * 200_000, -220 + 460 * (1 - exp(-rate * x)) + 14 * sin(Double(index) * 1.7))
    }
  }

  @Test func theChartLooksAsItDid() throws {
    let deviations = (0...60).map { 20 + 60 * exp(-Double($0) / 20) }
    let plot = LinePlot(
      title: "LunarLander-v3", subtitle: "Mean ± standard deviation over 5 seeds",
      xLabel: "environment steps",
      yLabel: "return",
      series: [
        .init(label: "DQN", points: curve(4), deviations: deviations),
        .init(label: "Double DQN", points: curve(2), deviations: deviations),
      ], threshold: .init(200, label: "solved at 200"))
    try TestPictures.expectGolden(render(plot, zoom: 0.75, fonts: .bundled()), "chart")
  }

  @Test func axesEndOnRoundNumbers() {
    let axis = PlotAxis(showing: [-213, 251], tickCount: 6, endsOnTicks: true)
    #expect(axis.ticks == [-300, -200, -100, 0, 100, 200, 300])
    #expect(axis.position(of: 0) == 0.5)
    let steps = PlotAxis(showing: [0, 200_000], tickCount: 7, endsOnTicks: false)
    #expect(steps.ticks == [0, 50_000, 100_000, 150_000, 200_000])
  }

  @Test func axesTakeWhatIsFinite() {
    #expect(PlotAxis(showing: [], tickCount: 5, endsOnTicks: true).ticks.count > 2)
    #expect(PlotAxis(showing: [.nan, 3, .infinity], tickCount: 5, endsOnTicks: true).ticks.contains(3))
    #expect(PlotAxis(showing: [0, 0], tickCount: 4, endsOnTicks: true).ticks == [-1, -0.5, 0, 0.5, 1])
  }

  @Test func curvesWithGapsAndWithoutPointsAreDrawn() throws {
    let points = [Point(0, 1), Point(1, 2), Point(2, .nan), Point(3, 1.5)]
    let plot = LinePlot(
      title: "Gaps", xLabel: "", yLabel: "",
      series: [.init(points: points), .init(label: "none", points: [])])
    let canvas = try render(plot, fonts: .bundled())
    #expect(canvas.pixels.contains(LinePlot.palette[0]))
  }
}
