import Training

/// Shows the progress of something long: a bar that follows the terminal's width, or elsewhere a plain line now and
/// then.
///
/// ```swift
/// var display = ProgressDisplay()
/// defer { display.finish() }
/// for step in 0..<count { display.show { seconds in bar(step, after: seconds) } }
/// ```
struct ProgressDisplay {
  private let isBar: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private var isDrawn = false

  private static let frame = Duration.milliseconds(100)
  private static let shortestSilence = Duration.seconds(10)

  init(isBar: Bool = Terminal.isInteractive) { self.isBar = isBar }

  /// Shows a bar if it is time for another one; otherwise it is not even made.
  ///
  /// - Parameter bar: Makes the bar, from the seconds that have gone by.
  mutating func show(_ bar: (_ seconds: Double) -> ProgressBar) {
    let now = ContinuousClock.now
    guard isDue(now) else { return }
    last = now
    let bar = bar((now - start).seconds)
    if isBar {
      Terminal.rewriteLine(bar.line(columns: Terminal.columns()))
      isDrawn = true
    } else {
      Terminal.write(bar.plainLine)
    }
  }

  /// Writes a line that stays, above the bar.
  mutating func note(_ line: String) {
    finish()
    Terminal.write(line)
    if !isBar { last = .now }
  }

  /// Takes the bar away.
  mutating func finish() {
    if isDrawn { Terminal.rewriteLine("") }
    isDrawn = false
  }

  /// The lines of a log become rarer as it goes on, so that a day's work does not fill pages.
  private func isDue(_ now: ContinuousClock.Instant) -> Bool {
    let silence = now - (last ?? start)
    return isBar ? last == nil || silence >= Self.frame : silence >= max(Self.shortestSilence, (now - start) / 10)
  }
}
