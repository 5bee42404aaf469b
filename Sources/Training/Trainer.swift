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
/// One run with one seed on one thread repeats bit for bit.
public struct Trainer<Learner: Agent> {
  /// The type of each observed number.
  public typealias Observation = Learner.ObservationScalar
  /// The type of each number of an action.
  public typealias Action = Learner.ActionScalar

  /// The agent.
  public private(set) var agent: Learner
  /// How long to train.
  public let plan: TrainingPlan
  /// Where policies, checkpoints and metrics are kept; `nil` keeps nothing.
  public var folder: RunFolder?
  /// How many environment steps were taken.
  public private(set) var steps = 0
  /// The evaluations so far.
  public private(set) var evaluations: [EvaluationRecord] = []
  /// The last episodes that ended in training.
  public private(set) var recentEpisodes = RecentEpisodes(capacity: 100)

  private let environments: ErasedVectorEnvironment<Observation, Action>
  private let evaluationEnvironments: ErasedVectorEnvironment<Observation, Action>
  private(set) var generator: RandomGenerator
  private var metrics = MetricsTable()
  private var tensorBoard: TensorBoardLog?
  private var secondsBefore = 0.0
  private var started = ContinuousClock.now

  /// Makes a trainer.
  ///
  /// - Parameters:
  ///   - agent: The agent.
  ///   - environments: What it learns in.
  ///   - evaluationEnvironments: What it is evaluated in; their episodes are ended at will.
  ///   - plan: How long to train.
  ///   - folder: Where policies, checkpoints and metrics are kept; `nil` keeps nothing.
  public init(
    _ agent: Learner, in environments: ErasedVectorEnvironment<Observation, Action>,
    evaluatingIn evaluationEnvironments: ErasedVectorEnvironment<Observation, Action>, plan: TrainingPlan,
    folder: RunFolder? = nil
  ) {
    self.agent = agent
    self.environments = environments
    self.evaluationEnvironments = evaluationEnvironments
    self.plan = plan
    self.folder = folder
    generator = RandomGenerator(actingBeside: plan.seed)
  }

  /// Trains until the plan is done or a stop is asked for.
  ///
  /// - Parameters:
  ///   - report: Told how it goes.
  ///   - shouldStop: Asked after every step of the batch; `true` finishes the step, saves and returns.
  /// - Returns: What was done.
  @discardableResult
  public mutating func run(
    report: (TrainingEvent) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws -> TrainingSummary {
    started = .now
    tensorBoard = folder.map { TensorBoardLog(of: $0, goingOnAfter: steps) }
    defer { tensorBoard = nil }
    var transitions = Transitions(environments)
    var statistics = EpisodeStatistics(count: environments.count)
    var milestones = Milestones(plan: plan, steps: steps, lastEvaluation: evaluations.last?.steps ?? 0)
    // A resumed run starts new episodes, on streams that the first part has not used.
    environments.reset(seed: steps == 0 ? plan.seed : generator.next(), into: &transitions.outcome)
    var reason = TrainingSummary.Reason.planDone
    while steps < plan.steps {
      step(&transitions)
      statistics.update(with: transitions.outcome)
      recentEpisodes.append(statistics.finished)
      if milestones.reportIsDue(at: steps) { report(.progress(try recordProgress())) }
      if milestones.tickIsDue() { report(.tick(progress)) }
      if milestones.evaluationIsDue(at: steps) {
        guard let record = try evaluate(shouldStop: shouldStop) else { reason = .stopped; break }
        report(.evaluated(record))
        if plan.checkpointInterval == 0 { try save() }
        if let goal = plan.stopsAtReturn, record.meanReturn >= goal { reason = .goalReached; break }
      }
      if milestones.checkpointIsDue(at: steps) { try save() }
      if shouldStop() { reason = .stopped; break }
    }
    if reason == .planDone, evaluations.last?.steps != steps {
      if let record = try evaluate(shouldStop: shouldStop) { report(.evaluated(record)) } else { reason = .stopped }
    }
    try save()
    let summary = summary(reason)
    try folder?.drawCurve(of: evaluations)
    try tensorBoard?.writeCurve(after: steps)
    return summary
  }

  private mutating func step(_ transitions: inout Transitions<Observation, Action>) {
    agent.advance(to: Double(steps) / Double(plan.steps))
    swap(&transitions.observations, &transitions.outcome.observations)
    agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
    environments.step(transitions.actions, into: &transitions.outcome)
    steps += environments.count
    agent.observe(transitions, using: &generator)
    agent.learn(using: &generator)
  }

  private mutating func evaluate(shouldStop: () -> Bool) throws -> EvaluationRecord? {
    guard
      let evaluation = Evaluation.evaluate(
        agent.greedyPolicy, on: evaluationEnvironments, episodes: plan.evaluationEpisodes,
        seed: plan.evaluationSeed, shouldStop: shouldStop), evaluation.episodes == plan.evaluationEpisodes
    else { return nil }
    let best = evaluations.map(\.meanReturn).max()
    let record = EvaluationRecord(
      steps: steps, seconds: seconds, evaluation: evaluation,
      isBest: best.map { evaluation.meanReturn > $0 } ?? true)
    evaluations.append(record)
    _ = try recordProgress()
    if record.isBest { try folder?.write(policy: agent.greedyPolicy, as: .best, steps: steps) }
    try folder?.write(evaluations, metrics)
    return record
  }

  private var progress: TrainingProgress {
    TrainingProgress(
      steps: steps, totalSteps: plan.steps, updates: agent.updateCount, seconds: seconds,
      recentReturn: recentEpisodes.meanReturn, recentLength: recentEpisodes.meanLength,
      episodes: recentEpisodes.total, measurements: agent.measurements)
  }

  private mutating func recordProgress() throws -> TrainingProgress {
    let progress = progress
    let numbers = metrics.append(progress, evaluation: evaluations.last.flatMap { $0.steps == steps ? $0 : nil })
    try tensorBoard?.write(numbers, of: progress)
    return progress
  }

  private var seconds: Double { secondsBefore + (ContinuousClock.now - started).seconds }

  private func summary(_ reason: TrainingSummary.Reason) -> TrainingSummary {
    TrainingSummary(
      reason: reason, steps: steps, updates: agent.updateCount, seconds: seconds, evaluations: evaluations)
  }
}

extension Trainer {
  /// Writes the policy and everything that going on needs.
  private func save() throws {
    guard let folder else { return }
    try folder.write(policy: agent.greedyPolicy, as: .latest, steps: steps)
    try folder.write(evaluations, metrics)
    let state = TrainerState(
      steps: steps, seconds: seconds, generator: generator, evaluations: evaluations,
      recentEpisodes: recentEpisodes, metrics: metrics)
    try folder.writeCheckpoint(state) { agent.writeCheckpoint(to: &$0) }
  }

  /// Goes on where the folder's checkpoint left off.
  public mutating func resume() throws {
    guard let folder else { return }
    let (state, file) = try folder.readCheckpoint()
    try agent.readCheckpoint(from: file)
    steps = state.steps
    secondsBefore = state.seconds
    generator = state.generator
    evaluations = state.evaluations
    recentEpisodes = state.recentEpisodes
    metrics = state.metrics
  }
}

/// The part of a checkpoint that is not the agent's.
struct TrainerState: Codable {
  let steps: Int
  let seconds: Double
  let generator: RandomGenerator
  let evaluations: [EvaluationRecord]
  let recentEpisodes: RecentEpisodes
  let metrics: MetricsTable

  /// Whether a training loop can go on from it; the file it comes from may hold anything.
  var isUsable: Bool {
    (0...1 << 53).contains(steps) && (0...1e12).contains(seconds) && recentEpisodes.isConsistent
      && evaluations.allSatisfy { !$0.evaluation.returns.isEmpty && (0...1 << 53).contains($0.steps) }
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
