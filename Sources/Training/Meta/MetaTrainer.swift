import FewShot
import Foundation
import Simulation

/// Trains a meta-learner on tasks of a family, examines it as it goes, and keeps what it has learned.
///
/// ```swift
/// var trainer = MetaTrainer(learner, on: SineFamily(), examinedBy: examination, plan: plan)
/// let summary = try trainer.run(report: { event in print(event) })
/// ```
///
/// Each step of the plan is a meta-step. One run with one seed repeats bit for bit, and so does one that was stopped and
/// resumed by the same plan.
public struct MetaTrainer {
  /// The family that tasks are drawn from.
  public let family: any TaskFamily
  /// The examination on the way, of the family's part for validation; the plan says when.
  public let examination: MetaExamination
  /// The training plan.
  public let plan: TrainingPlan
  /// The run's folder for what is learned, checkpoints and metrics; `nil` keeps nothing.
  public var folder: RunFolder?
  /// The learner.
  public internal(set) var learner: any MetaLearner
  /// The evaluations so far.
  public internal(set) var evaluations: [MetaRecord] = []
  /// The number of meta-steps made.
  public internal(set) var steps = 0

  var generator: RandomGenerator
  var metrics = MetricsTable(columns: ["steps", "seconds", "updates"])
  var secondsBefore = 0.0
  private var started = ContinuousClock.now
  private var tensorBoard: TensorBoardLog?
  private var reportedNotices: Set<String> = []

  /// Makes a trainer.
  ///
  /// - Parameters:
  ///   - learner: The learner.
  ///   - family: The family of tasks.
  ///   - examination: The examination on the way.
  ///   - plan: The training plan.
  ///   - folder: The run's folder; `nil` keeps nothing.
  public init(
    _ learner: any MetaLearner, on family: any TaskFamily, examinedBy examination: MetaExamination,
    plan: TrainingPlan, folder: RunFolder? = nil
  ) {
    self.learner = learner
    self.family = family
    self.examination = examination
    self.plan = plan
    self.folder = folder
    generator = RandomGenerator(actingBeside: plan.seed)
  }

  /// The duration of the run so far, in seconds.
  var seconds: Double { secondsBefore + (ContinuousClock.now - started).seconds }

  /// Trains until the plan is done or a stop is asked for.
  ///
  /// - Parameters:
  ///   - report: Told of every event.
  ///   - shouldStop: Asked after every meta-step; `true` finishes the step, saves and returns.
  /// - Returns: The result of the run.
  @discardableResult
  public mutating func run(
    report: (MetaTrainingEvent) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws -> MetaTrainingSummary {
    started = .now
    tensorBoard = folder.map {
      TensorBoardLog(of: $0, goingOnAfter: steps, counting: .updates, known: metrics.row(at: steps))
    }
    defer {
      tensorBoard = nil
      secondsBefore = seconds
      started = .now
    }
    var milestones = Milestones(plan: plan, steps: steps, lastEvaluation: evaluations.last?.steps ?? 0)
    var isStopped = try !evaluateIfDue(&milestones, report, shouldStop)
    while !isStopped, steps < plan.steps {
      step()
      try attend(to: learner.status, report)
      if milestones.reportIsDue(at: steps) { report(.progress(try recordProgress())) }
      if milestones.tickIsDue() { report(.tick(progress)) }
      isStopped = try !evaluateIfDue(&milestones, report, shouldStop)
      if !isStopped, milestones.checkpointIsDue(at: steps) { try save() }
      isStopped = isStopped || shouldStop()
    }
    return try finish(isStopped, report, shouldStop)
  }

  private mutating func step() {
    learner.advance(to: Double(steps) / Double(plan.steps))
    let demand = learner.demand
    let tasks = TaskBatch(drawing: demand.count, of: family, demand.size, from: .training, using: &generator)
    learner.learn(from: tasks, using: &generator)
    steps += 1
  }

  /// Examines what was learned last, unless that was done or a stop is asked for, and keeps all that there is.
  private mutating func finish(
    _ isStopped: Bool, _ report: (MetaTrainingEvent) -> Void, _ shouldStop: () -> Bool
  ) throws -> MetaTrainingSummary {
    var isStopped = isStopped
    if !isStopped, evaluations.last?.steps != steps {
      if let record = try evaluate(shouldStop) { report(.evaluated(record)) } else { isStopped = true }
    }
    try save()
    try folder?.drawCurve(of: evaluations)
    try tensorBoard?.writeCurve(after: steps)
    return MetaTrainingSummary(
      isStopped: isStopped, steps: steps, updates: learner.updateCount, seconds: seconds, evaluations: evaluations)
  }

  /// Reports what has failed, each sentence once, and gives up where nothing good can come any more.
  private mutating func attend(to status: LearnerStatus, _ report: (MetaTrainingEvent) -> Void) throws {
    switch status {
    case .learning, .converged: break
    case .impaired(let notices):
      for notice in notices where reportedNotices.insert(notice).inserted { report(.noticed(notice)) }
    case .diverged(let cause):
      try folder?.write(evaluations, metrics)
      throw DivergenceError(steps: steps, updates: learner.updateCount, cause: cause, unit: .updates)
    }
  }

  /// Examines what was learned if its turn has come; returns false if a stop cut that short.
  private mutating func evaluateIfDue(
    _ milestones: inout Milestones, _ report: (MetaTrainingEvent) -> Void, _ shouldStop: () -> Bool
  ) throws -> Bool {
    guard milestones.evaluationIsDue(at: steps) else { return true }
    guard let record = try evaluate(shouldStop) else { return false }
    report(.evaluated(record))
    if plan.checkpointInterval == 0 { try save() }
    return true
  }

  private mutating func evaluate(_ shouldStop: () -> Bool) throws -> MetaRecord? {
    guard
      let evaluation = MetaEvaluation.evaluate(learner, on: family, examination, shouldStop: shouldStop)
    else { return nil }
    let best = evaluations.last(where: \.isBest)?.evaluation
    let record = MetaRecord(
      steps: steps, seconds: seconds, evaluation: evaluation, isBest: evaluation.isBetter(than: best))
    evaluations.append(record)
    _ = try recordProgress()
    if record.isBest { try folder?.write(learned: learner, as: .best, steps: steps) }
    try folder?.write(evaluations, metrics)
    return record
  }

  private mutating func save() throws {
    guard let folder else { return }
    try folder.write(learned: learner, as: .latest, steps: steps)
    try folder.write(evaluations, metrics)
    try folder.writeCheckpoint(of: self, steps: steps)
  }

  private var progress: TrainingProgress {
    TrainingProgress(
      steps: steps, totalSteps: plan.steps, updates: learner.updateCount, seconds: seconds, recentReturn: nil,
      recentLength: nil, episodes: 0, measurements: learner.measurements)
  }

  private mutating func recordProgress() throws -> TrainingProgress {
    let progress = progress
    var row: [String: Double] = [
      "steps": Double(steps), "seconds": progress.seconds, "updates": Double(progress.updates),
    ]
    for measurement in progress.measurements { row[measurement.name] = measurement.value }
    if let record = evaluations.last, record.steps == steps { row.merge(record.measurements) { $1 } }
    try tensorBoard?.write(metrics.append(row), of: progress)
    return progress
  }
}
