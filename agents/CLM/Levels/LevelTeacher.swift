import Files
import Simulation
import Training

/// The teacher of an agent: watches its episodes, trains the level generator, and sorts its levels out.
struct LevelTeacher: Sendable {
  let task: LevelledTask
  let curriculum: LevelCurriculum
  let configuration: LevelConfiguration
  private let trial: LevelTrial?
  private let designed: [[Float]]
  var generator: LevelGenerator
  /// The regret samples of episodes on generated levels, the latest last.
  var lessons: [LevelGenerator.Lesson] = []
  var diary: Diary

  /// The state of the teacher, besides the networks.
  struct Diary: Codable, Equatable, Sendable {
    /// The sum of rewards of each row's episode.
    var scores: [Double]
    /// The number of episodes that took place in generated levels.
    @StoredCount var episodes = 0
    /// True once the generator and the discriminator have had their first updates.
    var hasBegun = false
    /// The running mean of scores on usual levels; `nil` before there are any.
    private(set) var usualScore: Double?
    /// The reason that level generation has ended; `nil` while all is well.
    var fault: String?
    /// The quality of generated levels, as measured last.
    var quality = Quality()

    /// Notes the score of an episode on a usual level.
    mutating func noteUsual(_ score: Double) {
      usualScore = usualScore.map { $0 + 0.1 * (score - $0) } ?? score
    }
  }

  /// The quality of generated levels.
  struct Quality: Codable, Equatable, Sendable {
    /// The mean probability that the discriminator gives a generated level to be designed.
    var realism = 0.0
    /// The share of the generated levels that are used.
    var kept = 0.0
    /// The mean distance of a kept level to its nearest designed one, in units of that of a designed one.
    var novelty = 0.0
    /// The share of designed levels that some kept one is near.
    var coverage = 0.0
  }

  static let lessonCapacity = 2000

  /// Draws the designed levels and makes the networks.
  init(
    of task: LevelledTask, curriculum: LevelCurriculum, rows: Int, _ configuration: LevelConfiguration,
    _ adversaries: GANConfiguration, using random: inout RandomGenerator
  ) {
    self.task = task
    self.curriculum = curriculum
    self.configuration = configuration
    designed = (0..<configuration.levelsDesigned).map { _ in task.draw(&random) }
    generator = LevelGenerator(
      of: designed, configuration: configuration, adversaries: adversaries, using: &random)
    trial = LevelTrial(of: task)
    diary = Diary(scores: Array(repeating: 0, count: rows))
  }

  /// Notes the rewards of a step, and the scores of the episodes that it ended.
  mutating func observe(_ outcome: borrowing StepBatch) {
    for row in 0..<outcome.count {
      diary.scores[row] += outcome.rewards[row]
      guard outcome.statuses[row].isFinished else { continue }
      if let lesson = curriculum.note(score: diary.scores[row], ofRow: row, usual: diary.usualScore) {
        lessons.append(lesson)
        diary.episodes += 1
      } else {
        diary.noteUsual(diary.scores[row])
      }
      diary.scores[row] = 0
    }
    lessons.removeFirst(max(0, lessons.count - Self.lessonCapacity))
  }

  /// Forgets the scores of the running episodes.
  mutating func discardEpisodes() {
    diary.scores = diary.scores.map { _ in 0 }
    curriculum.goOn()
  }

  /// The mean regret of the last 100 samples.
  var regret: Double {
    let late = lessons.suffix(100)
    return late.isEmpty ? 0 : late.reduce(0) { $0 + Double($1.regret) } / Double(late.count)
  }

  /// Updates the networks, and generates levels.
  mutating func improve(using random: inout RandomGenerator) {
    guard diary.fault == nil else { return }
    guard study(using: &random) else {
      diary.fault = "the loss of what makes levels is no number any more; no more levels are made"
      return
    }
    diary.hasBegun = true
    makeLevels(using: &random)
  }

  /// Updates the networks; `false` if a loss is no number.
  private mutating func study(using random: inout RandomGenerator) -> Bool {
    let knowsRegret = lessons.count >= 10
    for _ in 0..<configuration.levelUpdates where knowsRegret {
      guard generator.learnRegret(from: lessons, using: &random).isFinite else { return false }
    }
    let updates = diary.hasBegun ? configuration.levelUpdates : configuration.levelWarmup
    let scale = knowsRegret ? Float(regret) : 0
    for _ in 0..<updates {
      guard generator.improve(on: designed, regretScale: scale, using: &random) else { return false }
    }
    return true
  }

  private mutating func makeLevels(using random: inout RandomGenerator) {
    let made = generator.make(configuration.levelsMade, using: &random)
    let possible = made.filter {
      Double($0.realism) >= configuration.levelRealism && task.isValid($0.level)
    }.map(\.level)
    let entries = solvable(possible)
    curriculum.add(entries)
    diary.quality.realism = made.reduce(0) { $0 + Double($1.realism) } / Double(made.count)
    diary.quality.kept = Double(entries.count) / Double(made.count)
    let kept = curriculum.entries.flatMap(\.level)
    guard !kept.isEmpty else { return }
    let real = designed.prefix(200).flatMap(\.self)
    let fidelity = SampleFidelity(made: kept, real: real, size: task.size)
    (diary.quality.novelty, diary.quality.coverage) = (fidelity.novelty, fidelity.coverage)
  }

  /// Returns the levels that the heuristic solves, with its scores; all where there is no heuristic.
  private func solvable(_ levels: [[Float]]) -> [LevelCurriculum.Entry] {
    guard let trial else { return levels.map { LevelCurriculum.Entry(level: $0) } }
    let least = trial.leastScore(configuration.levelSolvability)
    return zip(levels, trial.scores(on: levels)).filter { $0.1 >= least }
      .map { LevelCurriculum.Entry(level: $0, best: $1) }
  }

  /// The measurements of a run.
  var measurements: [Measurement] {
    [
      Measurement("levels/realism", diary.quality.realism), Measurement("levels/kept_share", diary.quality.kept),
      Measurement("levels/novelty", diary.quality.novelty), Measurement("levels/coverage", diary.quality.coverage),
      Measurement("levels/regret", regret), Measurement("levels/episodes", Double(diary.episodes)),
    ]
  }
}
