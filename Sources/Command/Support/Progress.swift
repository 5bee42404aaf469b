import Foundation
import Training

/// Shows the progress of a training run: a bar on a terminal, plain lines elsewhere, JSON if asked for.
struct TrainingDisplay {
  enum Style {
    case bar, lines, json, quiet
  }

  let style: Style
  /// The unit of the run's steps.
  let unit: StepUnit
  private var display: ProgressDisplay
  private var lastEvaluation: Double?

  init(_ style: Style, counting unit: StepUnit) {
    self.style = style
    self.unit = unit
    display = ProgressDisplay(isBar: style == .bar)
  }

  mutating func show(_ event: TrainingEvent) {
    switch event {
    case .tick(let progress):
      let bar = bar(progress)
      if isForPeople { display.show { _ in bar } }
    case .progress(let progress):
      if style == .json { try? Terminal.print(json: ProgressLine(progress)) }
    case .evaluated(let record):
      lastEvaluation = record.meanReturn
      if style == .json { try? Terminal.print(json: EvaluationLine(record)) }
      if isForPeople { display.note(line(record)) }
    case .episodesLost(let reason):
      if style == .json { try? Terminal.print(json: EpisodesLostLine(reason: reason)) }
      if isForPeople {
        display.note("New episodes begin, and results will differ from a run that was not stopped: \(reason).")
      }
    case .noticed(let notice):
      if style == .json { try? Terminal.print(json: NoticeLine(notice: notice)) }
      if isForPeople { display.note("Notice: \(notice).") }
    }
  }

  /// Takes the bar away.
  mutating func finish() { display.finish() }

  private var isForPeople: Bool { style == .bar || style == .lines }

  private func line(_ record: EvaluationRecord) -> String {
    let mean = NumberFormat.short(record.meanReturn)
    let deviation = NumberFormat.short(record.evaluation.standardDeviation)
    let steps = NumberFormat.count(record.steps).leftPadded(to: 8)
    return
      "\(steps) \(unit.noun)  \(NumberFormat.time(record.seconds).leftPadded(to: 8))  return \(mean) ± \(deviation)"
      + (record.isBest ? "  best so far" : "")
  }

  private func bar(_ progress: TrainingProgress) -> ProgressBar {
    var bar = ProgressBar(share: Double(progress.steps) / Double(progress.totalSteps))
    let (steps, total) = (NumberFormat.count(progress.steps), NumberFormat.count(progress.totalSteps))
    bar.add("\(steps) of \(total) \(unit.noun)", importance: 3)
    bar.add("\(NumberFormat.count(Int(min(progress.rate, 1e15))))/s", importance: 0)
    bar.add(progress.recentReturn.map { "return \(NumberFormat.short($0))" }, importance: 2)
    bar.add(lastEvaluation.map { "eval \(NumberFormat.short($0))" }, importance: 1)
    bar.addTimeLeft(after: progress.seconds, importance: 4)
    return bar
  }
}

/// One report of a run as JSON.
private struct ProgressLine: Encodable {
  let event = "progress"
  let steps: Int
  let updates: Int
  let seconds: Double
  let episodes: Int
  let recentReturn: Double?
  let measurements: [String: Double]

  init(_ progress: TrainingProgress) {
    steps = progress.steps
    updates = progress.updates
    seconds = progress.seconds
    episodes = progress.episodes
    recentReturn = progress.recentReturn
    measurements = Dictionary(progress.measurements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }
}

/// One evaluation of a run as JSON.
private struct EvaluationLine: Encodable {
  let event = "evaluated"
  let steps: Int
  let seconds: Double
  let meanReturn: Double
  let stdReturn: Double
  let meanLength: Double
  let best: Bool

  init(_ record: EvaluationRecord) {
    steps = record.steps
    seconds = record.seconds
    meanReturn = record.meanReturn
    stdReturn = record.evaluation.standardDeviation
    meanLength = record.evaluation.meanLength
    best = record.isBest
  }
}

/// The loss of the running episodes as JSON.
private struct EpisodesLostLine: Encodable {
  let event = "episodes_lost"
  let reason: String
}

private struct NoticeLine: Encodable {
  let event = "notice"
  let notice: String
}

/// Numbers as a person reads them.
enum NumberFormat {
  /// Three significant digits or so.
  static func short(_ value: Double) -> String {
    let magnitude = abs(value)
    return String(format: magnitude >= 100 ? "%.1f" : magnitude >= 10 ? "%.2f" : "%.3f", value)
  }

  /// A count with a unit: 950, 12.3 k, 4.56 M.
  static func count(_ value: Int) -> String {
    switch value {
    case ..<10_000: "\(value)"
    case ..<1_000_000: String(format: "%.1f k", Double(value) / 1e3)
    default: String(format: "%.2f M", Double(value) / 1e6)
    }
  }

  /// A rate by three digits and a unit: 9.87, 12.3 k, 4.56 M.
  static func rate(_ value: Double) -> String {
    let steps = [(1.0, ""), (1e3, " k"), (1e6, " M"), (1e9, " G")]
    // A number that is rounded up to 1000 belongs to the next unit.
    let (size, unit) = steps.last { abs(value) >= $0.0 * 0.9995 } ?? steps[0]
    let scaled = value / size
    let decimals = abs(scaled) >= 99.95 ? 0 : abs(scaled) >= 9.995 ? 1 : 2
    return String(format: "%.\(decimals)f", scaled) + unit
  }

  /// A count of things: 1 episode, 2 episodes.
  static func count(_ value: Int, _ noun: String) -> String { "\(value) \(noun)\(value == 1 ? "" : "s")" }

  /// An amount of memory: 950 bytes, 12.3 kB, 4.56 MB.
  static func bytes(_ value: Int) -> String {
    switch value {
    case ..<10_000: "\(value) bytes"
    case ..<1_000_000: String(format: "%.1f kB", Double(value) / 1e3)
    default: String(format: "%.2f MB", Double(value) / 1e6)
    }
  }

  /// A duration: 40 ms, 8.1 s, 3 min 20 s, 2 h 5 min.
  static func time(_ seconds: Double) -> String {
    // A file may say anything of how long it has taken.
    let seconds = seconds < 1e15 ? seconds : 1e15
    if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 59.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    return whole < 3600
      ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}

extension String {
  /// The text with spaces before it, so that columns line up.
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// The text with spaces after it, so that columns line up.
  func rightPadded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
