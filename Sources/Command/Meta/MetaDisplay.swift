import Training

/// Shows the progress of a meta-learner's training: a bar on a terminal, plain lines elsewhere, JSON if asked for.
struct MetaDisplay {
  private let style: TrainingDisplay.Style
  private var display: ProgressDisplay
  private var last: MetaEvaluation?

  init(_ style: TrainingDisplay.Style) {
    self.style = style
    display = ProgressDisplay(isBar: style == .bar)
  }

  mutating func show(_ event: MetaTrainingEvent) {
    switch event {
    case .tick(let progress):
      let bar = bar(progress)
      if isForPeople { display.show { _ in bar } }
    case .progress(let progress):
      if style == .json { try? Terminal.print(json: MetaProgressLine(progress)) }
    case .evaluated(let record):
      last = record.evaluation
      if style == .json { try? Terminal.print(json: MetaEvaluatedLine(record)) }
      if isForPeople { display.note(line(record)) }
    case .noticed(let notice):
      if style == .json { try? Terminal.print(json: MetaNoticeLine(notice: notice)) }
      if isForPeople { display.note("Notice: \(notice).") }
    }
  }

  /// Takes the bar away.
  mutating func finish() { display.finish() }

  private var isForPeople: Bool { style == .bar || style == .lines }

  private func line(_ record: MetaRecord) -> String {
    "\(NumberFormat.count(record.steps).leftPadded(to: 8)) meta-steps  "
      + "\(NumberFormat.time(record.seconds).leftPadded(to: 8))  \(record.evaluation.inWords)"
      + (record.isBest ? "  best so far" : "")
  }

  private func bar(_ progress: TrainingProgress) -> ProgressBar {
    var bar = ProgressBar(share: Double(progress.steps) / Double(progress.totalSteps))
    let (steps, total) = (NumberFormat.count(progress.steps), NumberFormat.count(progress.totalSteps))
    bar.add("\(steps) of \(total) meta-steps", importance: 3)
    bar.add("\(NumberFormat.count(Int(min(progress.rate, 1e15))))/s", importance: 0)
    let loss = progress.measurements.first { $0.name == "train/loss" }
    bar.add(loss.map { "loss \(NumberFormat.short($0.value))" }, importance: 2)
    bar.add(last?.inWords, importance: 1)
    bar.addTimeLeft(after: progress.seconds, importance: 4)
    return bar
  }
}

extension MetaEvaluation {
  /// The scores in a few words: `mse .67 after 1, .38 after 5`.
  var inWords: String {
    let scores = scores.map { "\(NumberFormat.short($0.mean)) after \($0.gradientSteps)" }
    return "\(measure.rawValue) \(scores.joined(separator: ", "))"
  }
}

/// A score as JSON: its mean is named as what it measures.
struct MetaScoreLine: Encodable {
  let gradientSteps: Int
  let mse: Double?
  let accuracy: Double?
  let confidence: Double
  let bestMse: Double?
  let negativeLogLikelihood: Double?
  let coverage: Double?
  let bothReadings: Double?

  init(
    _ score: MetaEvaluation.Score, _ measure: MetaEvaluation.Measure, _ drawn: SampleEvaluation.Score? = nil
  ) {
    gradientSteps = score.gradientSteps
    mse = measure == .meanSquaredError ? score.mean : nil
    accuracy = measure == .accuracy ? score.mean : nil
    confidence = score.confidence
    bestMse = drawn?.bestError
    negativeLogLikelihood = drawn?.negativeLogLikelihood
    coverage = drawn?.coverage
    bothReadings = drawn?.bothReadings
  }
}

extension MetaEvaluation {
  /// The scores as JSON.
  var lines: [MetaScoreLine] { scores.map { MetaScoreLine($0, measure) } }
}

/// One report of a run as JSON.
private struct MetaProgressLine: Encodable {
  let event = "progress"
  let steps: Int
  let updates: Int
  let seconds: Double
  let measurements: [String: Double]

  init(_ progress: TrainingProgress) {
    steps = progress.steps
    updates = progress.updates
    seconds = progress.seconds
    measurements = Dictionary(progress.measurements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }
}

/// One evaluation of a run as JSON.
private struct MetaEvaluatedLine: Encodable {
  let event = "evaluated"
  let steps: Int
  let seconds: Double
  let evaluations: [MetaScoreLine]
  let best: Bool

  init(_ record: MetaRecord) {
    steps = record.steps
    seconds = record.seconds
    evaluations = record.evaluation.lines
    best = record.isBest
  }
}

private struct MetaNoticeLine: Encodable {
  let event = "notice"
  let notice: String
}

/// The last line of a run as JSON.
struct MetaFinishedLine: Encodable {
  let event = "finished"
  let run: String
  let reason: String
  let steps: Int
  let updates: Int
  let seconds: Double
  let evaluations: [MetaScoreLine]

  init(_ summary: MetaTrainingSummary, run: String) {
    self.run = run
    reason = summary.isStopped ? "stopped" : "plan done"
    steps = summary.steps
    updates = summary.updates
    seconds = summary.seconds
    evaluations = summary.last?.evaluation.lines ?? []
  }
}
