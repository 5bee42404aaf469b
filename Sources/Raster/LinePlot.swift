/// A chart of curves over a common axis, such as those of returns, losses or speeds.
public struct LinePlot: Hashable, Sendable {
  /// A series: one curve of the chart.
  public struct Series: Hashable, Sendable {
    /// The name in the legend; a series without one has no entry there.
    public var label: String
    /// The curve's points, in the order they are joined; a point that is not finite leaves a gap.
    public var points: [Point]
    /// The shaded band at each point; empty for no band.
    public var bands: [Band]
    /// The curve's colour; `nil` takes the next of the palette.
    public var color: Color?

    /// A curve through `points`.
    ///
    /// - Precondition: There are no bands, or as many as points.
    public init(label: String = "", points: [Point], bands: [Band] = [], color: Color? = nil) {
      precondition(
        bands.isEmpty || bands.count == points.count,
        "\(points.count) points need as many bands, not \(bands.count)")
      self.label = label
      self.points = points
      self.bands = bands
      self.color = color
    }

    /// A curve through `points`, with a band as far above as below each, such as the standard deviation.
    ///
    /// - Precondition: There are as many deviations as points.
    public init(label: String = "", points: [Point], deviations: [Double], color: Color? = nil) {
      precondition(
        deviations.count == points.count,
        "\(points.count) points need as many deviations, not \(deviations.count)")
      self.init(
        label: label, points: points,
        bands: zip(points, deviations).map { Band(from: $0.y - $1, to: $0.y + $1) }, color: color)
    }
  }

  /// The lower and upper end of a band at a point.
  public struct Band: Hashable, Sendable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// A band between two heights; at a point where either is not finite, it is not drawn.
    public init(from lower: Double, to upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// A level that matters, drawn across the chart.
  public struct Threshold: Hashable, Sendable {
    /// The height of the line.
    public var value: Double
    /// The text on the line.
    public var label: String

    /// A line at `value`.
    public init(_ value: Double, label: String = "") {
      self.value = value
      self.label = label
    }
  }

  /// The title above the chart.
  public var title: String
  /// The subtitle below the title, smaller.
  public var subtitle: String
  /// The label of the x axis.
  public var xLabel: String
  /// The label of the y axis.
  public var yLabel: String
  /// The curves; later ones lie over earlier ones.
  public var series: [Series]
  /// The level that matters.
  public var threshold: Threshold?
  /// The picture's size in logical units, title and axes included.
  public var frameSize = Size(720, 420)

  /// A chart of `series`.
  public init(
    title: String, subtitle: String = "", xLabel: String, yLabel: String, series: [Series],
    threshold: Threshold? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.threshold = threshold
  }

  /// Colours that remain apart for colour-blind readers and in print.
  public static let palette = [
    Color(0x1F77B4), Color(0xE4572E), Color(0x2A9D6F), Color(0x8E5EA2), Color(0xE0A100), Color(0x5C6B73),
  ]

  func color(of index: Int) -> Color {
    series[index].color ?? LinePlot.palette[index % LinePlot.palette.count]
  }
}

/// A stretch of an axis and the round numbers on it.
struct PlotAxis: Hashable {
  let lower: Double
  let upper: Double
  let step: Double

  /// An axis that shows all `values`, with about `tickCount` marks.
  ///
  /// - Parameter endsOnTicks: True if the ends are moved outwards to round numbers.
  init(showing values: some Sequence<Double>, tickCount: Int, endsOnTicks: Bool) {
    var least = Double.infinity
    var greatest = -Double.infinity
    for value in values where value.isPlottable {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    if least > greatest { (least, greatest) = (0, 1) }
    if least == greatest {
      let margin = least == 0 ? 1 : abs(least) * 0.1
      (least, greatest) = (least - margin, greatest + margin)
    }
    step = PlotAxis.roundStep((greatest - least) / Double(tickCount))
    lower = endsOnTicks ? (least / step).rounded(.down) * step : least
    upper = endsOnTicks ? (greatest / step).rounded(.up) * step : greatest
  }

  /// The round numbers between the ends.
  var ticks: [Double] {
    let first = Int((lower / step - 1e-6).rounded(.up))
    let last = Int((upper / step + 1e-6).rounded(.down))
    return (first...max(first, last)).map { Double($0) * step }
  }

  /// Returns the position of `value` along the axis: 0 at the lower end, 1 at the upper.
  func position(of value: Double) -> Double {
    (value - lower) / (upper - lower)
  }

  /// The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `rough`.
  private static func roundStep(_ rough: Double) -> Double {
    guard rough.isFinite, rough > 1e-300 else { return 1 }
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let factor = [1, 2, 2.5, 5].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
    return factor * power
  }
}

extension Double {
  /// True if the number can be shown beside others: differences of larger ones would be infinite.
  var isPlottable: Bool { abs(self) <= 1e300 }
}
