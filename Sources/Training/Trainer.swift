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
  public private(set) var evaluations: [EvaluationRecord] = []

  private var lostEpisodes: EpisodesLost?
  private let evaluationEnvironments: VectorTask
  private var metrics = MetricsTable()
  private var history: RunHistory?
  private var tensorBoard: TensorBoardLog?
  private var secondsBefore = 0.0
  private var started = ContinuousClock.now
  private let step: (inout LearningLoop<Student>, Int) -> String?
  private var loop: LearningLoop<Student>
  private var lastNotice: String?

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
    _ folder: RunFolder?, step: @escaping (inout LearningLoop<Student>, Int) -> String?
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
    // An evaluation that a stop cut short is due at once.
    var end = try reasonToEnd ?? evaluateIfDue(&milestones, report, shouldStop)
    while end == nil, steps < plan.steps {
      if let cause = step(&loop, plan.steps) { throw try divergence(cause) }
      reportNotice(report)
      if milestones.reportIsDue(at: steps) { report(.progress(try recordProgress())) }
      if milestones.tickIsDue() { report(.tick(progress)) }
      end = try evaluateIfDue(&milestones, report, shouldStop)
      if end == nil, milestones.checkpointIsDue(at: steps) { try save() }
      if end == nil { end = shouldStop() ? .stopped : reasonToEnd }
    }
    if end == nil || end == .converged, evaluations.last?.steps != steps {
      if let record = try evaluate(shouldStop: shouldStop) { report(.evaluated(record)) } else { end = .stopped }
    }
    try save()
    try history?.write(evaluations, metrics, atOnce: true)
    let summary = summary(end ?? .planDone)
    try folder?.drawCurve(of: evaluations, over: unit)
    try tensorBoard?.writeCurve(after: steps)
    return summary
  }

  private mutating func reportNotice(_ report: (TrainingEvent) -> Void) {
    guard let notice = loop.learner.notice, notice != lastNotice else { return }
    lastNotice = notice
    report(.noticed(notice))
  }

  /// Evaluates the policy if its turn has come; returns the reason to end the run with that, if there is one.
  private mutating func evaluateIfDue(
    _ milestones: inout Milestones, _ report: (TrainingEvent) -> Void, _ shouldStop: () -> Bool
  ) throws -> TrainingSummary.Reason? {
    guard milestones.evaluationIsDue(at: steps) else { return nil }
    guard let record = try evaluate(shouldStop: shouldStop) else { return .stopped }
    report(.evaluated(record))
    if plan.checkpointInterval == 0 { try save() }
    return reasonToEnd
  }

  private var reasonToEnd: TrainingSummary.Reason? {
    if evaluations.last?.steps == steps, plan.isReached(by: evaluations) { return .goalReached }
    return loop.learner.hasConverged ? .converged : nil
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
      isBest: best.map { evaluation.meanReturn > $0 } ?? true)
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

  private var seconds: Double { secondsBefore + (ContinuousClock.now - started).seconds }

  private func summary(_ reason: TrainingSummary.Reason) -> TrainingSummary {
    TrainingSummary(
      reason: reason, steps: steps, updates: loop.learner.updateCount, seconds: seconds, evaluations: evaluations)
  }
}

extension Trainer {
  /// Writes the policy and everything that going on needs.
  private mutating func save() throws {
    guard let folder else { return }
    let stored = loop.episodes?.stored()
    try folder.write(policy: loop.learner.greedyPolicy, as: .latest, steps: steps)
    try history?.write(evaluations, metrics)
    let state = TrainerState(
      steps: steps, seconds: seconds, generator: generator, evaluations: nil, recentEpisodes: recentEpisodes,
      metrics: nil, columns: metrics.columns, episodeStarts: stored?.starts)
    let history = StoredHistory(evaluations: evaluations, metrics: metrics)
    try folder.writeCheckpoint(state) {
      loop.learner.writeCheckpoint(to: &$0)
      stored?.write(to: &$0)
      history.write(to: &$0)
    }
  }

  /// Goes on where the folder's checkpoint left off.
  ///
  /// By the plan of the run that was stopped, all goes on as if it had not stopped. By another plan it cannot: the
  /// schedules follow `steps / plan.steps`, so that with more steps they go back to what they were at that share of the
  /// new number.
  public mutating func resume() throws {
    guard let folder else { return }
    let (state, file) = try folder.readCheckpoint()
    guard let history = state.history(in: file) else { throw folder.unusableCheckpoint("history of evaluations") }
    try loop.learner.readCheckpoint(from: file)
    loop.steps = state.steps
    loop.generator = state.generator
    loop.recentEpisodes = state.recentEpisodes
    secondsBefore = state.seconds
    (evaluations, metrics) = (history.evaluations, history.metrics)
    takeUpEpisodes(from: file, state.episodeStarts)
  }

  /// Brings environments and agent to where they were, or begins new episodes on streams that were not used before.
  private mutating func takeUpEpisodes(from file: SafetensorsFile, _ starts: [RandomGenerator]?) {
    guard let environments = loop.episodes?.environments else { return }
    // What the agent says of itself is what it said after the last step.
    let before = max(0, steps - environments.count)
    loop.learner.advance(to: Double(before) / Double(plan.steps))
    do throws(EpisodesLost) {
      try loop.episodes?.play(try StoredEpisodes(from: file, starts: starts, for: environments))
    } catch {
      lostEpisodes = error
      loop.learner.discardEpisodes()
      let seed = loop.generator.next()
      loop.episodes?.begin(seed: seed)
    }
  }
}

/// The part of a checkpoint that is not the agent's.
struct TrainerState: Codable {
  let steps: Int
  let seconds: Double
  let generator: RandomGenerator
  /// All evaluations, in checkpoints of older releases; `nil` where they are tensors.
  let evaluations: [EvaluationRecord]?
  let recentEpisodes: RecentEpisodes
  /// All metrics, in checkpoints of older releases; `nil` where they are tensors.
  let metrics: MetricsTable?
  /// The columns of the metrics that are tensors.
  let columns: [String]?
  /// The random streams of ``StoredEpisodes``, if there are any.
  let episodeStarts: [RandomGenerator]?

  /// True if a training loop can go on from it; the file it comes from may hold anything.
  var isUsable: Bool {
    (0...1 << 53).contains(steps) && (0...1e12).contains(seconds) && recentEpisodes.isConsistent
      && (evaluations ?? []).allSatisfy(\.isUsable)
  }

  /// The evaluations and the metrics, wherever the checkpoint holds them; `nil` if it does not.
  func history(in file: SafetensorsFile) -> StoredHistory? {
    if let evaluations, let metrics { return StoredHistory(evaluations: evaluations, metrics: metrics) }
    return columns.flatMap { StoredHistory(from: file, columns: $0) }
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
