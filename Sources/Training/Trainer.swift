import Foundation
import Safetensors
import Simulation

/// Trains an agent in a batch of environments, evaluates it as it goes, and keeps what it has learned.
///
/// ```swift
/// var trainer = Trainer(agent, in: environments, evaluatingIn: evaluationEnvironments, plan: plan)
/// let summary = try trainer.run(report: { event in print(event) })
/// ```
///
/// One run with one seed repeats bit for bit, on any number of threads, if the agent does. So does a run that was stopped
/// and resumed by the same plan: the running episodes are played again from their first step, which takes environments
/// that show their random streams (`Environment.stream`) and depend on nothing else. Where that fails, the run
/// goes on with new episodes and reports ``TrainingEvent/episodesLost(reason:)``.
public struct Trainer<Student: Learner> {
  /// The training plan.
  public let plan: TrainingPlan
  /// The run's folder for policies, checkpoints and metrics; `nil` keeps nothing.
  public var folder: RunFolder?
  /// The evaluations so far.
  public internal(set) var evaluations: [EvaluationRecord] = []

  var lostEpisodes: EpisodesLost?
  var storedEpisodes: Result<StoredEpisodes, EpisodesLost>?
  private let evaluationEnvironments: VectorTask
  var metrics = MetricsTable()
  var history: RunHistory?
  private var tensorBoard: TensorBoardLog?
  var secondsBefore = 0.0
  private var started = ContinuousClock.now
  private let step: (inout LearningLoop<Student>, Int) -> LearnerStatus
  var loop: LearningLoop<Student>
  private var reportedNotices: Set<String> = []

  /// Makes a trainer of an agent.
  ///
  /// - Parameters:
  ///   - agent: The agent.
  ///   - environments: The environments that it learns in.
  ///   - evaluationEnvironments: The environments that it is evaluated in; their episodes are ended at will.
  ///   - plan: The training plan.
  ///   - folder: The run's folder for policies, checkpoints and metrics; `nil` keeps nothing.
  @inlinable
  public init(
    _ agent: Student, in environments: VectorTask,
    evaluatingIn evaluationEnvironments: VectorTask, plan: TrainingPlan,
    folder: RunFolder? = nil
  ) where Student: Agent {
    self.init(agent, environments, evaluationEnvironments, plan, folder, step: { $0.practice(of: $1) })
  }

  /// Makes a trainer of a learner that does not act; each step of the plan is an update.
  ///
  /// - Parameters:
  ///   - learner: The learner.
  ///   - evaluationEnvironments: The environments that its policy is evaluated in; their episodes are ended at will.
  ///   - plan: The training plan.
  ///   - folder: The run's folder for policies, checkpoints and metrics; `nil` keeps nothing.
  @inlinable
  public init(
    _ learner: Student, evaluatingIn evaluationEnvironments: VectorTask,
    plan: TrainingPlan, folder: RunFolder? = nil
  ) {
    self.init(learner, nil, evaluationEnvironments, plan, folder, step: { $0.study(of: $1) })
  }

  @usableFromInline
  init(
    _ learner: Student, _ environments: VectorTask?,
    _ evaluationEnvironments: VectorTask, _ plan: TrainingPlan,
    _ folder: RunFolder?, step: @escaping (inout LearningLoop<Student>, Int) -> LearnerStatus
  ) {
    self.evaluationEnvironments = evaluationEnvironments
    self.plan = plan
    self.folder = folder
    self.step = step
    loop = LearningLoop(
      learner, in: environments.map { RunningEpisodes(in: $0) }, using: RandomGenerator(actingBeside: plan.seed))
  }

  /// The agent, or the learner that does not act.
  public var agent: Student { loop.learner }
  /// The unit of ``steps``.
  public var unit: StepUnit { loop.episodes == nil ? .updates : .environmentSteps }
  /// The number of environment steps taken; of a learner that does not act, the number of updates.
  public var steps: Int { loop.steps }
  /// The last episodes that ended in training.
  public var recentEpisodes: RecentEpisodes { loop.recentEpisodes }
  /// The stream that the agent draws from.
  var generator: RandomGenerator { loop.generator }

  /// Trains until the plan is done or a stop is asked for.
  ///
  /// - Parameters:
  ///   - report: Told of every event.
  ///   - shouldStop: Asked after every step of the batch; `true` finishes the step, saves and returns.
  /// - Returns: The result of the run.
  @discardableResult
  public mutating func run(
    report: (TrainingEvent) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws -> TrainingSummary {
    started = .now
    tensorBoard = folder.map {
      TensorBoardLog(of: $0, goingOnAfter: steps, counting: unit, known: metrics.row(at: steps))
    }
    history = folder.map(RunHistory.init)
    defer {
      history = nil
      tensorBoard = nil
      secondsBefore = seconds
      started = .now
    }
    loop.beginEpisodes(seed: plan.seed)
    if let lostEpisodes { report(.episodesLost(reason: lostEpisodes.reason)) }
    lostEpisodes = nil
    var milestones = Milestones(plan: plan, steps: steps, lastEvaluation: evaluations.last?.steps ?? 0)
    var status = loop.learner.status
    // An evaluation that a stop cut short is due at once.
    var end = try reasonToEnd(status) ?? evaluateIfDue(status, &milestones, report, shouldStop)
    while end == nil, steps < plan.steps {
      status = step(&loop, plan.steps)
      try attend(to: status, report)
      if milestones.reportIsDue(at: steps) { report(.progress(try recordProgress())) }
      if milestones.tickIsDue() { report(.tick(progress)) }
      end = try evaluateIfDue(status, &milestones, report, shouldStop)
      if end == nil, milestones.checkpointIsDue(at: steps) { try save() }
      if end == nil { end = shouldStop() ? .stopped : reasonToEnd(status) }
    }
    return try finish(end, report, shouldStop)
  }

  /// Evaluates the last policy, unless that was done or a stop is asked for, and keeps all that there is.
  private mutating func finish(
    _ reason: TrainingSummary.Reason?, _ report: (TrainingEvent) -> Void, _ shouldStop: () -> Bool
  ) throws -> TrainingSummary {
    var reason = reason
    if reason == nil || reason == .converged, evaluations.last?.steps != steps {
      if let record = try evaluate(shouldStop: shouldStop) { report(.evaluated(record)) } else { reason = .stopped }
    }
    try save()
    try history?.write(evaluations, metrics, atOnce: true)
    let summary = summary(reason ?? .planDone)
    try folder?.drawCurve(of: evaluations, over: unit)
    try tensorBoard?.writeCurve(after: steps)
    return summary
  }

  /// Reports what has failed, each sentence once, and gives up where nothing good can come any more.
  private mutating func attend(to status: LearnerStatus, _ report: (TrainingEvent) -> Void) throws {
    switch status {
    case .learning, .converged: break
    case .impaired(let notices):
      for notice in notices where reportedNotices.insert(notice).inserted { report(.noticed(notice)) }
    case .diverged(let cause): throw try divergence(cause)
    }
  }

  /// Evaluates the policy if its turn has come; returns the reason to end the run with that, if there is one.
  private mutating func evaluateIfDue(
    _ status: LearnerStatus, _ milestones: inout Milestones, _ report: (TrainingEvent) -> Void,
    _ shouldStop: () -> Bool
  ) throws -> TrainingSummary.Reason? {
    guard milestones.evaluationIsDue(at: steps) else { return nil }
    guard let record = try evaluate(shouldStop: shouldStop) else { return .stopped }
    report(.evaluated(record))
    if plan.checkpointInterval == 0 { try save() }
    return reasonToEnd(status)
  }

  private func reasonToEnd(_ status: LearnerStatus) -> TrainingSummary.Reason? {
    if evaluations.last?.steps == steps, plan.isReached(by: evaluations) { return .goalReached }
    return status == .converged ? .converged : nil
  }

  private mutating func evaluate(shouldStop: () -> Bool) throws -> EvaluationRecord? {
    guard
      let evaluation = Evaluation.evaluate(
        loop.learner.greedyPolicy, on: evaluationEnvironments, episodes: plan.evaluationEpisodes,
        seed: plan.evaluationSeed, shouldStop: shouldStop), evaluation.episodes == plan.evaluationEpisodes
    else { return nil }
    let best = evaluations.last(where: \.isBest)?.meanReturn
    let record = EvaluationRecord(
      steps: steps, seconds: seconds, evaluation: evaluation,
      isBest: best.map { evaluation.meanReturn > $0 } ?? !evaluation.meanReturn.isNaN)
    evaluations.append(record)
    _ = try recordProgress()
    if record.isBest { try folder?.write(policy: loop.learner.greedyPolicy, as: .best, steps: steps) }
    try history?.write(evaluations, metrics)
    return record
  }

  private var progress: TrainingProgress {
    TrainingProgress(
      steps: steps, totalSteps: plan.steps, updates: loop.learner.updateCount, seconds: seconds,
      recentReturn: recentEpisodes.meanReturn, recentLength: recentEpisodes.meanLength,
      episodes: recentEpisodes.total, measurements: loop.learner.measurements)
  }

  private mutating func recordProgress() throws -> TrainingProgress {
    let progress = progress
    let numbers = metrics.append(progress, evaluation: evaluations.last.flatMap { $0.steps == steps ? $0 : nil })
    try tensorBoard?.write(numbers, of: progress)
    return progress
  }

  /// Keeps the metrics, and nothing that the agent has learned.
  private mutating func divergence(_ cause: String) throws -> DivergenceError {
    try history?.write(evaluations, metrics, atOnce: true)
    return DivergenceError(steps: steps, updates: loop.learner.updateCount, cause: cause, unit: unit)
  }

  var seconds: Double { secondsBefore + (ContinuousClock.now - started).seconds }

  private func summary(_ reason: TrainingSummary.Reason) -> TrainingSummary {
    TrainingSummary(
      reason: reason, steps: steps, updates: loop.learner.updateCount, seconds: seconds, evaluations: evaluations)
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
