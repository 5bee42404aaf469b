// Trains one sequence policy on demonstrations by the catalogue's heuristics and evaluates it in each of the tasks: the
// table of `agents/Sequence/README.md`.
//
//   swift run -c release sequence-policy [--tasks A,B,…] [--episodes N] [--steps N] [--seed N] [--set key=value …]
//
// Demonstrations are the episodes with the seeds from 0; evaluations are 100 episodes with the seeds from 5 000 000, which
// nothing else uses. A normalized return is 0 for random actions and 1 for the heuristic.

import Agents
import Demonstrations
import Environments
import Foundation
import Simulation
import Training

/// The options of the command line.
struct Options {
  var tasks = ["CartPole-v1", "LunarLander-v3", "LunarLanderContinuous-v3", "CarRacingFeatures-v0"]
  var episodes = 100
  var steps = 3_000
  var seed: UInt64 = 1
  var settings: [String] = []
  var interval = 0

  init(_ arguments: some Sequence<String>) {
    var arguments = Array(arguments)[...]
    while let name = arguments.popFirst(), let value = arguments.popFirst() {
      switch name {
      case "--tasks": tasks = value.split(separator: ",").map(String.init)
      case "--episodes": episodes = Int(value) ?? episodes
      case "--steps": steps = Int(value) ?? steps
      case "--seed": seed = UInt64(value) ?? seed
      case "--eval-every": interval = Int(value) ?? 0
      case "--set": settings.append(value)
      default: preconditionFailure("there is no option \(name)")
      }
    }
  }
}

/// A task with its demonstrations and the mean returns of random actions and of the expert.
struct Course {
  let id: String
  let demonstrations: Demonstrations
  let random: Double
  let expert: Double
  let rows: AnyVectorEnvironment

  static let evaluationEpisodes = 100
  static let evaluationSeed: UInt64 = 5_000_000

  init(_ id: String, episodes: Int) throws {
    self.id = id
    let task = try Catalog.entry(id).task()
    guard let heuristic = task.heuristic else { throw ConfigurationError("\(id) has no heuristic.") }
    rows = task.makeVector(count: Self.evaluationEpisodes)
    let recorder = Recorder(heuristic: heuristic(), episodes: episodes)
    let recorded = try task.makeVector(count: min(episodes, 100)).accept(recorder)
    demonstrations = Demonstrations(
      name: "\(id)/heuristic", environment: id, observationSpace: task.observationSpace,
      actionSpace: task.actionSpace, episodes: recorded)
    random = try rows.accept(Evaluator(policy: task.randomPolicy()))
    expert = try rows.accept(Evaluator(policy: heuristic()))
  }

  /// 0 for random actions, 1 for the expert.
  func normalized(_ meanReturn: Double) -> Double { (meanReturn - random) / (expert - random) }
}

/// Records episodes whatever their scalars are.
struct Recorder: VectorEnvironmentVisitor {
  let heuristic: any Policy
  let episodes: Int

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> AnyEpisodes {
    guard let heuristic = heuristic as? any Policy<Observation, Action> else {
      throw ConfigurationError("The heuristic does not act in its own task.")
    }
    var recorder = EpisodeRecorder(heuristic, in: environments, seed: 0)
    guard let episodes = AnyEpisodes(recorder.record(episodes)) else {
      throw ConfigurationError("Such episodes cannot be recorded.")
    }
    return episodes
  }
}

/// The mean return of the evaluation's episodes.
struct Evaluator: VectorEnvironmentVisitor {
  let policy: any Policy

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> Double {
    guard let policy = policy as? any Policy<Observation, Action>,
      let evaluation = Evaluation.evaluate(
        policy, on: environments, episodes: Course.evaluationEpisodes, seed: Course.evaluationSeed)
    else { throw ConfigurationError("The policy does not act in this task.") }
    return evaluation.meanReturn
  }
}

/// Evaluates a learner's policy for a task.
struct Examination: VectorEnvironmentVisitor {
  let learner: SequenceLearner<Float, Int>
  let id: String

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> Double {
    let policy: SequencePolicy<Observation, Action>? = learner.policy(for: id)
    guard let policy else { throw ConfigurationError("The policy does not know \(id).") }
    return try Evaluator(policy: policy).visit(environments)
  }
}

/// One policy, trained and examined.
struct Experiment {
  let options: Options
  private let courses: [Course]
  private var learner: SequenceLearner<Float, Int>
  private var generator: RandomGenerator
  private var seconds = 0.0

  init(_ options: Options) throws {
    self.options = options
    courses = try options.tasks.map { try Course($0, episodes: options.episodes) }
    let configuration = try ConfigurationOverrides(parsing: options.settings).applied(to: SequenceConfiguration())
    generator = RandomGenerator(seed: options.seed)
    learner = try SequenceLearner(
      courses.map(\.demonstrations), for: options.tasks[0], configuration: configuration, using: &generator)
    log("\(learner.parameters.count) parameters")
  }

  mutating func run() throws {
    for step in 1...options.steps {
      let started = clock()
      learner.advance(to: Double(step - 1) / Double(options.steps))
      learner.learn(using: &generator)
      seconds += Self.seconds(since: started)
      if step % 200 == 0 { log("\(step) \(text(seconds)) s: \(measurements)") }
      if step == options.steps || options.interval > 0 && step % options.interval == 0 { try examine() }
    }
  }

  private var measurements: String {
    learner.measurements.map { "\($0.name) \(text($0.value, digits: 4))" }.joined(separator: ", ")
  }

  private func examine() throws {
    let started = clock()
    for course in courses {
      let found = try course.rows.accept(Examination(learner: learner, id: course.id))
      print(
        "| \(course.id) | \(options.seed) | \(text(course.random)) | \(text(course.expert)) | \(text(found)) "
          + "| \(text(course.normalized(found), digits: 3)) | \(learner.updateCount) | \(text(seconds)) |")
    }
    log("evaluated in \(text(Self.seconds(since: started))) s")
  }

  /// Seconds of the processor, which do not count what else the machine does.
  private static func seconds(since start: clock_t) -> Double { Double(clock() - start) / Double(CLOCKS_PER_SEC) }

  private func text(_ number: Double, digits: Int = 1) -> String { String(format: "%.\(digits)f", number) }

  private func log(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}

var experiment = try Experiment(Options(CommandLine.arguments.dropFirst()))
try experiment.run()
