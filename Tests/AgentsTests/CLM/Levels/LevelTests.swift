import Safetensors
import Simulation
import TestSupport
import TestTraits
import Testing
import Training

@testable import Agents

@Suite("Made levels", .mayHang())
struct LevelTests {
  private static var configuration: LevelConfiguration {
    var configuration = LevelConfiguration()
    configuration.levelInterval = 40
    configuration.levelUpdates = 5
    configuration.levelWarmup = 100
    configuration.levelsDesigned = 100
    return configuration
  }

  private func trainedGenerator(creativity: Double) -> LevelGenerator {
    var random = RandomGenerator(seed: 1)
    var configuration = Self.configuration
    configuration.levelCreativity = creativity
    let designed = (0..<500).map { _ in Lamps.drawLevel(.init(), using: &random) }
    var generator = LevelGenerator(
      of: designed, configuration: configuration, adversaries: Line.adversaries, using: &random)
    let lessons = designed.map { LevelGenerator.Lesson(level: $0, regret: $0[0]) }
    for _ in 0..<300 { generator.learnRegret(from: lessons, using: &random) }
    for _ in 0..<1500 { generator.improve(on: designed, regretScale: 0.5, using: &random) }
    return generator
  }

  @Test("look designed, and are those that the agent regrets more where that is praised")
  func generator() {
    var random = RandomGenerator(seed: 2)
    let plain = trainedGenerator(creativity: 0).make(200, using: &random)
    let creative = trainedGenerator(creativity: 1).make(200, using: &random)
    for made in [plain, creative] {
      #expect(made.flatMap(\.level).allSatisfy { $0 >= 0 && $0 <= 1 })
      let near = made.count { abs($0.level[1] - 0.5) < 0.2 }
      #expect(near > 160)
    }
    #expect(mean(creative.map(\.level[0])) > mean(plain.map(\.level[0])) + 0.1)
  }

  private func mean(_ numbers: [Float]) -> Float { numbers.reduce(0, +) / Float(numbers.count) }

  @Test("are chosen by share, and what came of them is noted with the level that an episode began in")
  func curriculum() {
    let usual = LevelCurriculum(share: 0, capacity: 2, seed: 1)
    usual.add([.init(level: [0.1, 0.5])])
    #expect(usual.level(forRow: 0) == nil)
    let curriculum = LevelCurriculum(share: 1, capacity: 2, seed: 1)
    #expect(curriculum.level(forRow: 0) == nil)
    curriculum.add([0.1, 0.2, 0.3].map { .init(level: [$0, 0.5], best: 3) })
    #expect(curriculum.entries.map(\.level[0]) == [0.2, 0.3])
    #expect(curriculum.note(score: 1, ofRow: 0) == nil)
    let first = curriculum.level(forRow: 0)
    // The autoreset comes before what ended is noted.
    _ = curriculum.level(forRow: 0)
    #expect(curriculum.note(score: 1, ofRow: 0) == first.map { .init(level: $0, regret: 2) })
    #expect(curriculum.note(score: 5, ofRow: 0)?.regret == 0)
    #expect(curriculum.entries.compactMap(\.best).max() == 5)
    _ = curriculum.level(forRow: 0)
    #expect(curriculum.note(score: 4, ofRow: 0, usual: 9)?.regret == 5)
    #expect(curriculum.entries.compactMap(\.best).max() == 5)
  }

  @Test("that the agent regrets are played more often, and those that it has not played yet")
  func regretted() {
    let curriculum = LevelCurriculum(share: 1, capacity: 3, seed: 1)
    curriculum.add([0.1, 0.2, 0.3].map { .init(level: [$0], best: 10) })
    for (row, score) in [(0, 10.0), (1, 0)] {
      while curriculum.level(forRow: row) != [row == 0 ? 0.1 : 0.2] {}
      _ = curriculum.level(forRow: row)
      #expect(curriculum.note(score: score, ofRow: row)?.regret == Float(10 - score))
    }
    let levels = (0..<3000).compactMap { _ in curriculum.level(forRow: 2)?[0] }
    let counts = [0.1, 0.2, 0.3].map { level in levels.count { $0 == Float(level) } }
    #expect(counts[0] > 20 && counts[0] < 150 && counts[1] > 1200 && counts[2] > 1200, "\(counts)")
  }

  @Test("of stored episodes are handed out again until the run goes on")
  func repetition() {
    let curriculum = LevelCurriculum(share: 0.5, capacity: 50, seed: 1)
    curriculum.add((1...50).map { .init(level: [Float($0) / 50, 0.5]) })
    let levels = (0..<8).map { curriculum.level(forRow: $0) }
    let other = LevelCurriculum(share: 0, capacity: 1, seed: 2)
    other.stored = curriculum.stored
    for _ in 0..<2 { #expect((0..<8).map { other.level(forRow: $0) } == levels) }
    other.goOn()
    #expect((0..<8).map { other.level(forRow: $0) } == (0..<8).map { curriculum.level(forRow: $0) })
  }

  @Test("are tried by the heuristic, and only those that it solves are used")
  func solvability() throws {
    var random = RandomGenerator(seed: 3)
    let trial = try #require(LevelTrial(of: Lamps.task))
    #expect(trial.scores(on: [[0.1, 0.5], [0.9, 0.5], [0.7, 0.5]]) == [4, 0, 4])
    #expect((2...4).contains(trial.usualScore))
    var configuration = Self.configuration
    configuration.levelRealism = 0
    configuration.levelWarmup = 500
    let curriculum = LevelCurriculum(share: 0.5, capacity: 500, seed: 1)
    var teacher = LevelTeacher(
      of: Lamps.task, curriculum: curriculum, rows: 1, configuration, Line.adversaries, using: &random)
    for _ in 0..<10 { teacher.improve(using: &random) }
    #expect(curriculum.entries.count > 20 && curriculum.entries.count < 160)
    #expect(curriculum.entries.allSatisfy { $0.level[0] <= 0.8 && $0.level[1] >= 0.2 && $0.best == 4 })
  }

  @Test("are no longer made, and that is said, where a loss is no number")
  func notANumber() {
    var random = RandomGenerator(seed: 3)
    let curriculum = LevelCurriculum(share: 1, capacity: 500, seed: 1)
    var teacher = LevelTeacher(
      of: Lamps.task, curriculum: curriculum, rows: 1, Self.configuration, Line.adversaries, using: &random)
    teacher.lessons = (0..<20).map { .init(level: [0.5, 0.5], regret: Float($0)) }
    teacher.generator.criticParameters.scale(by: .nan)
    teacher.improve(using: &random)
    #expect(teacher.diary.fault?.hasSuffix("no more levels are made") == true && curriculum.entries.isEmpty)
  }

  @Test("are played more often the further a run is")
  func share() throws {
    var random = RandomGenerator(seed: 1)
    let environments = Lamps.task.makeVector(count: 1, levelsFrom: LevelCurriculum(share: 0, capacity: 1, seed: 0))
    var agent = try CLMAgent(
      in: EncodedTask(environments.specification), environmentCount: 1, using: &random)
    let curriculum = LevelCurriculum(share: 0, capacity: 1, seed: 0)
    agent.levels = LevelTeacher(
      of: Lamps.task, curriculum: curriculum, rows: 1, Self.configuration, Line.adversaries, using: &random)
    for (progress, share) in [(0, 0), (0.25, 0.25), (0.5, 0.5), (1, 0.5)] {
      agent.advance(to: progress)
      #expect(curriculum.share == share)
    }
  }

  @Test("are what an agent learns in, and a run that is resumed goes on as if it had not stopped")
  func resuming() throws {
    func trainer(_ steps: Int, in folder: RunFolder?) throws -> Trainer<CLMAgent> {
      var plan = TrainingPlan(steps: steps, environments: 2, evaluationInterval: 0, evaluationEpisodes: 2)
      plan.seed = 5
      let evaluation = Lamps.task.makeVector(count: 2, levelsFrom: LevelCurriculum(share: 0, capacity: 1, seed: 0))
      var request = TrainingRequest(
        environments: evaluation, evaluationEnvironments: evaluation,
        overrides: try ConfigurationOverrides(parsing: [
          "levelInterval=40", "levelUpdates=5", "levelWarmup=50", "levelsDesigned=50", "hiddenSizes=8",
          "generatorHiddenSizes=8", "discriminatorHiddenSizes=8", "learningStarts=20", "batchSize=8",
          "imaginedShare=0", "levelRealism=0",
        ]), plan: plan)
      request.levels = Lamps.task
      var run = try #require(try AgentCatalog.standard.entry(named: "clm").prepare(request) as? Trainer<CLMAgent>)
      run.folder = folder
      return run
    }
    func outcome(_ run: Trainer<CLMAgent>) throws -> [Float] {
      let levels = try #require(run.agent.levels)
      return levels.generator.regrets(of: [[0.3, 0.5]]) + levels.curriculum.entries.flatMap(\.level)
        + [Float(run.recentEpisodes.meanReturn ?? -1)]
    }
    let configuration = RunConfiguration(
      environment: "Lamps", environmentOverrides: .init(), agent: "clm", preset: nil, agentOverrides: .init(),
      agentConfiguration: [:], plan: TrainingPlan())
    let temporary = try TemporaryFolder()
    var whole = try trainer(402, in: nil)
    try whole.run()
    let folder = try RunFolder(creating: configuration, at: temporary.file("run"))
    var first = try trainer(402, in: folder)
    var rounds = 0
    try first.run(shouldStop: {
      rounds += 1
      return rounds == 101
    })
    #expect(first.steps < 300)
    var second = try trainer(402, in: folder)
    try second.resume()
    try second.run()
    #expect(try outcome(second) == outcome(whole))
    #expect(try #require(second.agent.levels).lessons == whole.agent.levels?.lessons)
    #expect(whole.agent.levels?.lessons.isEmpty == false)
    let file = try SafetensorsFile(contentsOf: temporary.file("run").appending(path: "checkpoint.safetensors"))
    #expect(try LevelCurriculum.levels(in: file) == whole.agent.levels?.curriculum.entries.map(\.level))
  }
}
