import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

/// The batches that the tests train in; each has episodes of several lengths, and chance in its steps.
enum Course: CaseIterable {
  case categories, numbers, choices, wrapped, pictures

  static func make<E: Environment & ~Copyable>(
    _ count: Int, _ threads: Int, _ environment: @autoclosure () -> E
  ) -> VectorTask {
    VectorTask(count: count, threads: threads) { _ in environment() }
  }

  func batch(of count: Int, threads: Int) -> VectorTask {
    let drifter = Drifter()
    return switch self {
    case .categories: Self.make(count, threads, Identity(length: 7))
    case .numbers: Self.make(count, threads, TimeLimit(drifter, steps: 9))
    case .choices:
      Self.make(count, threads, TimeLimit(DiscretizeAction(drifter, bins: [3, 2]), steps: 12))
    case .wrapped:
      Self.make(
        count, threads, TimeLimit(RepeatAction(FrameStack(StickyAction(drifter), depth: 3), count: 2), steps: 4))
    case .pictures:
      Self.make(count, threads, TimeLimit(Spotlight<Buttons>(SpotlightConfiguration()), steps: 11))
    }
  }
}

/// What a run came to, but for the time it took.
private struct Trace: Equatable {
  let steps: Int
  let reason: TrainingSummary.Reason
  let generator: RandomGenerator
  let evaluations: [[Double]]
  let files: [String: Data]
  let metrics: [[Substring]]
}

/// A course, trained in a folder.
private struct Run {
  let folder: TemporaryFolder
  let plan: TrainingPlan
  let environments: (Int) -> VectorTask
  /// How often the last part asked whether to stop.
  private(set) var asked = 0
  /// The checkpoints that the last part has written.
  private(set) var checkpoints: [Data] = []

  init(_ plan: TrainingPlan, _ environments: @escaping (Int) -> VectorTask) throws {
    folder = try TemporaryFolder()
    self.plan = plan
    self.environments = environments
    _ = try RunFolder(creating: .tally(plan), at: folder.url)
  }

  /// Trains on, from the checkpoint if there is one, until a number of questions whether to stop.
  mutating func go(questions: Int = .max, threads: Int = 1) throws -> Trace {
    let (batch, evaluation) = (environments(threads), environments(1))
    var trainer = Trainer(
      Chronicle(in: batch), in: batch, evaluatingIn: evaluation, plan: plan,
      folder: try RunFolder(opening: folder.url))
    if try folder.names().contains("checkpoint.safetensors") { try trainer.resume() }
    var (asked, checkpoints) = (0, [Data]())
    let summary = try trainer.run(
      report: { if case .episodesLost(let reason) = $0 { Issue.record("\(reason)") } },
      shouldStop: {
        asked += 1
        let checkpoint = try? Data(contentsOf: folder.file("checkpoint.safetensors"))
        if let checkpoint, checkpoint != checkpoints.last { checkpoints.append(checkpoint) }
        return asked >= questions
      })
    (self.asked, self.checkpoints) = (asked, checkpoints)
    return Trace(
      steps: trainer.steps, reason: summary.reason, generator: trainer.generator,
      evaluations: trainer.evaluations.map {
        [Double($0.steps), $0.isBest ? 1 : 0] + $0.evaluation.returns + $0.evaluation.lengths.map(Double.init)
      },
      files: try policies(), metrics: try metrics())
  }

  private func policies() throws -> [String: Data] {
    let names = try folder.names().filter { ["policy.safetensors", "best.safetensors"].contains($0) }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: folder.file($0))) })
  }

  /// The rows of `metrics.csv` without the seconds.
  private func metrics() throws -> [[Substring]] {
    let text = try String(contentsOf: folder.file("metrics.csv"), encoding: .utf8)
    return text.split(separator: "\n").map { line in
      var columns = line.split(separator: ",", omittingEmptySubsequences: false)
      columns.remove(at: 1)
      return columns
    }
  }
}

/// A test of a course: the same run whole, and in parts.
private struct Comparison {
  let plan: TrainingPlan
  /// For each way to part the run: after how many questions a part is stopped, given how many the whole run asks.
  let schedules: [(_ part: Int, _ total: Int) -> Int]
  var threads: (_ part: Int) -> Int = { _ in 1 }

  func check(_ course: Course) throws {
    let environments = { course.batch(of: plan.environments, threads: $0) }
    var whole = try Run(plan, environments)
    let expected = try whole.go()
    #expect(expected.evaluations.count == 4 && expected.files.count == 2)
    for questions in schedules {
      var parts = try Run(plan, environments)
      var (part, last) = (0, try parts.go(questions: questions(0, whole.asked), threads: threads(0)))
      while last.reason == .stopped {
        part += 1
        last = try parts.go(questions: questions(part, whole.asked), threads: threads(part))
      }
      #expect(part > 0)
      #expect(last == expected)
    }
  }
}

@Suite("Resuming exactly") struct ExactResumingTests {
  private func plan(rows: Int) -> TrainingPlan {
    var plan = TrainingPlan(steps: 150, environments: rows, evaluationInterval: 40, evaluationEpisodes: 4)
    plan.seed = 11
    return plan
  }

  @Test("A run that was stopped once ends as one that was not", arguments: Course.allCases)
  func once(course: Course) throws {
    // In the middle of the first evaluation, and of the last.
    let schedules = [0.22, 0.99].map { share in
      { (part: Int, total: Int) in part == 0 ? max(1, Int(share * Double(total))) : .max }
    }
    try Comparison(plan: plan(rows: 3), schedules: schedules).check(course)
  }

  @Test(
    "A run that was stopped again and again ends as one that was not",
    arguments: zip(Course.allCases, [1, 5, 3, 1, 2]))
  func manyTimes(course: Course, rows: Int) throws {
    // Each part asks more than the one before, so that every evaluation is over at some time.
    try Comparison(plan: plan(rows: rows), schedules: [{ part, _ in 3 + 7 * part }]).check(course)
  }

  @Test("The number of threads may change", arguments: Course.allCases)
  func threads(course: Course) throws {
    let inThirds = { (part: Int, total: Int) in part < 2 ? total / 3 : .max }
    try Comparison(plan: plan(rows: 5), schedules: [inThirds], threads: { [3, 1, 2][$0] }).check(course)
  }

  @Test("A run that was killed goes on from its last checkpoint and ends as one that was not")
  func killed() throws {
    var plan = plan(rows: 3)
    plan.checkpointInterval = 33
    let environments = { (_: Int) in Course.make(3, 1, TimeLimit(Drifter(), steps: 9)) }
    var whole = try Run(plan, environments)
    let expected = try whole.go()
    #expect(whole.checkpoints.count == 4)
    for checkpoint in whole.checkpoints {
      var rest = try Run(plan, environments)
      try checkpoint.write(to: rest.folder.file("checkpoint.safetensors"))
      let found = try rest.go()
      #expect(found.metrics == expected.metrics && found.evaluations == expected.evaluations)
      #expect(found.files["policy.safetensors"] == expected.files["policy.safetensors"])
    }
  }

  @Test("A run that is gone on with in memory ends as one that was not stopped")
  func inMemory() throws {
    func run(stoppingEvery questions: Int) throws -> Trainer<Chronicle> {
      let batch = Course.make(3, 1, TimeLimit(Drifter(), steps: 9))
      let evaluation = Course.make(4, 1, TimeLimit(Drifter(), steps: 9))
      var trainer = Trainer(Chronicle(in: batch), in: batch, evaluatingIn: evaluation, plan: plan(rows: 3))
      var (asked, reason) = (0, TrainingSummary.Reason.stopped)
      while reason == .stopped {
        asked = 0
        reason = try trainer.run(shouldStop: {
          asked += 1
          return asked >= questions
        }).reason
      }
      return trainer
    }
    let (whole, parts) = (try run(stoppingEvery: .max), try run(stoppingEvery: 20))
    #expect(parts.agent.digest == whole.agent.digest)
    #expect(parts.generator == whole.generator)
    #expect(parts.recentEpisodes == whole.recentEpisodes)
    #expect(parts.evaluations.map(\.evaluation) == whole.evaluations.map(\.evaluation))
  }
}
